"""The formulas of the preset kernels, in double precision, for cross-correlation.

All return an array of shape (size, size). Which sizes make sense is for the caller to
know (`cnnlab.ops.kernels.uses`).
"""

from __future__ import annotations

from math import comb

import numpy as np

_LAPLACIAN = np.array([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]])
_DIAGONAL_SLOPE = np.array([[-2.0, -1, 0], [-1, 0, 1], [0, 1, 2]])


def identity(size: int) -> np.ndarray:
    """Return the picture itself; an even size has its 1 where "same" padding puts the centre."""
    kernel = np.zeros((size, size))
    kernel[(size - 1) // 2, (size - 1) // 2] = 1
    return kernel


def box(size: int) -> np.ndarray:
    """Return the mean of the window."""
    return np.full((size, size), 1 / size**2)


def gaussian(size: int, sigma: float) -> np.ndarray:
    """Return the weighted mean with Gaussian weights, sampled at the pixels and summing to 1."""
    weights = np.exp(-(_offsets(size) ** 2) / (2 * sigma**2))
    weights /= weights.sum()
    return np.outer(weights, weights)


def sharpen(size: int, amount: float) -> np.ndarray:
    """Subtract `amount` times the Laplacian from the picture (Gonzalez and Woods, section 3.6)."""
    return identity(size) - amount * _LAPLACIAN


def unsharp(size: int, sigma: float, amount: float) -> np.ndarray:
    """Add `amount` times what a Gaussian blur takes away."""
    return identity(size) + amount * (identity(size) - gaussian(size, sigma))


def sobel_x(size: int) -> np.ndarray:
    """Binomial smoothing down, binomial difference across (the family that OpenCV's Sobel belongs to)."""
    smooth = _binomial(size)
    slope = np.convolve(_binomial(size - 1), [-1, 1])
    return np.outer(smooth, slope)


def sobel_y(size: int) -> np.ndarray:
    """`sobel_x` for brightness that rises downwards."""
    return sobel_x(size).T


def prewitt_x(size: int) -> np.ndarray:
    """Slope of the plane that fits the window best (least squares), in whole numbers (Prewitt 1970)."""
    ramp = _offsets(size)
    return np.outer(np.ones(size), ramp / np.abs(ramp[ramp != 0]).min())


def prewitt_y(size: int) -> np.ndarray:
    """`prewitt_x` for brightness that rises downwards."""
    return prewitt_x(size).T


def scharr_x(size: int) -> np.ndarray:
    """The 3x3 slope whose direction errs least (Scharr 2000)."""
    return np.outer([3.0, 10, 3], [-1.0, 0, 1])


def scharr_y(size: int) -> np.ndarray:
    """`scharr_x` for brightness that rises downwards."""
    return scharr_x(size).T


def laplacian(size: int) -> np.ndarray:
    """Sum of the second differences along rows and columns."""
    return _LAPLACIAN.copy()


def log(size: int, sigma: float) -> np.ndarray:
    """Laplacian of a Gaussian, its mean removed so that an even area gives 0 (Marr and Hildreth 1980)."""
    squares = _offsets(size) ** 2
    radius = squares[:, None] + squares
    kernel = gaussian(size, sigma) * (radius - 2 * sigma**2) / sigma**4
    return kernel - kernel.mean()


def emboss(size: int, amount: float) -> np.ndarray:
    """The picture plus `amount` times its slope towards the lower right: light from the upper left."""
    return identity(size) + amount * _DIAGONAL_SLOPE


def motion(size: int, angle: float) -> np.ndarray:
    """Mean along a line through the centre, `size` pixels long; each point is shared by its four pixels."""
    middle = (size - 1) / 2
    along = _offsets(size)
    kernel = np.zeros((size + 1, size + 1))
    rows = middle - along * np.sin(np.radians(angle))
    columns = middle + along * np.cos(np.radians(angle))
    for row, column in zip(rows.clip(0, size - 1), columns.clip(0, size - 1), strict=True):
        i, j = int(row), int(column)
        kernel[i : i + 2, j : j + 2] += np.outer((1 - row + i, row - i), (1 - column + j, column - j))
    return kernel[:size, :size] / kernel[:size, :size].sum()


def gabor(size: int, sigma: float, angle: float, wavelength: float) -> np.ndarray:
    """A cosine wave in a Gaussian window; an even area gives 0, and the absolute values sum to 1.

    The real part of the Gabor function (Daugman 1985), less the Gaussian that makes
    its sum zero.
    """
    across = _offsets(size)
    up = -_offsets(size)[:, None]
    phase = across * np.cos(np.radians(angle)) + up * np.sin(np.radians(angle))
    window = gaussian(size, sigma)
    wave = np.cos(2 * np.pi * phase / wavelength)
    kernel = window * (wave - (window * wave).sum())
    return kernel / np.abs(kernel).sum()


def random(size: int, seed: int) -> np.ndarray:
    """Normal random numbers; the spread falls with the size, so that results stay comparable."""
    return np.random.default_rng(seed).normal(scale=1 / size, size=(size, size))


def _offsets(size: int) -> np.ndarray:
    return np.arange(size) - (size - 1) / 2


def _binomial(size: int) -> np.ndarray:
    return np.array([comb(size - 1, i) for i in range(size)], dtype=float)
