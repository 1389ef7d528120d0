"""A map laid over a picture as a tint."""

from __future__ import annotations

import numpy as np

DIMMED = 0.6
"""Of the picture's own brightness: so that the tint is seen on white too."""


def tinted(picture: np.ndarray, strength: np.ndarray, paint: tuple[int, int, int]) -> np.ndarray:
    """Lay a colour over a grey picture.

    Parameters
    ----------
    picture : ndarray of uint8, shape (H, W)
    strength : ndarray of float, shape (h, w)
        0: none of the colour, 1: nothing but it; beyond it is clipped. A smaller map, as a convolution without
        padding gives it, lies in the middle, with 0 around it.
    paint : (red, green, blue)

    Returns
    -------
    ndarray of uint8, shape (H, W, 3)
    """
    cover = np.zeros(picture.shape, np.float32)
    top, left = ((outer - inner) // 2 for outer, inner in zip(picture.shape, strength.shape, strict=True))
    cover[top : top + strength.shape[0], left : left + strength.shape[1]] = np.clip(strength, 0, 1)
    ground = DIMMED * picture[..., None].astype(np.float32)
    colour = np.array(paint, np.float32)
    return np.rint(ground + cover[..., None] * (colour - ground)).astype(np.uint8)
