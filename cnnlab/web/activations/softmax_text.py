"""Weights and biases as the texts that a link carries."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops import kernels

SIDE = 3
"""Rows and columns of the map, and how many classes there are."""
LARGEST = 100
"""The largest weight or bias: powers of e remain numbers that can be shown."""
NO_BIASES = "0,0,0"


def read_weights(text: str) -> np.ndarray:
    """Read the weights of the three classes.

    Parameters
    ----------
    text : str
        Cells parted by ",", rows by ";", classes by "|".

    Returns
    -------
    ndarray of float32, shape (3, 3, 3)
        For each class its weights as they lie on the map.

    Raises
    ------
    LabError
        Where it does not hold three grids of 3 × 3 numbers from -100 to 100.
    """
    templates = kernels.parse(text)
    if templates.shape != (SIDE, SIDE, SIDE):
        raise LabError(
            "The weights need to be three grids of 3 × 3 numbers, parted by |: one for each class."
        )
    return _within(templates)


def read_biases(text: str) -> np.ndarray:
    """Read the three biases.

    Parameters
    ----------
    text : str
        Parted by ",".

    Returns
    -------
    ndarray of float32, shape (3,)

    Raises
    ------
    LabError
        Where it does not hold three numbers from -100 to 100.
    """
    numbers = kernels.parse(text)
    if numbers.shape != (1, SIDE):
        raise LabError("The biases need to be three numbers parted by commas, such as 0,0.5,-1.")
    return _within(numbers[0])


def write_weights(weights: np.ndarray) -> str:
    """Write weights, shape (9, 3) as Keras keeps them, for `read_weights`.

    Raises
    ------
    LabError
        Where one lies beyond -100 to 100.
    """
    return kernels.to_text(as_templates(_within(weights)))


def write_biases(biases: np.ndarray) -> str:
    """Write biases, shape (3,), for `read_biases`.

    Raises
    ------
    LabError
        Where one lies beyond -100 to 100.
    """
    return kernels.to_text(_within(biases)[None])


def as_templates(weights: np.ndarray) -> np.ndarray:
    """Lay each class's column of weights, shape (9, 3), onto the map: shape (3, 3, 3)."""
    return weights.T.reshape(-1, SIDE, SIDE)


def as_weights(templates: np.ndarray) -> np.ndarray:
    """Return templates, shape (3, 3, 3), as Keras keeps the weights: shape (9, 3)."""
    return np.ascontiguousarray(templates.reshape(len(templates), -1).T)


def _within(numbers: np.ndarray) -> np.ndarray:
    if np.abs(numbers).max() > LARGEST:
        raise LabError(
            "The weights and biases can lie between -{largest} and {largest}. Choose smaller ones, or a smaller"
            " learning rate.",
            largest=LARGEST,
        )
    return numbers
