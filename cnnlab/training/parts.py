"""The pictures of a recipe in their three parts: to train on, to choose by, to test with once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab import datasets
from cnnlab.datasets.splitting import evenly, keep_together
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.classifier import is_own


@dataclass(frozen=True, eq=False)
class Parts:
    """Pictures (uint8, NHWC) and labels (int32) of a recipe.

    Attributes
    ----------
    x_train, y_train, x_validation, y_validation, x_test, y_test : ndarray
        No picture is in two of them.
    classes : tuple of str
    """

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray
    classes: tuple[str, ...]


def parts_of(recipe: ClassifierRecipe, watch: Callable[[], object] | None = None) -> Parts:
    """Load the data set of a recipe and part its training pictures, by the seed.

    The test pictures are those of the data set, whatever the seed: they have no part in training or choosing.
    `watch` is as in :func:`load_for`.

    Raises
    ------
    LabError
        The data set cannot be had, or is too small to be parted.
    """
    data = load_for(recipe, watch)
    rng = generator_of(recipe)
    train, validation = places_of(data.y_train, recipe, rng, data.groups)
    labels = data.y_train[train]
    if recipe.shuffle_labels:
        labels = rng.permutation(labels)
    return Parts(
        data.x_train[train],
        labels,
        data.x_train[validation],
        data.y_train[validation],
        moved(data.x_test, recipe.test_shift, recipe.seed),
        data.y_test,
        data.classes,
    )


def generator_of(recipe: ClassifierRecipe) -> np.random.Generator:
    """Return the random numbers that part a recipe's pictures."""
    return np.random.default_rng([recipe.seed, 1])


FEW = 100
"""Examples a class, on average, below which chance would leave a class short: each then gets its share."""


def is_few(recipe: ClassifierRecipe, classes: int) -> bool:
    """Tell whether each class gets its share of every part: of own pictures always, else of few examples."""
    return is_own(recipe.data) or 0 < recipe.examples < FEW * classes


def places_of(
    labels: np.ndarray, recipe: ClassifierRecipe, rng: np.random.Generator, groups: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Say which of the pictures for training a recipe trains on, and by which it chooses.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    recipe : ClassifierRecipe
    rng : numpy.random.Generator
        As `generator_of` gives it.
    groups : ndarray of int, shape (N,), optional
        Pictures of one number are nearly the same, and stay on one side.

    Returns
    -------
    train, validation : ndarray of int
        Places, none of them in both.

    Raises
    ------
    LabError
        There are too few pictures to be parted.
    """
    wanted = min(recipe.examples or len(labels), len(labels))
    if wanted < 2:
        raise LabError("At least 2 examples are needed: one to learn from, one to choose by.")
    order = evenly(labels, rng, groups) if is_few(recipe, labels.max() + 1) else rng.permutation(len(labels))
    aside = min(max(1, round(recipe.validation * wanted)), wanted - 1)
    train, validation = order[aside:wanted], order[:aside]
    if groups is not None:
        validation, train = keep_together(validation, train, groups)
    return train, validation


def load_for(recipe: ClassifierRecipe, watch: Callable[[], object] | None = None) -> datasets.Dataset:
    """Load the data set of a recipe, drawn as it says where it is drawn.

    Parameters
    ----------
    recipe : ClassifierRecipe
    watch : callable, optional
        Called again and again while pictures are drawn; may raise to leave it.
    """
    if recipe.data == "shapes":
        return datasets.shapes.load(
            recipe.clutter, recipe.noise, recipe.cue, watch=datasets.shapes.Watch(watch)
        )
    return datasets.load(recipe.data)


def moved(pictures: np.ndarray, most: int, seed: int) -> np.ndarray:
    """Move each picture by up to `most` pixels along both axes; what comes in at the border is black."""
    if not most:
        return pictures
    rng = np.random.default_rng([seed, 3])
    padded = np.pad(pictures, ((0, 0), (most, most), (most, most), (0, 0)))
    rows, columns = pictures.shape[1:3]
    starts = rng.integers(0, 2 * most + 1, (len(pictures), 2))
    return np.stack(
        [
            each[top : top + rows, left : left + columns]
            for each, (top, left) in zip(padded, starts, strict=True)
        ]
    )
