"""The largest of several random numbers: how far max pooling lifts noise."""

from __future__ import annotations

import functools
import math

import numpy as np

_REACH, _POINTS = 10.0, 4001


@functools.cache
def largest_of(count: int) -> tuple[float, float]:
    """Mean and standard deviation of the largest of `count` independent standard normal numbers.

    Parameters
    ----------
    count : int
        At least 1.

    Returns
    -------
    (float, float)
        By numerical integration over its density ``count * phi(x) * Phi(x) ** (count - 1)``
        (H. A. David and H. N. Nagaraja, Order Statistics, 3rd edition, section 2.1).

    Examples
    --------
    >>> [round(value, 3) for value in largest_of(4)]
    [1.029, 0.701]
    """
    values = np.linspace(-_REACH, _REACH, _POINTS)
    below = 0.5 * (1 + np.array([math.erf(value / math.sqrt(2)) for value in values]))
    density = count * np.exp(-(values**2) / 2) / math.sqrt(2 * math.pi) * below ** (count - 1)
    step = values[1] - values[0]
    mean = float((values * density).sum() * step)
    variance = float(((values - mean) ** 2 * density).sum() * step)
    return mean, math.sqrt(variance)
