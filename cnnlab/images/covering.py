"""What is put in place of pixels that are taken away."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

COVERS = ("black", "grey", "mean", "white", "blur")
BLUR = 8
"""The standard deviation of the blur is the picture's side divided by this."""
_LEVELS = {"black": 0, "grey": 128, "white": 255}


def cover(pixels: np.ndarray, kind: str) -> np.ndarray:
    """Return a picture without what the given one shows.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W, C)
    kind : str
        One of `COVERS`: one level everywhere, the mean of each channel, or the picture itself, so blurred that
        little can be made out.

    Returns
    -------
    ndarray of uint8, shape (H, W, C)
    """
    if kind in _LEVELS:
        return np.full_like(pixels, _LEVELS[kind])
    if kind == "mean":
        return np.broadcast_to(np.rint(pixels.mean(axis=(0, 1))).astype(np.uint8), pixels.shape).copy()
    soft = ImageFilter.GaussianBlur(min(pixels.shape[:2]) / BLUR)
    return np.stack(
        [
            np.asarray(Image.fromarray(np.ascontiguousarray(plane)).filter(soft))
            for plane in np.moveaxis(pixels, -1, 0)
        ],
        axis=-1,
    )
