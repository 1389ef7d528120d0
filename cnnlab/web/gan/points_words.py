"""What the mode Points says while two networks learn."""

from __future__ import annotations

from math import log

import numpy as np

from cnnlab.inference.points_advance import Advance
from cnnlab.inference.points_report import SHOWN
from cnnlab.inference.points_verdict import (
    APART,
    BEGUN,
    CROWDED,
    CROWDED_FROM,
    EVEN,
    FITTING,
    HELD,
    WHOLE,
    verdict,
)
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.components.points import Answer
from cnnlab.web.gan.points_course import Course
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number

SAID = {
    "begun": N_(
        "**Just begun.** The generator lays its noise somewhere; the discriminator knows nothing yet."
    ),
    "crowd": N_(
        "**Mode collapse.** All {count} generated points crowd where the discriminator is deceived most easily. It"
        " lowers that place, and they run on together: {percent_left} % of the real points have none near."
    ),
    "strong": N_(
        "**The discriminator is too strong.** It tells {percent} % of all pairs apart; what matters now is how long the"
        " arrows still are."
    ),
    "missing": N_(
        "**Parts are missing.** What is made looks real, but the generator leaves a part of the data out."
    ),
    "healthy": N_(
        "**Healthy.** Real and generated points lie together: the discriminator tells {percent} % of the pairs apart,"
        " and 50 % would be guessing."
    ),
    "learning": N_("**Learning.** The generated points are on their way to the real ones."),
    "exploded": N_(
        "**Exploded.** The numbers have run away, so it stands still here. Begin again with smaller learning rates."
    ),
}
"""By `cnnlab.inference.points_verdict.VERDICTS`."""
MODES_SAID = {
    "missing": N_(
        "**Mode collapse: {found} of {all} groups.** What is made looks real, but the generator leaves the other groups"
        " out."
    ),
    "learning": N_(
        "**Learning.** The generated points are on their way; so far they have reached {found} of {all} groups."
    ),
    "healthy": N_(
        "**Healthy: {found} of {all} groups.** Real and generated points lie together: the discriminator tells"
        " {percent} % of the pairs apart, and 50 % would be guessing."
    ),
}
"""Where the data has groups."""


SHARES = {"crowded": CROWDED, "apart": APART, "held": HELD, "whole": WHOLE, "fitting": FITTING, "even": EVEN}
"""What the rules of the verdict are made of."""


def nothing_drawn() -> str:
    """Ask for points."""
    return t("Draw the real points with the mouse or a finger. As soon as there are some, press Play.")


def headline(spec: PointsSpec, now: Advance) -> str:
    """Say what is going on."""
    kind, report = verdict(now), now.report
    texts = {**SAID, **MODES_SAID} if report.found else SAID
    return t(
        texts[kind],
        found=sum(report.found),
        all=len(report.found),
        count=SHOWN,
        percent=f"{100 * report.separation:.0f}",
        percent_left=f"{100 - 100 * report.recall:.0f}",
    )


def answer(course: Course, covered: bool) -> Answer:
    """Return what the plane shows."""
    now = course.now
    return Answer(
        now.report,
        now.state,
        "" if covered else headline(course.spec, now),
        what_changed(course),
        [] if covered else figures(course.spec, now),
        now.exploded,
    )


def what_changed(course: Course) -> str:
    """Say what the last move has done, where it was a single one."""
    now, before = course.now, course.before
    if before is None:
        return ""
    taken = (
        now.state.generator_steps - before.state.generator_steps,
        now.state.discriminator_steps - before.state.discriminator_steps,
    )
    values = {
        "step": now.state.generator_steps if taken[0] else now.state.discriminator_steps,
        "right": _pair(before.report.mean_real, now.report.mean_real),
        "wrong": _pair(before.report.mean_generated, now.report.mean_generated),
    }
    if taken == (0, 1):
        return t(
            "Discriminator, step {step}: the surface has moved, the points stand still. Mean D(x) {right}, mean D(G(z))"
            " {wrong}.",
            **values,
        )
    if taken == (1, 0):
        lengths = np.linalg.norm(now.report.generated - before.report.generated, axis=1)
        return t(
            "Generator, step {step}: the points have followed their arrows, by {far} on average, the surface stands"
            " still. Mean D(G(z)) {wrong}.",
            far=number(float(lengths.mean()), 2),
            **values,
        )
    return ""


def figures(spec: PointsSpec, now: Advance) -> list[tuple[str, str, str]]:
    """Return the live figures: name, value, and a remark."""
    report = now.report
    entries = [
        (t("Steps (generator)"), str(now.state.generator_steps), ""),
        (t("Mean D(x)"), _value(report.mean_real), t("real points")),
        (t("Mean D(G(z))"), _value(report.mean_generated), t("generated points")),
    ]
    if report.value is not None:
        entries.append(
            ("V(D, G)", number(report.value), t("−log 4 = {value} at equilibrium", value=number(-log(4))))
        )
    entries += [
        (
            t("Pairs told apart"),
            f"{100 * report.separation:.0f} %",
            t("50 % where nothing can be told apart"),
        ),
        (t("Mean length of the arrows"), number(report.push, 2), t("the gradient that reaches a point")),
    ]
    if report.found:
        entries.append((t("Groups found"), f"{sum(report.found)} / {len(report.found)}", ""))
    entries.append(
        (
            t("Near a real point"),
            f"{100 * report.precision:.0f} %",
            t("of the real ones {percent} % have a generated one near", percent=f"{100 * report.recall:.0f}"),
        )
    )
    return entries


def rules() -> str:
    """State the rules by which the sentence above the plane is chosen."""
    return t(
        "How the sentence above is chosen, the first that holds: fewer than {steps} steps, just begun; from"
        " {from_step} steps on, fewer than {crowded} % of the real points near generated ones, mode collapse; {apart} %"
        " of all pairs told apart, too strong; at least {held} % of the generated points near real ones, but fewer than"
        " {whole} % of the real ones near generated ones, mode collapse; at least {fitting} % and {whole} %, all groups"
        " found, and at most {even} % of the pairs told apart, healthy. A group is found when it has a quarter of its"
        " fair share of the generated points within three standard deviations.",
        steps=BEGUN,
        from_step=CROWDED_FROM,
        **{name: f"{100 * share:.0f}" for name, share in SHARES.items()},
    )


def _pair(before: float, now: float) -> str:
    return f"{_value(before)} → {_value(now)}"


def _value(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")
