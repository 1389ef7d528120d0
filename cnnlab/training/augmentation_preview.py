"""Some pictures before and after augmentation, for a look at it."""

from __future__ import annotations

import numpy as np

from cnnlab.datasets import shapes
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.parts import load_for


def preview(recipe: ClassifierRecipe, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Change some pictures of a recipe's data set as its training does.

    To be run on a worker.

    Parameters
    ----------
    recipe : ClassifierRecipe
    count : int
        How many pictures, of as many classes as there are.

    Returns
    -------
    before, after : ndarray of uint8, shape (count, H, W, C)

    Raises
    ------
    LabError
        The data set cannot be had.
    """
    import tensorflow as tf

    from cnnlab.training.augmentation import augmenter

    before = _some(recipe, count)
    inputs = tf.constant(before, tf.float32) / 255
    after = augmenter(recipe)(inputs, tf.constant([recipe.seed, 0]))
    return before, np.rint(255 * np.clip(after.numpy(), 0, 1)).astype(np.uint8)


def _some(recipe: ClassifierRecipe, count: int) -> np.ndarray:
    if recipe.data == "shapes":
        # Those that are looked at, and no others: drawing all of them takes seconds.
        places = _places(shapes.labels_of("train"), count)
        return shapes.some("train", places, recipe.clutter, recipe.noise, recipe.cue)
    data = load_for(recipe)
    return data.x_train[_places(data.y_train, count)]


def _places(labels: np.ndarray, count: int) -> np.ndarray:
    """Return where the first of each class stand, and then those that come next."""
    labels = np.asarray(labels[:500])
    first = [int(np.flatnonzero(labels == label)[0]) for label in np.unique(labels)]
    others = [place for place in range(len(labels)) if place not in first]
    return np.array((first + others)[:count])
