"""All that the mode Data shows of a data set, in one answer: counts, examples, a picture and its original."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from cnnlab import datasets
from cnnlab.datasets import digits, shapes
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.parts import generator_of, load_for, places_of

PARTS = ("train", "validation", "test")
STRIP = 8
"""Examples of each class in the overview."""
PAGE = 40
"""Examples on a page of the browser."""
JUDGED = 2000
"""Pictures by which the rule of the mean colour is found, and judged."""


@dataclass(frozen=True)
class DataQuestion:
    """What is looked at.

    Attributes
    ----------
    recipe : ClassifierRecipe
        Of which the data set and how it is parted count.
    part : {"train", "validation", "test"}
    label : int
        A class; -1 for all.
    page : int
        From 0; beyond the last, the last is shown.
    chosen : int
        Place of a picture on the page; beyond the last, the last.
    """

    recipe: ClassifierRecipe
    part: str = "train"
    label: int = -1
    page: int = 0
    chosen: int = 0


@dataclass(frozen=True, eq=False)
class DataReport:
    """What there is to be seen.

    Attributes
    ----------
    classes : tuple of str
    counts : ndarray of int, shape (3, classes)
        Pictures of each class to train on, to choose by, to test with.
    strips : tuple of ndarray of uint8, one for each class, shape (n, H, W, C)
        Its first pictures for training.
    pages, page, chosen : int
        How many pages there are; which one, and which picture of it, is shown.
    shown : ndarray of uint8, shape (n, H, W, C)
        The pictures of the page.
    labels : ndarray of int, shape (n,)
    original : ndarray of uint8, shape (h, w), or None
        The chosen picture before it was enlarged; None where it is what it always was.
    by_colour : float or None
        Share of the test pictures whose class the mean colour alone gives away; None where nobody has counted.
    """

    classes: tuple[str, ...]
    counts: np.ndarray
    strips: tuple[np.ndarray, ...]
    pages: int
    page: int
    chosen: int
    shown: np.ndarray
    labels: np.ndarray
    original: np.ndarray | None
    by_colour: float | None


def report_data(question: DataQuestion) -> DataReport:
    """Answer all that the mode Data asks.

    Raises
    ------
    LabError
        The data set cannot be had, or is too small to be parted.
    """
    recipe, part = question.recipe, question.part
    source = _source(recipe)
    train, validation = places_of(source.y_train, recipe, generator_of(recipe), source.groups)
    places = {"train": train, "validation": validation, "test": np.arange(len(source.y_test))}
    of_part = {name: (source.y_test if name == "test" else source.y_train)[at] for name, at in places.items()}
    classes = len(source.classes)

    wanted = places[part]
    if question.label >= 0:
        wanted = wanted[of_part[part] == question.label]
    pages = max(1, -(-len(wanted) // PAGE))
    page = min(max(question.page, 0), pages - 1)
    here = wanted[page * PAGE : (page + 1) * PAGE]
    chosen = min(max(question.chosen, 0), len(here) - 1)
    at = "test" if part == "test" else "train"
    return DataReport(
        source.classes,
        np.stack([np.bincount(of_part[name], minlength=classes) for name in PARTS]),
        tuple(source.pictures("train", train[of_part["train"] == label][:STRIP]) for label in range(classes)),
        pages,
        page,
        chosen,
        source.pictures(at, here),
        (source.y_test if part == "test" else source.y_train)[here],
        _original(recipe, at, here[chosen]) if len(here) else None,
        _by_colour(recipe.data) if recipe.data != "shapes" else None,
    )


@dataclass(frozen=True, eq=False)
class _Source:
    """Labels of a data set, and its pictures where they are asked for."""

    classes: tuple[str, ...]
    y_train: np.ndarray
    y_test: np.ndarray
    groups: np.ndarray | None
    recipe: ClassifierRecipe

    def pictures(self, part: str, places: np.ndarray) -> np.ndarray:
        recipe = self.recipe
        if recipe.data == "shapes":
            # Those that are looked at, and no others: drawing all of them takes seconds.
            return shapes.some(part, places, recipe.clutter, recipe.noise, recipe.cue)
        data = load_for(recipe)
        return (data.x_test if part == "test" else data.x_train)[places]


def _source(recipe: ClassifierRecipe) -> _Source:
    if recipe.data == "shapes":
        return _Source(shapes.CLASSES, shapes.labels_of("train"), shapes.labels_of("test"), None, recipe)
    data = load_for(recipe)
    return _Source(data.classes, data.y_train, data.y_test, data.groups, recipe)


def _original(recipe: ClassifierRecipe, part: str, place: int) -> np.ndarray | None:
    if recipe.data != "digits":
        return None
    return digits.cells(part)[place]


@functools.lru_cache(maxsize=16)
def _by_colour(name: str) -> float:
    data = datasets.load(name)
    train, test = data.x_train[:JUDGED], data.x_test[:JUDGED]
    return tell_by_colour(
        train.mean(axis=(1, 2)), data.y_train[: len(train)], test.mean(axis=(1, 2)), data.y_test[: len(test)]
    )


def tell_by_colour(train: np.ndarray, labels: np.ndarray, test: np.ndarray, truth: np.ndarray) -> float:
    """Judge the rule "the class whose pictures have the nearest colour on average".

    Parameters
    ----------
    train, test : ndarray, shape (N, C) and (M, C)
        Mean colour of each picture.
    labels, truth : ndarray of int, shape (N,) and (M,)

    Returns
    -------
    float
        Share of the test pictures that it gets right.
    """
    known = np.unique(labels)
    centres = np.stack([train[labels == label].mean(axis=0) for label in known])
    nearest = np.linalg.norm(test[:, None] - centres[None], axis=2).argmin(axis=1)
    return float((known[nearest] == truth).mean())
