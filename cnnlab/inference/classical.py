"""Repairing without learning: four filters against noise, and one way to fill a hole."""

from __future__ import annotations

import math
import warnings
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from cnnlab.inference.classical_table import LEVELS, TABLE

METHODS = ("median", "bilateral", "nonlocal", "wavelet")
SHIFTS = 4
"""The wavelet filter is the mean over so many shifts each way (Coifman and Donoho, 1995): a decibel is gained."""
_LEAST = 4
_DISTANCE = 6
"""How far non-local means looks for a pixel's like."""


def suited(subject: str, kind: str, method: str, level: float) -> dict[str, Any]:
    """Return the parameters that do best for a damage, as found by ``benchmarks.tune_filters`` on other pictures.

    Parameters
    ----------
    subject : {"digits", "photographs"}
    kind : str
        One of `cnnlab.images.corruption.KINDS`.
    method : str
        One of `METHODS`.
    level : float
        From 0 to 1, as in `cnnlab.images.corruption.corrupt`.

    Returns
    -------
    dict
        For :func:`clean`. Between two levels that were tried, numbers lie in between, unless what is no such number
        differs at the two: then all is as at the nearer one.
    """
    columns = TABLE[subject][kind][method]
    place = float(np.interp(level, LEVELS, range(len(LEVELS))))
    lower, upper = math.floor(place), math.ceil(place)
    if any(
        values[lower] != values[upper] for values in columns.values() if not isinstance(values[lower], float)
    ):
        place = lower = upper = round(place)
    share = place - lower
    return {
        name: (1 - share) * values[lower] + share * values[upper]
        if isinstance(values[lower], float)
        else values[lower]
        for name, values in columns.items()
    }


def clean(picture: np.ndarray, method: str, parameters: Mapping[str, Any]) -> np.ndarray:
    """Clean a picture with a filter.

    Parameters
    ----------
    picture : ndarray of float32, shape (H, W, C)
        Values in [0, 1]; C is 1 or 3.
    method : str
        One of `METHODS`.
    parameters : mapping
        "median": `size` of the window in pixels, for each channel by itself. "bilateral": `tone` and `space`, the
        standard deviations of the two Gaussians, in brightness and in pixels. "nonlocal": `patch` in pixels,
        `h` and `sigma` as scikit-image calls them. "wavelet": `wavelet`, `rule` of the threshold, `sigma`; colour is
        taken apart into brightness and hue for it.

    Returns
    -------
    ndarray of float32, shape (H, W, C)
        In [0, 1]. Where rows or columns are fewer than four, the picture as it came: there is nothing around a pixel.
    """
    if min(picture.shape[:2]) < _LEAST:
        return picture
    axis = None if picture.shape[2] == 1 else 2
    image = picture[..., 0] if axis is None else picture
    cleaned = _FILTERS[method](image, axis, **parameters)
    return np.clip(cleaned, 0, 1).astype(np.float32).reshape(picture.shape)


def estimated(picture: np.ndarray) -> float:
    """Estimate the standard deviation of the noise in a picture (float32, (H, W, C), in [0, 1]).

    It is the median of the finest wavelet coefficients that is looked at (Donoho and Johnstone, 1994): most of them
    hold noise alone.
    """
    from skimage.restoration import estimate_sigma

    if min(picture.shape[:2]) < 2:
        return 0.0
    found = estimate_sigma(picture, average_sigmas=True, channel_axis=2)
    return float(np.clip(np.nan_to_num(found), 0, 1))


def fill(picture: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Fill a hole as smoothly as can be: by the solution of the biharmonic equation.

    Parameters
    ----------
    picture : ndarray of float32, shape (H, W, C)
        Values in [0, 1]; what stands in the hole is not looked at.
    mask : ndarray, shape (H, W)
        Not 0 where pixels are missing.

    Returns
    -------
    ndarray of float32, shape (H, W, C)
        In [0, 1]; where everything is missing, the picture as it came.
    """
    from skimage.restoration import inpaint_biharmonic

    missing = np.asarray(mask) != 0
    if missing.all() or not missing.any():
        return picture
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a system that is nearly singular is solved as well as it can be
        filled = inpaint_biharmonic(picture, missing, channel_axis=2)
    return np.clip(filled, 0, 1).astype(np.float32)


def _median(image: np.ndarray, axis: int | None, size: int) -> np.ndarray:
    from scipy import ndimage

    return ndimage.median_filter(image, (size, size, 1)[: image.ndim], mode="nearest")


def _bilateral(image: np.ndarray, axis: int | None, tone: float, space: float) -> np.ndarray:
    """Weigh neighbours by distance and by difference (Tomasi and Manduchi, 1998); beyond the border there are none.

    Not scikit-image's: the spatial weights of its version 0.26 are not centred on the pixel.
    """
    image = image.reshape(*image.shape[:2], -1)
    total, weights = image.copy(), np.ones(image.shape[:2], np.float32)
    for down, right in _offsets(image.shape[:2], math.ceil(3 * space)):
        there = slice(down, None), slice(max(right, 0), image.shape[1] + min(right, 0))
        here = slice(image.shape[0] - down), slice(max(-right, 0), image.shape[1] - max(right, 0))
        apart = np.square(image[there] - image[here]).sum(axis=2)
        away = np.float32((down**2 + right**2) / (2 * space**2))
        weight = np.exp(-apart * np.float32(1 / (2 * tone**2)) - away)
        # Two pixels weigh one another alike.
        weights[here] += weight
        weights[there] += weight
        given = weight[..., None] * image[here]
        total[here] += weight[..., None] * image[there]
        total[there] += given
    return total / weights[..., None]


def _offsets(size: tuple[int, int], reach: int) -> Iterator[tuple[int, int]]:
    """Yield half of the ways from a pixel to those around it; the other half leads back."""
    for down in range(min(reach + 1, size[0])):
        for right in range(-reach if down else 1, reach + 1):
            if abs(right) < size[1]:
                yield down, right


def _nonlocal(image: np.ndarray, axis: int | None, patch: int, h: float, sigma: float) -> np.ndarray:
    from skimage.restoration import denoise_nl_means

    return denoise_nl_means(
        image, patch_size=patch, patch_distance=_DISTANCE, h=h, sigma=sigma, channel_axis=axis
    )


def _wavelet(image: np.ndarray, axis: int | None, wavelet: str, rule: str, sigma: float) -> np.ndarray:
    from skimage.restoration import denoise_wavelet

    total = np.zeros(image.shape)
    for down in range(SHIFTS):
        for right in range(SHIFTS):
            found = denoise_wavelet(
                np.roll(image, (down, right), (0, 1)),
                sigma=sigma,
                wavelet=wavelet,
                method=rule,
                convert2ycbcr=axis is not None,
                channel_axis=axis,
            )
            total += np.roll(found, (-down, -right), (0, 1))
    return total / SHIFTS**2


_FILTERS = {"median": _median, "bilateral": _bilateral, "nonlocal": _nonlocal, "wavelet": _wavelet}
