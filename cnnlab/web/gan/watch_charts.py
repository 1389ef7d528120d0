"""The charts of a GAN's training: the scores, the losses, the value of the game, and what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

import streamlit as st

from cnnlab.engine import Run
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.gan import PROBABLE
from cnnlab.web.components.lines import Line, LineChart, lines
from cnnlab.web.gan.watch_properties import LIVE
from cnnlab.web.gan.watch_recipe import say
from cnnlab.web.i18n import N_, listing, t
from cnnlab.web.training.course import Course, known

JUDGED = {
    "frechet": N_("Fréchet distance (the smaller, the better)"),
    "asked_right": N_("Share that shows what was asked for"),
    "score": N_("Classifier score"),
    "coverage": N_("Coverage"),
    "diversity": N_("Diversity"),
}
"""For each figure that is shown over time its title."""
_SHARES = ("asked_right", "coverage")
NAMED, MOST = 5, 120
"""Changes that are said in words, the last ones; judgements that are drawn."""

Columns = Mapping[str, Sequence[float | None]]


def show(run: Run, course: Course, height: int) -> None:
    """Show the charts, what was changed on the way, and folded what was measured."""
    last = course.last or run.recipe.epochs
    every = course.every if course.last else 1
    changes = changes_of(run.recipe, course.heeded)
    lines("gan_w_curves", run.id, last, every, charts(run.recipe, course.steps()), changes, height)
    for step, change in changes[-NAMED:]:
        st.caption(t("Set at step {step}: {change}.", step=f"{step:,}", change=change))
    if changes:
        st.caption(
            t(
                "What was changed on the way is no part of the recipe: trained again, it goes on without these changes."
            )
        )
    with st.expander(t("How good are they? Measured on the shipped classifier's features")):
        if not course.judged:
            st.caption(_unmeasured(run))
            return
        lines("gan_w_judged", run.id, last, every, judged_charts(course.judged), changes, height)
        st.caption(
            t(
                "The dashed lines are what real pictures get against other real ones: nothing that is better would be"
                " worth more. Measured last at step {step}, on {count} generated pictures and as many real ones.",
                count=f"{int(course.judged[-1].get('count', 0)):,}",
                step=f"{course.judged[-1]['step']:,}",
            )
        )


def _unmeasured(run: Run) -> str:
    if run.alive:
        return t("Nothing is measured yet, or there is no shipped classifier for these pictures.")
    return t(
        "Nothing was measured: there is no shipped classifier for these pictures, or it ended too early."
    )


def charts(recipe: GanRecipe, steps: Columns) -> Sequence[LineChart]:
    """Return the charts of what the steps have told."""
    x = steps["x"]
    generator, critic = t("generator"), t("discriminator")
    scores = (Line(t("real"), steps["real"]), Line(t("generated"), steps["fake"]))
    if recipe.loss in PROBABLE:
        first = LineChart(t("D(x) and D(G(z))"), x, scores, ((t("equilibrium"), 0.5),), 0.0, 1.0)
    else:
        first = LineChart(t("Mean scores"), x, scores, low=None)
    losses = (Line(critic, steps["critic_loss"]), Line(generator, steps["generator_loss"]))
    found = [first, LineChart(t("Losses"), x, losses)]
    if recipe.loss == "minimax":
        value = [None if loss is None else -loss for loss in steps["critic_loss"]]
        level = (t("equilibrium, −log 4"), -log(4))
        found.append(LineChart(t("Value of the game V(D, G)"), x, (Line("V", value),), (level,), None, 0.0))
    return found


def judged_charts(judged: Sequence[Mapping]) -> Sequence[LineChart]:
    """Return the charts of what was measured while it learned, each with what real pictures get."""
    found = []
    judged = (*judged[:: len(judged) // MOST + 1], *judged[-1:])
    for name, title in JUDGED.items():
        with_it = [each for each in judged if each.get(name) is not None]
        if not with_it:
            continue
        floor = with_it[-1].get(f"{name}_real")
        found.append(
            LineChart(
                t(title),
                [each["step"] for each in with_it],
                (Line(t("generated"), [known(each[name]) for each in with_it]),),
                () if floor is None else ((t("real against real"), floor),),
                0.0,
                1.0 if name in _SHARES else None,
            )
        )
    return found


def changes_of(recipe: GanRecipe, heeded: Sequence[Mapping]) -> Sequence[tuple[int, str]]:
    """Return at which steps something was changed while it learned, and what, in the reader's language."""
    before = {name: getattr(recipe, name) for name in LIVE}
    found = []
    for event in heeded:
        after = {name: event.get(name, before[name]) for name in LIVE}
        parts = [
            t(
                "{name} {before} → {after}",
                name=t(LIVE[name].label),
                before=say(name, before[name]),
                after=say(name, after[name]),
            )
            for name in LIVE
            if after[name] != before[name]
        ]
        if parts:
            found.append((int(event["step"]), listing(parts)))
        before = after
    return found
