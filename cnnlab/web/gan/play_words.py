"""What the view Make says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.play_report import COUNT, PlayReport
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.i18n import listing, sentences, t
from cnnlab.web.number_grid import number


def grid(report: PlayReport, about: Subject, covered: bool) -> str:
    """Say what the pictures are, and what the classifier makes of them."""
    said = t(
        "Nobody wrote these: the generator made each from **{count} random numbers**.",
        count=about.recipe.noise,
    )
    if covered:
        return sentences(said, t("What the network says is covered while a question is open."))
    if report.shares is None:
        return said
    if not about.recipe.conditional:
        read = sorted(set(report.shares.argmax(axis=1).tolist()))
        return sentences(
            said,
            t(
                "It takes no wishes; the classifier reads {classes}.",
                classes=listing([about.classes[each] for each in read]),
            ),
        )
    return sentences(
        said,
        t(
            "The classifier takes **{right} of {count}** for what was asked for.",
            right=report.right,
            count=COUNT,
        ),
    )


def grid_facts(report: PlayReport, about: Subject) -> list[tuple[str, ...]]:
    """Return the facts of the pictures: how many are right, how different they are, how real they look."""
    measured = report.measured
    entries: list[tuple[str, ...]] = []
    if measured.right is not None:
        entries.append(
            (
                t("As asked for"),
                f"{100 * measured.right:.0f} %",
                t("of {count} others, by the classifier", count=measured.count),
            )
        )
    entries.append(
        (
            t("Different from one another"),
            f"{measured.spread:.2f}",
            t("compared with a truncation of 1"),
        )
    )
    entries.append(
        (
            t("Score of the discriminator"),
            number(float(report.scores.mean()), 2),
            t("mean; the larger, the more real"),
        )
    )
    return entries


def titles(report: PlayReport, about: Subject, covered: bool) -> list[str]:
    """Say of each picture what was asked for, and what the classifier takes it for."""
    names = about.classes
    found = []
    for place, label in enumerate(report.labels):
        values = {"number": place + 1, "asked": names[label]}
        if covered or report.shares is None:
            found.append(
                t("Picture {number}: a {asked} was asked for", **values)
                if about.recipe.conditional
                else t("Picture {number}", number=place + 1)
            )
            continue
        values["read"] = names[int(report.shares[place].argmax())]
        if about.recipe.conditional:
            found.append(t("Picture {number}: asked for {asked}, taken for {read}", **values))
        else:
            found.append(t("Picture {number}: taken for {read}", number=place + 1, read=values["read"]))
    return found


def wrong(report: PlayReport, about: Subject, covered: bool) -> list[str]:
    """Return for each picture what it is taken for where that is not what was asked for; else nothing."""
    if covered or report.shares is None or not about.recipe.conditional:
        return [""] * COUNT
    read = report.shares.argmax(axis=1)
    names = about.classes
    return [
        "" if each == label else names[each]
        for each, label in zip(read, np.asarray(report.labels), strict=True)
    ]
