"""What the mode Map of images says."""

from __future__ import annotations

import numpy as np

from cnnlab.inference.images_report import ImagesReport
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web.classifier.examine_words import name_of
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import sentences, t
from cnnlab.web.number_grid import number


def says(report: ImagesReport, names: list[str]) -> str:
    """Say what the network takes the picture for."""
    best = int(report.probabilities.argmax())
    share = percent(float(report.probabilities[best]))
    return t("The network says {name}, {percent}", name=names[best], percent=share)


def headline(report: ImagesReport, labels: np.ndarray | None, names: list[str]) -> str:
    """Say what the network takes the picture for, and what its neighbours are."""
    answer = t(
        "The network says **{name}**, with {percent}.",
        name=names[int(report.probabilities.argmax())],
        percent=percent(float(report.probabilities.max())),
    )
    if labels is None:
        return answer
    if report.point >= 0:
        label = int(labels[report.point])
        return t(
            "Of the {count} nearest neighbours of this picture, which is of the class “{name}”, {alike} are of that"
            " class.",
            count=len(report.near),
            name=names[label],
            alike=int((labels[report.near] == label).sum()),
        )
    counts = np.bincount(labels[report.near], minlength=len(names))
    most = int(counts.argmax())
    return sentences(
        answer,
        t(
            "Of its {count} nearest neighbours on the map {most} are of the class “{name}”.",
            count=len(report.near),
            most=int(counts[most]),
            name=names[most],
        ),
    )


def source(recipe: ClassifierRecipe, kind: str, count: int) -> str:
    """Say which pictures lie on the map."""
    if kind == "test":
        return t("{count} test pictures of {name}.", count=f"{count:,}", name=name_of(recipe.data))
    if kind == "digits":
        return t(
            "{count} of scikit-learn's digits, because the pictures of {name} are not on this computer.",
            count=f"{count:,}",
            name=name_of(recipe.data),
        )
    return t(
        "{count} pieces of the sample pictures, which belong to no class, because the pictures of {name} are not on"
        " this computer.",
        count=f"{count:,}",
        name=name_of(recipe.data),
    )


def placing(report: ImagesReport) -> str:
    """Say where the own picture stands, and whether that is its true place."""
    by_neighbours = report.variances is None
    apart = t("How far groups lie apart, and how large they are, means little here.") if by_neighbours else ""
    if report.same >= 0:
        return sentences(t("Your picture is one of them."), apart)
    if by_neighbours:
        placed = t(
            "t-SNE has no place for a picture that came later: yours stands between its nearest neighbours, nearer to"
            " the nearer ones."
        )
        return sentences(placed, apart)
    return t("The axes were found without your picture; it lies where they put it.")


def axes(report: ImagesReport) -> tuple[str, str] | None:
    """Return what the two axes are; None where they are nothing."""
    if report.variances is None:
        return None
    first, second = (
        t(
            "Principal component {number}: {percent} % of the variance",
            number=place,
            percent=f"{100 * variance:.1f}",
        )
        for place, variance in enumerate(report.variances, 1)
    )
    return first, second


def facts(report: ImagesReport, space: str) -> list[tuple[str, ...]]:
    """Return the facts."""
    entries: list[tuple[str, ...]] = []
    if report.alike is not None:
        entries.append(
            (
                t("Nearest neighbour of the same class"),
                t(
                    "{pixels} % by pixels, {features} % by features",
                    pixels=f"{100 * report.alike['pixels']:.1f}",
                    features=f"{100 * report.alike['features']:.1f}",
                ),
                t("each picture of the map, itself left out"),
            )
        )
    entries += [
        (t("Pictures on the map"), f"{len(report.places):,}"),
        (
            t("Numbers for each picture"),
            f"{report.dimensions[space]:,}",
            t("features, out of {count} pixel values", count=f"{report.dimensions['pixels']:,}")
            if space == "features"
            else t(
                "pixel values; the network makes {count} features of them",
                count=f"{report.dimensions['features']:,}",
            ),
        ),
    ]
    if report.variances is not None:
        entries.append(
            (
                t("Of the variance in this plane"),
                f"{100 * sum(report.variances):.0f} %",
                t("the rest lies in directions that are not seen"),
            )
        )
    return entries


def distance(value: float) -> str:
    """Write a distance."""
    return number(value)
