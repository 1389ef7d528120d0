"""What each pixel adds to the score of a class: gradients, integrated and smoothed."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab.errors import LabError

Gradient = Callable[[np.ndarray], np.ndarray]
"""From images (N, H, W, C) to the gradients of a score with respect to them."""


def gradient_times_input(gradient: Gradient, image: np.ndarray) -> np.ndarray:
    """Return the gradient at an image, times the image (both of shape (H, W, C))."""
    return gradient(image[None])[0] * image


def integrated_gradients(
    gradient: Gradient, image: np.ndarray, baseline: np.ndarray, steps: int = 50
) -> np.ndarray:
    """Add up the gradients on the straight way from a baseline to an image.

    Parameters
    ----------
    gradient : callable
        From images (N, H, W, C) to the gradients of a score F, of the same shape.
    image, baseline : ndarray of float, shape (H, W, C)
    steps : int
        Points on the way, each in the middle of an equal part of it.

    Returns
    -------
    ndarray of float, shape (H, W, C)
        Their sum is F(image) - F(baseline), but for the error of so many steps (`completeness_gap`).

    References
    ----------
    M. Sundararajan, A. Taly and Q. Yan, "Axiomatic Attribution for Deep Networks", ICML 2017, equation 1; the
    integral by the midpoint rule.
    """
    if steps < 1:
        raise LabError("Integrated gradients need at least one step.")
    way = image - baseline
    alphas = ((np.arange(steps) + 0.5) / steps).astype(np.float32)
    points = baseline + alphas[:, None, None, None] * way
    return gradient(points.astype(np.float32)).mean(axis=0, dtype=np.float64) * way


def completeness_gap(attributions: np.ndarray, score: float, baseline_score: float) -> float:
    """Return how far a sum of attributions is from the difference that it should explain, as a share of that.

    Parameters
    ----------
    attributions : ndarray of float
    score, baseline_score : float
        Of the image and of the baseline. Where both are the same, any sum but 0 is infinitely far.
    """
    difference = float(score) - float(baseline_score)
    gap = abs(float(np.sum(attributions, dtype=np.float64)) - difference)
    if difference == 0:
        return 0.0 if gap == 0 else float("inf")
    return gap / abs(difference)


def smooth_grad(
    gradient: Gradient, image: np.ndarray, spread: float = 0.2, count: int = 30, seed: int = 0
) -> np.ndarray:
    """Return the mean gradient of an image with noise.

    Parameters
    ----------
    gradient : callable
        As for `integrated_gradients`.
    image : ndarray of float, shape (H, W, C)
    spread : float
        Standard deviation of the noise, as a share of the difference of the image's largest and smallest value.
    count : int
        Noisy copies.
    seed : int

    Returns
    -------
    ndarray of float, shape (H, W, C)
        Signed; usually its absolute value is shown.

    References
    ----------
    D. Smilkov, N. Thorat, B. Kim, F. Viegas and M. Wattenberg, "SmoothGrad: removing noise by adding noise", 2017.
    """
    if count < 1:
        raise LabError("SmoothGrad needs at least one noisy copy.")
    noise = np.random.default_rng(seed).standard_normal((count, *image.shape), np.float32)
    return gradient(image + spread * np.ptp(image) * noise).mean(axis=0, dtype=np.float64)
