"""A picture turned about its middle."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image


def turned(picture: np.ndarray, degrees: float) -> np.ndarray:
    """Turn a picture anticlockwise and cut out the largest square that is filled.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W) or (H, W, 3)
    degrees : float
        0: the picture stays whole as it is.

    Returns
    -------
    ndarray of uint8, shape (side, side) or (side, side, 3)
        ``side = min(H, W) / (abs(cos) + abs(sin))``, rounded down, at least 1. Turned by a quarter, no pixel
        changes its value; otherwise they are interpolated bicubically.
    """
    if degrees == 0:
        return picture
    radians = math.radians(degrees)
    reach = abs(math.cos(radians)) + abs(math.sin(radians))
    square = _middle(picture, min(picture.shape[:2]))
    if degrees % 90 == 0:
        return np.rot90(square, round(degrees / 90))
    image = Image.fromarray(square).rotate(degrees, Image.Resampling.BICUBIC)
    return _middle(np.asarray(image), max(1, int(len(square) / reach)))


def _middle(picture: np.ndarray, side: int) -> np.ndarray:
    top, left = ((n - side) // 2 for n in picture.shape[:2])
    return picture[top : top + side, left : left + side]
