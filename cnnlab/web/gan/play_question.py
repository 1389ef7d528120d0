"""Try this: questions on what is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.play_copies import CopiesReport
from cnnlab.inference.play_report import COUNT, PlayReport
from cnnlab.inference.play_walk import GanWalk
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.i18n import sentences, t
from cnnlab.web.number_grid import number
from cnnlab.web.quiz import Question


def grid_questions(report: PlayReport, about: Subject) -> tuple[Question, ...]:
    """Ask how many are what was asked for, and what a small truncation does to the differences."""
    found = []
    if report.right is not None and about.recipe.conditional:
        found.append(
            Question(
                "gan_right",
                t(
                    "Look at the {count} pictures. How many of them does the classifier take for what was asked for?",
                    count=COUNT,
                ),
                report.right,
                t(
                    "It is {right} of {count}. The classifier was not there when the generator learned, so it is a fair"
                    " judge; but a picture that it takes for a digit need not look well.",
                    right=report.right,
                    count=COUNT,
                ),
            )
        )
    spread = report.measured.spread
    answer = "less" if spread < 0.9 else "more" if spread > 1.1 else "same"
    found.append(
        Question(
            "gan_spread",
            t(
                "With the truncation that is set now, how different are the pictures from one another, compared with a"
                " truncation of 1?"
            ),
            answer,
            sentences(
                t("They are {share} % as different.", share=f"{100 * spread:.0f}"),
                t(
                    "The factor makes the noise shorter: it stays where the generator has seen most, and what is far"
                    " out, rare or failed, is not made any more. Quality is bought with diversity."
                ),
            ),
            {
                "less": t("Less different, by more than 10 %"),
                "same": t("About as different"),
                "more": t("More different, by more than 10 %"),
            },
        )
    )
    return tuple(found)


def walk_questions(walk: GanWalk, way: str) -> tuple[Question, ...]:
    """Ask how long the noise is half-way."""
    middle, end = float(walk.lengths[len(walk.lengths) // 2]), float(walk.lengths[[0, -1]].mean())
    if not end > 0:
        return ()
    ratio = middle / end
    answer = "same" if ratio > 0.95 else "half" if ratio < 0.55 else "shorter"
    if way == "arc":
        why = t("On the arc only the direction turns.")
    elif answer == "shorter":
        why = t(
            "Two noises of many values stand nearly at right angles to one another: half-way on the straight line it is"
            " about 0.71 times as long, and the generator has hardly ever seen so short noise."
        )
    else:  # with the same seed at both ends, or with noise of one or two values, it is not so
        why = ""
    return (
        Question(
            "gan_length",
            t("On the way that is set, how long is the noise half-way, compared with the ends?"),
            answer,
            sentences(t("It is {ratio} times as long.", ratio=number(ratio, 2)), why),
            {
                "same": t("As long, within 5 %"),
                "shorter": t("Shorter, but more than half as long"),
                "half": t("About half as long, or less"),
            },
        ),
    )


def copies_questions(report: CopiesReport) -> tuple[Question, ...]:
    """Ask how many are nearer to a training picture than real test pictures usually are."""
    if report.usual is None:
        return ()
    nearer = int((report.distances < np.median(report.usual)).sum())
    count = len(report.distances)
    answer = "most" if nearer > 0.75 * count else "few" if nearer < 0.25 * count else "half"
    return (
        Question(
            "gan_nearer",
            t(
                "How many of the {count} generated pictures lie nearer to a training picture than the middle one of"
                " real test pictures does?",
                count=count,
            ),
            answer,
            sentences(
                t("It is {nearer} of {count}.", nearer=nearer, count=count),
                t(
                    "Of real pictures it would be half. Nothing in a GAN's loss forbids copying, so that must be"
                    " looked at; nearer than real ones are alone is no proof of it: usual pictures are near to many."
                ),
            ),
            {
                "few": t("Less than a quarter"),
                "half": t("Between a quarter and three quarters"),
                "most": t("More than three quarters"),
            },
        ),
    )
