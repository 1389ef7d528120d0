"""The colours of the mode Function, outside the browser: as the component has them."""

from __future__ import annotations

import numpy as np

from cnnlab.images import colour

WITHIN = 0.995
"""So many of the values lie within the colours' limits: a single edge must not make the rest of a map pale."""


STEPS = (1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10)
"""Limits are rounded up to the next of these times a power of ten."""


def limit_of(*maps: np.ndarray, least: float = 1.0) -> float:
    """Return the absolute value of the strongest colour for maps that share a scale, and not less than `least`."""
    sizes = np.abs(np.concatenate([each.ravel() for each in maps]))
    size = float(np.quantile(sizes, WITHIN, method="inverted_cdf"))
    if not size:
        return least
    power = 10.0 ** np.floor(np.log10(size))
    return max(least, next(float(step * power) for step in STEPS if step * power >= size * (1 - 1e-6)))


def picture_of(values: np.ndarray, limit: float, signed: bool = False) -> np.ndarray:
    """Return a map as a picture (uint8): diverging if asked for or anything is negative, else grey from 0."""
    if signed or values.min() < 0:
        return colour.diverging(values, limit)
    return colour.grey(values / limit)
