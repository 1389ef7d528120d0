"""What the mode Examine says about a network, in sentences with its numbers."""

from __future__ import annotations

import numpy as np

from cnnlab.datasets import stored
from cnnlab.metrics.certainty import Reliability
from cnnlab.metrics.classification import apart, per_class, wilson
from cnnlab.recipes.classifier import is_own
from cnnlab.web.classifier.data_properties import DATA_SET, OWN_PICTURES
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.i18n import N_, sentences, t

CHANCE = 1.96
"""Standard errors that chance alone seldom passes: once in twenty times."""
FEW = 20
"""Answers in a bin below which its accuracy says little."""
HONEST = 0.01
"""Points between confidence and accuracy, as a share, that are not worth a word."""


def percent(share: float, count: int) -> str:
    """Write a share in percent with the digits that so many pictures can give."""
    return f"{100 * share:.2f}" if count >= 1000 else f"{100 * share:.1f}"


def headline(subject: Subject) -> str:
    """Say how many are right, and how surely that is known."""
    counts = subject.counts
    count, right = int(counts.sum()), int(np.trace(counts))
    low, high = wilson(right, count)
    values = {
        "count": f"{count:,}",
        "right": f"{right:,}",
        "share": percent(right / count, count),
        "low": percent(low, count),
        "high": percent(high, count),
    }
    if subject.part == "digits":
        return t(
            "Of all {count} digits of scikit-learn, none of which it was trained on, it gets {right} right:"
            " **{share} %**, and with 95 % certainty between {low} % and {high} %.",
            **values,
        )
    return t(
        "Of {count} test pictures it gets {right} right: **{share} %**, and with 95 % certainty between {low} %"
        " and {high} %.",
        **values,
    )


def beside(subject: Subject) -> str:
    """Say how it did on the validation pictures, on the unmoved ones, and on those that are not here."""
    return sentences(_straight(subject), _against_validation(subject), _not_here(subject))


def _against_validation(subject: Subject) -> str:
    share, count = (subject.metrics.get(f"val_{name}") for name in ("accuracy", "count"))
    if subject.validation is not None:
        hits = subject.validation.logits.argmax(axis=1) == subject.validation.labels
        share, count = float(hits.mean()), len(hits)
    if share is None or count is None or subject.part != "test":
        return ""
    counts = subject.counts
    tested, right = int(counts.sum()), int(np.trace(counts))
    said = t(
        "On the {count} validation pictures it was {share} %.",
        count=f"{count:,}",
        share=percent(share, count),
    )
    distance = apart(right, tested, round(share * count), count)
    if abs(distance) <= CHANCE:
        return sentences(said, t("The difference is no larger than chance makes it."))
    if distance > 0:
        return sentences(said, t("The difference is more than chance: the test pictures are easier."))
    return sentences(said, t("The difference is more than chance:"), t(_why_harder(subject)))


def _why_harder(subject: Subject) -> str:
    recipe = subject.recipe
    if recipe.test_shift:
        return N_("the test pictures have been moved, and it has not learned that this does not matter.")
    if recipe.data == "shapes" and recipe.cue:
        return N_("in the test pictures the square in the corner says nothing, and it relied on it.")
    if recipe.data == "digits":
        return N_("the test digits were written by other people.")
    if is_own(recipe.data):
        return N_("the pictures of the two parts differ, or it was chosen to fit the validation pictures.")
    return N_("the test pictures are harder, or it was chosen to fit the validation pictures.")


def _straight(subject: Subject) -> str:
    share, count = (subject.metrics.get(f"straight_{name}") for name in ("accuracy", "count"))
    if share is None or subject.part != "test":
        return ""
    return t(
        "These test pictures were moved by up to {shift} pixels; on the same pictures unmoved it was {share} %.",
        shift=subject.recipe.test_shift,
        share=percent(share, count or 0),
    )


def _not_here(subject: Subject) -> str:
    """Give the figure of the test pictures where others had to stand in for them."""
    share, count = (subject.metrics.get(f"test_{name}") for name in ("accuracy", "count"))
    if subject.part != "digits" or share is None or count is None:
        return ""
    return t(
        "On the {count} test pictures of {data} it was {share} %, as measured at the end of its training.",
        count=f"{count:,}",
        data=name_of(subject.recipe.data),
        share=percent(share, count),
    )


