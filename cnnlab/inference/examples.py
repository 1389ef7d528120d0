"""Pictures with known classes that a network was not trained on."""

from __future__ import annotations

import numpy as np

from cnnlab import datasets
from cnnlab.errors import LabError
from cnnlab.pretrained import Trained
from cnnlab.recipes import ClassifierRecipe, Recipe
from cnnlab.training.parts import load_for

COUNT = 1000
"""Of a large test set so many are offered."""
_SHAPES = 200
_SEED = 20


def example(network: Trained, number: int) -> tuple[np.ndarray, int]:
    """Return a test picture (uint8, (H, W, C)) and the index of its class.

    Parameters
    ----------
    network : Trained
    number : int
        From 0; beyond the last it begins again.

    Raises
    ------
    LabError
        The test set is not here.
    """
    pictures, labels = examples(network)
    place = number % len(labels)
    return pictures[place], int(labels[place])


def examples(network: Trained) -> tuple[np.ndarray, np.ndarray]:
    """Return up to `COUNT` test pictures (uint8, (N, H, W, C)) and their classes (N,).

    Raises
    ------
    LabError
        The test set is not here.
    """
    if "examples" not in network.kept:
        network.kept["examples"] = _few(network.recipe)
    return network.kept["examples"]


def given(network: Trained, picture: np.ndarray | None, number: int) -> tuple[np.ndarray, int | None]:
    """Return the picture that a network is asked about, and the index of its class where that is known.

    Parameters
    ----------
    network : Trained
    picture : ndarray of uint8, shape (H, W, C), or None
        None: one of the test pictures.
    number : int
        Which of these.

    Raises
    ------
    LabError
        The picture has not the network's size, or the test set is not here.
    """
    if picture is None:
        return example(network, number)
    if picture.shape != tuple(network.shape) or picture.dtype != np.uint8:
        raise LabError(
            "This network takes pictures of {rows} × {columns} pixels.",
            rows=network.shape[0],
            columns=network.shape[1],
        )
    return picture, None


def _few(recipe: Recipe) -> tuple[np.ndarray, np.ndarray]:
    if not datasets.is_here(recipe.data):
        raise LabError(
            "The test pictures of {name} are not on this computer. Give it the picture in hand.",
            name=recipe.data,
        )
    if recipe.data == "shapes":
        # Drawing the whole set takes seconds; these are as new to the network as those of the test set.
        wanted = (recipe.clutter, recipe.noise, recipe.cue) if isinstance(recipe, ClassifierRecipe) else ()
        return datasets.shapes.draw(_SHAPES, _SEED, *wanted, honest=False)
    data = load_for(recipe)
    chosen = np.random.default_rng(_SEED).permutation(len(data.y_test))[:COUNT]
    return data.x_test[chosen], data.y_test[chosen]
