"""How much of a photograph and how much of a style a picture has, by the maps of a network that knows pictures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

EPSILON = 1e-5


def content_loss(made: np.ndarray, content: np.ndarray) -> float:
    """Return how far the shapes in a picture are from those of the content.

    Parameters
    ----------
    made, content : ndarray, shape (H, W, C)
        Maps of the two pictures in one layer; for the figures of this laboratory relu3_4 of VGG19.

    Returns
    -------
    float
        The mean squared difference after instance normalisation: each map less its mean, divided by the root of its
        variance plus 1e-5. 0 for the same shapes, about 2 for shapes that have nothing to do with one another.

    Notes
    -----
    Without the normalisation it would also count colours and contrasts, which are the style (Huang and Belongie 2017;
    Li, Wang, Liu and Hou 2017).
    """
    return float(np.mean((normalised(made) - normalised(content)) ** 2))


def style_loss(made: Sequence[np.ndarray], style: Sequence[np.ndarray]) -> float:
    """Return how far the statistics of a picture are from those of the style.

    Parameters
    ----------
    made, style : sequence of ndarray, shape (H, W, C) each
        Maps of the two pictures in several layers, of any sizes; for the figures of this laboratory relu1_1, relu2_1,
        relu3_1 and relu3_4 of VGG19.

    Returns
    -------
    float
        The sum of :func:`style_parts`.
    """
    return float(sum(style_parts(made, style)))


def style_parts(made: Sequence[np.ndarray], style: Sequence[np.ndarray]) -> list[float]:
    """Return what each layer adds to :func:`style_loss`.

    It is the mean squared difference of the maps' means, plus that of their standard deviations, both divided by the
    mean of the style's variances, so that each layer counts alike. A style without any variance in a layer gives
    infinity there, or NaN if the picture has none either.
    """
    parts = []
    for ours, theirs in zip(made, style, strict=True):
        mean, deviation = statistics(ours)
        wanted_mean, wanted_deviation = statistics(theirs)
        apart = np.mean((mean - wanted_mean) ** 2) + np.mean((deviation - wanted_deviation) ** 2)
        with np.errstate(divide="ignore", invalid="ignore"):
            parts.append(float(np.divide(apart, np.mean(wanted_deviation**2))))
    return parts


def statistics(maps: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and standard deviation of each map of (H, W, C): float64, (C,) each."""
    maps = np.asarray(maps, np.float64)
    return maps.mean(axis=(0, 1)), maps.std(axis=(0, 1))


def normalised(maps: np.ndarray) -> np.ndarray:
    """Return maps (H, W, C) after instance normalisation, as float64."""
    mean, deviation = statistics(maps)
    return (np.asarray(maps, np.float64) - mean) / np.sqrt(deviation**2 + EPSILON)
