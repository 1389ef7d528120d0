"""How like one picture is to another: measures for pictures in [0, 1]."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_WINDOW = 7
"""Side of the window of `ssim`, as scikit-image has it."""


def errors_of(pictures: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return the mean squared error of each picture (N, H, W, C), over its pixels and channels: float64, (N,)."""
    return np.square(np.subtract(pictures, others, dtype=np.float64)).mean(axis=(1, 2, 3))


def psnr(a: np.ndarray, b: np.ndarray) -> float:
    """Return the peak signal-to-noise ratio of two pictures in decibels.

    Parameters
    ----------
    a, b : ndarray, of one shape
        Values in [0, 1]: pictures, or many of them, whose errors are then averaged before the logarithm.

    Returns
    -------
    float
        ``-10 log10`` of the mean squared error; infinity where they are equal.
    """
    return decibels(float(np.mean(np.square(np.subtract(a, b, dtype=np.float64)))))


def psnr_of_all(psnrs: Sequence[float], sizes: Sequence[int]) -> float:
    """Return the PSNR of the mean squared error over all pixels of pictures, from the PSNR and the size of each.

    Parameters
    ----------
    psnrs : sequence of float
        In decibels; infinity where a picture is without error.
    sizes : sequence of int
        How many pixels each has.
    """
    return decibels(float(np.average(10 ** (-np.asarray(psnrs, np.float64) / 10), weights=sizes)))


def psnr_inside(a: np.ndarray, b: np.ndarray, mask: np.ndarray) -> float:
    """Return the peak signal-to-noise ratio where a mask is not 0.

    Parameters
    ----------
    a, b : ndarray, shape (H, W) or (..., H, W, C)
        Values in [0, 1].
    mask : ndarray, shape (H, W)

    Returns
    -------
    float
        In decibels; NaN where the mask is 0 everywhere.
    """
    missing = np.asarray(mask) != 0
    squares = np.square(np.subtract(a, b, dtype=np.float64))
    inside = squares[missing] if squares.ndim == 2 else squares[..., missing, :]
    return decibels(float(inside.mean())) if inside.size else float("nan")


def ssim(a: np.ndarray, b: np.ndarray) -> float:
    """Return the structural similarity of two pictures: 1 where they are equal.

    Parameters
    ----------
    a, b : ndarray, shape (H, W) or (H, W, C)
        Values in [0, 1].

    Notes
    -----
    The mean over windows of 7 × 7 pixels, and over the channels, as in scikit-image (Wang et al., 2004, with
    uniform windows). A picture that has no room for one gets the largest odd window that fits.
    """
    from skimage.metrics import structural_similarity

    side = min(_WINDOW, *a.shape[:2])
    side -= 1 - side % 2
    if side < 3:  # a window of one value has no variance
        return 1.0 if np.array_equal(a, b) else float("nan")
    axis = 2 if a.ndim == 3 else None
    return float(structural_similarity(a, b, win_size=side, data_range=1, channel_axis=axis))


def decibels(error: float) -> float:
    """Return the peak signal-to-noise ratio of a mean squared error."""
    return float("inf") if error == 0 else -10 * float(np.log10(error))
