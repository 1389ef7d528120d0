"""Noise of three kinds, added to a picture: the same seed gives the same noise."""

from __future__ import annotations

from numbers import Integral, Real

import numpy as np

from cnnlab.errors import LabError

KINDS = ("gaussian", "salt_pepper", "speckle")


def add_noise(picture: np.ndarray, kind: str, level: float, seed: int) -> np.ndarray:
    """Add noise to a picture.

    Parameters
    ----------
    picture : ndarray of float32, shape (H, W) or (H, W, C)
        Values in [0, 1].
    kind : {"gaussian", "salt_pepper", "speckle"}
        "gaussian": a normal random number of standard deviation `level` is added to each value. "speckle":
        each value is multiplied by one plus such a number, so that what is black stays black. "salt_pepper":
        a pixel becomes white (1) with probability ``level / 2``, black (0) with ``level / 2``, in all its channels.
    level : float
        At least 0; for "salt_pepper" at most 1.
    seed : int
        At least 0.

    Returns
    -------
    ndarray of float32
        The same shape. It is not clipped: values may lie outside [0, 1], so that the noise keeps its mean of 0
        on black and on white too. Clip it for a screen.

    Raises
    ------
    LabError
        Where there is no such kind, or the level has no meaning for it.
    """
    if kind not in KINDS:
        raise LabError("There is no such noise. Choose gaussian, salt_pepper or speckle.")
    if isinstance(level, bool) or not isinstance(level, Real) or not 0 <= level < np.inf:
        raise LabError("The level of noise needs to be a finite number of at least 0.")
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise LabError("The seed needs to be a whole number of at least 0.")
    picture = np.asarray(picture, np.float32)
    generator = np.random.default_rng(seed)
    if kind == "salt_pepper":
        return _specks(picture, level, generator)
    drawn = np.float32(level) * generator.standard_normal(picture.shape, dtype=np.float32)
    return picture + (drawn if kind == "gaussian" else drawn * picture)


def _specks(picture: np.ndarray, share: float, generator: np.random.Generator) -> np.ndarray:
    if share > 1:
        raise LabError("Not more than all pixels can be hit: choose a share from 0 to 1.")
    drawn = generator.random(picture.shape[:2], dtype=np.float32)
    noisy = picture.copy()
    noisy[drawn < share / 2] = 0
    noisy[drawn >= 1 - share / 2] = 1
    return noisy
