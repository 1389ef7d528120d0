"""Try this: at how many shifts does a pooled map move as the picture does?"""

from __future__ import annotations

from cnnlab.ops.shift_report import LARGEST_SHIFT
from cnnlab.web.i18n import t
from cnnlab.web.quiz import Question


def copies_question(stride: int) -> Question:
    """Ask for the number of shifts that leave an exact copy."""
    answer = LARGEST_SHIFT // stride
    slips = {
        answer + 1: t("That counts the shift 0, at which nothing moves."),
        LARGEST_SHIFT: t(
            "Only with stride 1. A map can move by whole values only, and one value stands for {stride} pixels.",
            stride=stride,
        ),
    }
    return Question(
        "pool_copies",
        t(
            "The stride is {stride}. At how many of the shifts 1, 2, …, {most} is the pooled map, whatever the picture,"
            " an exactly moved copy of the map before?",
            stride=stride,
            most=LARGEST_SHIFT,
        ),
        answer,
        t(
            "At the multiples of {stride} up to {most}: {answer}. There the windows fall on the same values as before."
            " Between them they read other values, and the map changes.",
            stride=stride,
            most=LARGEST_SHIFT,
            answer=answer,
        ),
        slips={wrong: says for wrong, says in slips.items() if wrong != answer},
    )
