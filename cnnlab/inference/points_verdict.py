"""In one word what is going on between two networks of points, by rules that the page states."""

from __future__ import annotations

from cnnlab.inference.points_advance import Advance

BEGUN = 50
"""Steps of the generator before which nothing is said."""
APART = 0.97
"""From this separation on the discriminator is too strong: it tells nearly every pair apart."""
CROWDED, CROWDED_FROM = 0.4, 200
"""Below this recall, from so many steps on, the generated points crowd in a part of the plane."""
HELD = 0.5
"""Precision from which on it is said of modes that they are missing; before it, the points are still on their way."""
FITTING, WHOLE, EVEN = 0.75, 0.9, 0.8
"""Least precision and recall, and greatest separation, of a healthy course."""
VERDICTS = ("exploded", "begun", "crowd", "strong", "missing", "healthy", "learning")


def verdict(now: Advance) -> str:
    """Return one of `VERDICTS`; of several that hold, the first.

    "exploded": numbers have become none, or points lie far off. "begun": fewer than `BEGUN` steps. "crowd": a recall
    below `CROWDED` after `CROWDED_FROM` steps. "strong": a separation of `APART` or more. "missing": at least half of
    the generated points are near real ones, but too many real ones have none near them: a recall below `WHOLE`.
    "healthy": precision, recall and separation within limits, and all modes found. "learning": none of these.
    """
    report = now.report
    if now.exploded:
        return "exploded"
    if now.state.generator_steps < BEGUN:
        return "begun"
    if report.recall < CROWDED and now.state.generator_steps >= CROWDED_FROM:
        return "crowd"
    if report.separation >= APART:
        return "strong"
    if report.precision >= HELD and report.recall < WHOLE:
        return "missing"
    if all(report.found) and report.precision >= FITTING and report.separation <= EVEN:
        return "healthy"
    return "learning"
