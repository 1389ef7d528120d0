"""Which pictures are nearly the same: taken one after another, saved twice, moved by a hair."""

from __future__ import annotations

import numpy as np
from PIL import Image

SIDE = 16
ALIKE = 0.97
"""Correlation of two pictures of 16 x 16 from which on they count as the same scene."""
NEAR = 16
"""So far apart, of 255, their mean colours may be."""


def groups_of(pictures: np.ndarray) -> np.ndarray:
    """Group pictures that are nearly the same.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (N, H, W, C)

    Returns
    -------
    ndarray of int, shape (N,)
        The number of each picture's group, from 0. A group is whatever hangs together: a long burst is one
        group, even where its first picture and its last differ.
    """
    small = np.stack([_small(each) for each in pictures])
    means = pictures.mean(axis=(1, 2))
    # A flat picture resembles none, instead of all.
    signs = (small - small.mean(axis=1, keepdims=True)) / np.maximum(small.std(axis=1, keepdims=True), 1)
    names = np.arange(len(pictures))
    for place in range(1, len(pictures)):
        alike = signs[:place] @ signs[place] / signs.shape[1] > ALIKE
        alike &= np.abs(means[:place] - means[place]).max(axis=1) < NEAR
        if alike.any():
            joined = np.unique(names[:place][alike])
            names[np.isin(names, joined)] = joined[0]
            names[place] = joined[0]
    return np.unique(names, return_inverse=True)[1]


def _small(picture: np.ndarray) -> np.ndarray:
    image = Image.fromarray(picture[..., 0] if picture.shape[2] == 1 else picture).convert("L")
    return np.asarray(image.resize((SIDE, SIDE), Image.Resampling.BOX), np.float32).reshape(-1)
