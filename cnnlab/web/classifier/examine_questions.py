"""Try this: what is taken for what, how surely an accuracy is known, what silence is worth."""

from __future__ import annotations

import numpy as np

from cnnlab.metrics.classification import confused, wilson
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SILENT = 0.1
"""Share of the pictures that it may be silent about."""
STEPS = (0.2, 0.5)
"""Between the options: shares of the mistakes."""
FEWEST = 10
"""Mistakes that are needed to speak of shares of them."""
LEAST_WIDTH = 0.002


def questions(subject: Subject) -> tuple[Question, ...]:
    """Ask about what is on the screen; a question that it cannot answer clearly is left out."""
    asked = [_pair(subject), _interval(subject), _silence(subject)]
    return tuple(question for question in asked if question is not None)


def _pair(subject: Subject) -> Question | None:
    """Ask which mistake is the most frequent."""
    counts, names = subject.counts, subject.names
    cells = confused(counts)
    if len(cells) < 3 or counts[cells[0]] == counts[cells[1]]:
        return None
    first, last = cells[0], cells[-1]
    # The most frequent, its mirror image where it differs, one from the middle and the rarest.
    candidates = [first, first[::-1], cells[len(cells) // 2], last]
    chosen = sorted({cell for cell in candidates if cell == first or counts[cell] < counts[first]})
    if len(chosen) < 3:
        return None
    return Question(
        "cls_pair",
        t("Which mistake does this network make most often?"),
        _id(first),
        t(
            "It calls {truth} {answer} {count} times, out of {all} pictures. Look at them: many are hard for people,"
            " too.",
            truth=names[first[0]],
            answer=names[first[1]],
            count=f"{counts[first]:,}",
            all=f"{counts[first[0]].sum():,}",
        ),
        {
            _id(cell): t("It calls {truth} {answer}.", truth=names[cell[0]], answer=names[cell[1]])
            for cell in chosen
        },
        {
            _id(cell): t("That happens {count} times.", count=f"{counts[cell]:,}")
            for cell in chosen
            if cell != first
        },
    )


def _id(cell: tuple[int, int]) -> str:
    return f"{cell[0]}_{cell[1]}"


WIDTHS = {
    "half": N_("Half as wide"),
    "same": N_("Just as wide"),
    "twice": N_("About twice as wide"),
    "four": N_("Four times as wide"),
}
WIDTH_SLIPS = {
    "half": N_("Fewer pictures tell less, so it cannot become narrower."),
    "same": N_("The accuracy may stay as it is; how surely it is known does not."),
    "four": N_(
        "The width goes with the root of the number: a quarter of the pictures makes it twice as wide."
    ),
}


def _interval(subject: Subject) -> Question | None:
    """Ask how wide the interval would be with a quarter of the pictures."""
    count, right = int(subject.counts.sum()), int(np.trace(subject.counts))
    width, quarter = _width(right, count), _width(round(right / 4), round(count / 4))
    # Near 0 or 1, and for few pictures, the rule of the root does not hold well.
    if width < LEAST_WIDTH or not 1.6 < quarter / width < 2.4:
        return None
    return Question(
        "cls_interval",
        t(
            "The accuracy was counted on {count} pictures, and the interval around it is {width} points wide. How wide"
            " would it be, had there been only a quarter as many pictures?",
            count=f"{count:,}",
            width=f"{100 * width:.2f}",
        ),
        "twice",
        t(
            "With {count} pictures and the same accuracy it is {width} points wide. For an interval half as wide one"
            " needs four times the pictures: that is why two networks that differ by little need a large test set.",
            count=f"{round(count / 4):,}",
            width=f"{100 * quarter:.2f}",
        ),
        {name: t(text) for name, text in WIDTHS.items()},
        {name: t(text) for name, text in WIDTH_SLIPS.items()},
    )


def _width(right: int, count: int) -> float:
    low, high = wilson(right, count)
    return high - low


SHARES = {
    "few": N_("Less than 20 %"),
    "some": N_("Between 20 and 50 %"),
    "most": N_("More than 50 %"),
}
SHARE_SLIPS = {
    "few": N_("That would be so if its certainty said nothing about being right."),
    "some": N_("Its certainty tells more than that: mistakes gather where it is unsure."),
    "most": N_("Its certainty tells less than that: it makes many mistakes with full confidence."),
}


def _silence(subject: Subject) -> Question | None:
    """Ask what share of the mistakes goes with the answers that it is least sure of."""
    if subject.probabilities is None:
        return None
    wrong = ~subject.right
    if wrong.sum() < FEWEST:
        return None
    order = np.argsort(subject.probabilities.max(axis=1), kind="stable")
    silent = order[: round(SILENT * len(order))]
    gone, share = int(wrong[silent].sum()), float(wrong[silent].sum() / wrong.sum())
    answer = list(SHARES)[int(np.searchsorted(STEPS, share))]
    return Question(
        "cls_silence",
        t(
            "It makes {mistakes} mistakes. Suppose it says nothing about the tenth of the pictures that it is least"
            " sure of. How many of the mistakes are gone?",
            mistakes=f"{int(wrong.sum()):,}",
        ),
        answer,
        t(
            "{gone} of {mistakes} are gone, {share} %. Move the slider to see what each degree of caution brings.",
            gone=f"{gone:,}",
            mistakes=f"{int(wrong.sum()):,}",
            share=f"{100 * share:.0f}",
        ),
        {name: t(text) for name, text in SHARES.items()},
        {name: t(text) for name, text in SHARE_SLIPS.items() if name != answer},
    )
