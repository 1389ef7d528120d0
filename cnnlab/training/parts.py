"""The pictures of a recipe in their three parts: to train on, to choose by, to test with once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import datasets
from cnnlab.recipes import ClassifierRecipe


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


def parts_of(recipe: ClassifierRecipe) -> Parts:
    """Load the data set of a recipe and part its training pictures, by the seed.

    The test pictures are those of the data set, whatever the seed: they have no part in training or choosing.

    Raises
    ------
    LabError
        The data set cannot be had.
    """
    data = load_for(recipe)
    rng = np.random.default_rng([recipe.seed, 1])
    chosen = rng.permutation(len(data.y_train))[: recipe.examples or None]
    aside = max(1, round(recipe.validation * len(chosen)))
    validation, train = chosen[:aside], chosen[aside:]
    if not len(train):
        train = validation
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


def load_for(recipe: ClassifierRecipe) -> datasets.Dataset:
    """Load the data set of a recipe, drawn as it says where it is drawn."""
    if recipe.data == "shapes":
        return datasets.shapes.load(recipe.clutter, recipe.noise, recipe.cue)
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
