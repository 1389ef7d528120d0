"""Holes for a picture: where its pixels are missing."""

from __future__ import annotations

from numbers import Integral, Real

import numpy as np

from cnnlab.errors import LabError

SHAPES = ("centre", "bar", "right", "pixels", "strokes")
SHARE = 12 / 28
"""Side of the centre hole for each pixel of the picture's side: MNIST's 28 pixels lose 12 × 12."""
_STROKES = 4
_POINTS = 6
_THICK = 3 / 28
"""Width of a stroke for each pixel of the picture's shorter side."""


def hole(name: str, shape: tuple[int, int], seed: int = 0, share: float = 0.5) -> np.ndarray:
    """Return a hole.

    Parameters
    ----------
    name : {"centre", "bar", "right", "pixels", "strokes"}
        "centre": a rectangle in the middle, 12/28 of each side. "bar": a quarter of the rows in the middle, from one
        side to the other. "right": the right half. "pixels": a `share` of the pixels, drawn by chance. "strokes":
        four bent strokes as of a brush, drawn by chance.
    shape : (rows, columns)
    seed : int
        At least 0; only "pixels" and "strokes" draw.
    share : float
        From 0 to 1; only for "pixels".

    Returns
    -------
    ndarray of uint8, shape (rows, columns)
        1 where a pixel is missing, 0 elsewhere.

    Raises
    ------
    LabError
        There is no such hole, or a number has no meaning for it.
    """
    if name not in SHAPES:
        raise LabError("There is no such hole. Choose one of {names}.", names=", ".join(SHAPES))
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise LabError("The seed needs to be a whole number of at least 0.")
    if isinstance(share, bool) or not isinstance(share, Real) or not 0 <= share <= 1:
        raise LabError("Not more than all pixels can be hit: choose a share from 0 to 1.")
    rows, columns = shape
    mask = np.zeros(shape, np.uint8)
    if name == "centre":
        mask[_middle(rows, SHARE), _middle(columns, SHARE)] = 1
    elif name == "bar":
        mask[_middle(rows, 1 / 4)] = 1
    elif name == "right":
        mask[:, columns // 2 :] = 1
    elif name == "pixels":
        random = np.random.default_rng(seed)
        mask.flat[random.permutation(rows * columns)[: round(share * rows * columns)]] = 1
    else:
        _draw_strokes(mask, np.random.default_rng(seed))
    return mask


def empty(picture: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Return a picture (H, W) or (H, W, C) with 0 where the mask (H, W) is not 0."""
    missing = np.asarray(mask) != 0
    return np.where(
        missing.reshape(missing.shape + (1,) * (picture.ndim - 2)), picture.dtype.type(0), picture
    )


def _middle(side: int, share: float) -> slice:
    width = max(1, round(side * share))
    start = (side - width) // 2
    return slice(start, start + width)


def _draw_strokes(mask: np.ndarray, random: np.random.Generator) -> None:
    rows, columns = mask.shape
    side = min(rows, columns)
    down, right = np.indices(mask.shape) + 0.5
    for _ in range(_STROKES):
        place = random.uniform((0, 0), (rows, columns))
        angle = random.uniform(0, 2 * np.pi)
        for _ in range(_POINTS):
            angle += random.normal(0, 0.6)
            step = random.uniform(0.05, 0.2) * side * np.array([np.sin(angle), np.cos(angle)])
            mask |= _distance(down, right, place, place + step) < _THICK * side / 2
            place = place + step


def _distance(down: np.ndarray, right: np.ndarray, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Return of each pixel how far its middle is from a line between two places."""
    way = end - start
    along = ((down - start[0]) * way[0] + (right - start[1]) * way[1]) / (way @ way)
    along = np.clip(along, 0, 1)
    return np.hypot(down - start[0] - along * way[0], right - start[1] - along * way[1])
