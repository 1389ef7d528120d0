"""What the view Is it a copy? says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.play_copies import CopiesReport
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.i18n import sentences, t
from cnnlab.web.number_grid import number

COPY = 0.02
"""Pixels that differ by less than this in the mean are called the same picture."""


def searching(about: Subject) -> str:
    """Say what is going on."""
    return t("The nearest training picture of each generated one is being looked for.")


def headline(report: CopiesReport, about: Subject, covered: bool) -> str:
    """Say whether these are copies."""
    if report.usual is None:
        return t(
            "The pictures that the network has learned from are not on this computer, so nobody can say here whether"
            " these are copies. Beside each stands the nearest of {count} other digits, which it has never seen.",
            count=report.count,
        )
    said = t(
        "Beside each generated picture stands the nearest of the **{count}** that the network has learned from.",
        count=report.count,
    )
    if covered:
        return sentences(said, t("What the network says is covered while a question is open."))
    same = int((report.pixels < COPY).sum())
    if same:
        return sentences(said, t("**{same} of {all}** are copies.", same=same, all=len(report.pixels)))
    nearer = nearer_than_usual(report)
    if nearer <= 0.75 * len(report.distances):
        return sentences(
            said,
            t(
                "By these features **none is a copy**: {nearer} of {all} are nearer to it than the middle one"
                " of real test digits is to"
                " its own nearest; half of them would be if they were real.",
                nearer=nearer,
                all=len(report.distances),
            )
            if about.digits
            else t(
                "By these features **none is a copy**: {nearer} of {all} are nearer to it than the middle one"
                " of real test pictures is"
                " to its own nearest; half of them would be if they were real.",
                nearer=nearer,
                all=len(report.distances),
            ),
        )
    return sentences(
        said,
        t(
            "None is the same picture, but {nearer} of {all} are nearer than the middle one of real test pictures:"
            " usual pictures are near to many others, and a low truncation makes usual pictures.",
            nearer=nearer,
            all=len(report.distances),
        ),
    )


def facts(report: CopiesReport) -> list[tuple[str, ...]]:
    """Return the facts: the distances of the generated and of real pictures, and how far the pixels differ."""
    entries: list[tuple[str, ...]] = [
        (
            t("Distance to the nearest"),
            number(float(np.median(report.distances)), 3),
            t("the middle one of these {count}", count=len(report.distances)),
        )
    ]
    if report.usual is not None:
        entries.append(
            (
                t("Of real test pictures"),
                number(float(np.median(report.usual)), 3),
                t("the middle one of {count}", count=len(report.usual)),
            )
        )
    entries.append(
        (
            t("Pixels differ by"),
            number(float(report.pixels.min()), 2),
            t("for the pair that is most alike; 0 in a copy, 1 from black to white"),
        )
    )
    return entries


def distance(value: float) -> str:
    """Write a distance short."""
    return t("distance {value}", value=number(value, 3))


def legend(report: CopiesReport) -> str:
    """Say what stands where, and what a distance is."""
    said = t(
        "Left generated, right the nearest: the distance is between what the classifier makes of both before its last"
        " layer."
    )
    if report.usual is None:
        return said
    return sentences(said, t("Orange: nearer than the middle one of real test pictures."))


def nearer_than_usual(report: CopiesReport) -> int:
    """Return how many are nearer than the middle one of real pictures."""
    return int((report.distances < np.median(report.usual)).sum())
