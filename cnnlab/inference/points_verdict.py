"""In one word what is going on between two networks of points, by rules that the page states."""

from __future__ import annotations

from cnnlab.inference.points_advance import Advance

BEGUN = 50
"""Steps of the generator before which nothing is said."""
APART = 0.97
"""From this separation on the discriminator is too strong: it tells nearly every pair apart."""
SPOT = 0.2
"""Below this spread all generated points lie in one spot."""
HELD = 0.5
"""Precision from which on it is said of modes that they are missing; before it, the points are still on their way."""
FITTING, WHOLE, EVEN = 0.75, 0.9, 0.8
"""Least precision and recall, and greatest separation, of a healthy course."""
VERDICTS = ("exploded", "begun", "spot", "strong", "missing", "healthy", "learning")


def verdict(now: Advance) -> str:
    """Return one of `VERDICTS`; of several that hold, the first.

    "exploded": numbers have become none, or points lie far off. "begun": fewer than `BEGUN` steps. "spot": a spread
    below `SPOT`. "strong": a separation of `APART` or more. "missing": at least half of the generated points are
    near real ones, but a mode is not found, or where there are none the recall is below `WHOLE`. "healthy":
    precision, recall and separation within limits. "learning": none of these.
    """
    report = now.report
    whole = all(report.found) and report.recall >= WHOLE
    if now.exploded:
        return "exploded"
    if now.state.generator_steps < BEGUN:
        return "begun"
    if report.spread < SPOT:
        return "spot"
    if report.separation >= APART:
        return "strong"
    if report.precision >= HELD and not whole:
        return "missing"
    if whole and report.precision >= FITTING and report.separation <= EVEN:
        return "healthy"
    return "learning"