def name_of(data: str) -> str:
    """Return the name of a data set in the reader's language."""
    return t(DATA_SET.options[OWN_PICTURES if is_own(data) else data])


def pictures_missing(subject: Subject) -> str:
    """Say why there are figures but no pictures, and what would bring them."""
    if subject.recipe.data in stored.CLASSES and not subject.can_be_asked:
        return t(
            "The pictures of {data} are not on this computer, so only their numbers are shown. The mode Data says how"
            " to get them.",
            data=name_of(subject.recipe.data),
        )
    return t("The pictures of this network can no longer be had, so only their numbers are shown.")


def weakest(subject: Subject) -> str:
    """Name the classes with the lowest recall and the lowest precision."""
    found, names = per_class(subject.counts), subject.names
    if np.trace(subject.counts) == subject.counts.sum():
        return t("It makes no mistake.")
    parts = []
    if not np.isnan(found.recall).all():
        row = int(np.nanargmin(found.recall))
        parts.append(
            t(
                "Recall is lowest for {name}: {right} of {count} are found.",
                name=names[row],
                right=f"{subject.counts[row, row]:,}",
                count=f"{found.pictures[row]:,}",
            )
        )
    if not np.isnan(found.precision).all():
        column = int(np.nanargmin(found.precision))
        parts.append(
            t(
                "Precision is lowest for {name}: where it says so, it is right {right} of {count} times.",
                name=names[column],
                right=f"{subject.counts[column, column]:,}",
                count=f"{found.answers[column]:,}",
            )
        )
    never = [name for name, count in zip(names, found.answers, strict=True) if not count]
    if never:
        parts.append(
            t("It never says {name}, so there is no precision to speak of.", name=never[0])
            if len(never) == 1
            else t("{count} classes it never names, so they have no precision.", count=len(never))
        )
    return sentences(*parts)


def calibration(found: Reliability) -> str:
    """Read the reliability diagram."""
    total = int(found.count.sum())
    points = 100 * found.excess
    if abs(found.excess) < HONEST:
        verdict = t("It is about as sure as it is right.")
    elif points > 0:
        verdict = t("It is too sure of itself, by {points} points on average.", points=f"{points:.1f}")
    else:
        verdict = t(
            "It is less sure than it could be, by {points} points on average.", points=f"{-points:.1f}"
        )
    said = sentences(verdict, _example(found, total))
    return sentences(said, t("Expected calibration error: {error} %.", error=f"{100 * found.error:.1f}"))


def _example(found: Reliability, total: int) -> str:
    """Read one bin aloud: the one farthest from the line of those with enough answers, but the topmost."""
    enough = np.flatnonzero(found.count[:-1] >= FEW)
    if not len(enough):
        return t(
            "{share} % of its answers are in the topmost bin, above {edge} %; the others are too few to judge by.",
            share=f"{100 * found.count[-1] / total:.0f}",
            edge=f"{100 * (len(found.count) - 1) / len(found.count):.0f}",
        )
    gaps = found.confidence[enough] - found.right[enough] / found.count[enough]
    place = int(enough[np.argmax(np.abs(gaps))])
    return t(
        "Where it says about {sure} %, it is right in {right} of {count} cases: {share} %.",
        sure=f"{100 * found.confidence[place]:.0f}",
        right=f"{found.right[place]:,}",
        count=f"{found.count[place]:,}",
        share=f"{100 * found.right[place] / found.count[place]:.0f}",
    )


def threshold(given: int, right: int, total: int, all_right: int, sure: int) -> str:
    """Say what comes of answering only when sure enough."""
    if not given:
        return t("It is never so sure: with {sure} % asked for, it would say nothing at all.", sure=sure)
    return t(
        "If it has to be at least {sure} % sure, it answers {coverage} % of the pictures, and of these {share} %"
        " rightly (of all: {all} %). {kept} of its {mistakes} mistakes remain.",
        sure=sure,
        coverage=f"{100 * given / total:.1f}",
        share=percent(right / given, given),
        all=percent(all_right / total, total),
        kept=f"{given - right:,}",
        mistakes=f"{total - all_right:,}",
    )
