"""A tiny network without training: which way do the lines of a picture run?

Four kernels, each for lines of one direction, ReLU, one number of each map by global pooling, softmax.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

import numpy as np

from cnnlab.ops.activation import activate
from cnnlab.ops.convolution import convolve
from cnnlab.ops.pooling import global_pool

DIRECTIONS = ("vertical", "horizontal", "rising", "falling")
"""Of the lines: rising to the right, falling to the right."""
SIZE = 5
"""Rows and columns of a kernel."""
POOLINGS = ("average", "max")
ROUNDING = 1e-6
"""Of 32-bit sums: a single pixel that is brighter by one of 255 levels gives two hundred times as much."""
MAXIMA = 0.1
"""The maxima of maps are several times as large as their means (of photographs up to fifty), so they get less."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What the network says of a picture.

    Attributes
    ----------
    picture : ndarray of float32, shape (H, W)
    maps : ndarray of float32, shape (h, w, 4)
        After ReLU, one for each of `DIRECTIONS`.
    means, maxima : ndarray of float32, shape (4,)
        Of each map.
    fractions : ndarray of float32, shape (4,)
        They add up to 1.
    """

    picture: np.ndarray
    maps: np.ndarray
    means: np.ndarray
    maxima: np.ndarray
    fractions: np.ndarray

    @property
    def winner(self) -> int:
        """Index of the direction with the largest fraction; the first of equal ones."""
        return int(self.fractions.argmax())

    @property
    def blank(self) -> bool:
        """Whether no map holds more than rounding: there are no lines."""
        return bool(self.maxima.max() < ROUNDING)


@dataclass(frozen=True)
class Weights:
    """How many weights the network has with either end.

    Attributes
    ----------
    kernels : int
    with_pooling : int
        Of the dense layer after global pooling: one for each pair of map and class.
    flattened : int
        Numbers that Flatten makes of the maps.
    with_flatten : int
        Of the dense layer after Flatten: one for each pair of number and class.
    """

    kernels: int
    with_pooling: int
    flattened: int
    with_flatten: int


def line_kernels() -> np.ndarray:
    """Return the four kernels.

    Returns
    -------
    ndarray of float32, shape (4, SIZE, SIZE)
        In the order of `DIRECTIONS`. Each gives the mean of the values on its line less the mean of those
        beside it, so that its weights add up to 0. The corners are 0: within a disc the diagonal kernels are
        to their lines what the upright ones are to theirs. With the corners, the two diagonal kernels would
        be each other's negative for all slow changes, and could not tell rising from falling lines.
    """
    down, right = np.mgrid[:SIZE, :SIZE] - SIZE // 2
    disc = down**2 + right**2 <= 5
    lines = np.stack([right == 0, down == 0, right == -down, right == down]) & disc
    beside = disc & ~lines
    on, off = (each / each.sum((1, 2), keepdims=True) for each in (lines, beside))
    return (on - off).astype(np.float32)


def classify_lines(picture: np.ndarray, pooling: str, scale: float) -> Answer:
    """Run the network.

    Parameters
    ----------
    picture : ndarray, shape (H, W)
        Grey, in [0, 1]; no smaller than a kernel.
    pooling : {"average", "max"}
        What becomes of each map: its mean or its largest value.
    scale : float
        The dense layer's weight from each map to its own class; those to the other classes are 0. Ten times
        less for "max" (see `MAXIMA`).

    Returns
    -------
    Answer

    Raises
    ------
    LabError
        Where the picture is smaller than the kernels.
    """
    kernels = np.moveaxis(line_kernels(), 0, -1)[:, :, None]
    maps = activate(convolve(picture, kernels), "relu")
    means, maxima = global_pool(maps, "average"), global_pool(maps, "max")
    logits = dense_scale(pooling, scale) * (means if pooling == "average" else maxima)
    return Answer(np.asarray(picture, np.float32), maps, means, maxima, activate(logits, "softmax"))


def dense_scale(pooling: str, scale: float) -> float:
    """Return the weight from each map to its class."""
    return scale if pooling == "average" else MAXIMA * scale


def weights(map_size: tuple[int, int]) -> Weights:
    """Count the weights, without biases, for maps of `map_size` rows and columns."""
    count = len(DIRECTIONS)
    flattened = prod(map_size) * count
    return Weights(count * SIZE**2, count * count, flattened, flattened * count)
