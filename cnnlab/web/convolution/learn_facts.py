"""The facts line of the mode Learn a filter."""

from __future__ import annotations

import math

from cnnlab.ops.hidden_kernel import Puzzle, Recovery
from cnnlab.web.convolution.learn_controls import Settings
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number


def show(puzzle: Puzzle, settings: Settings, recovery: Recovery | None, covered: bool) -> None:
    """Show what is known of the puzzle, and of its solution where there is one."""
    entries: list[tuple[str, ...]] = [(t("Picture"), "{} × {}".format(*puzzle.picture.shape))]
    if not covered:
        entries += [
            (t("Unknown weights"), f"{settings.hidden.size}"),
            (t("Equations"), f"{puzzle.target.size:,}", t("one for each pixel of the filtered picture")),
        ]
    if recovery is not None:
        entries += _of_solution(settings, recovery)
    facts(entries)


def _of_solution(settings: Settings, recovery: Recovery) -> list[tuple[str, ...]]:
    learned, hidden = recovery.learned, settings.hidden
    entries: list[tuple[str, ...]] = [
        (
            t("Independent things the picture says"),
            t("{rank} of {cells}", rank=learned.rank, cells=hidden.size),
            t("rank of the matrix of its patches"),
        ),
        (t("Largest difference of the filtered pictures"), number(recovery.apart)),
    ]
    if recovery.verdict == "flat":
        entries.append(
            (
                t("Sum of the weights"),
                number(round(float(learned.kernel.sum()), 6)),
                t("hidden: {sum}", sum=number(round(float(hidden.sum()), 6))),
            )
        )
    if math.isfinite(learned.condition):
        entries.append(
            (
                t("Condition number"),
                f"{learned.condition:,.0f}",
                t("the larger, the more weakly some weights are determined"),
            )
        )
    return entries
