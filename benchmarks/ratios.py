"""Pairs of measurements as one ratio with its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

_RESAMPLES = 10_000


@dataclass(frozen=True)
class Ratio:
    """The median of the ratios of pairs.

    Attributes
    ----------
    ours, bare : float
        Medians in milliseconds.
    median : float
        Median of ours / bare over the pairs.
    low, high : float
        Its 95 % interval, by bootstrap.
    p95 : float
        Nineteen of twenty ratios are not above this one.
    pairs : int
    """

    ours: float
    bare: float
    median: float
    low: float
    high: float
    p95: float
    pairs: int


def ratio(ours: Sequence[float], bare: Sequence[float]) -> Ratio:
    """Compare two series of milliseconds, measured in turns.

    Parameters
    ----------
    ours, bare : sequence of float
        Of the same length; ours[i] and bare[i] were measured one after the other.

    Returns
    -------
    Ratio
    """
    ratios = np.asarray(ours) / np.asarray(bare)
    samples = np.random.default_rng(0).choice(ratios, (_RESAMPLES, ratios.size))
    low, high = np.percentile(np.median(samples, axis=1), [2.5, 97.5])
    return Ratio(
        float(np.median(ours)),
        float(np.median(bare)),
        float(np.median(ratios)),
        float(low),
        float(high),
        float(np.percentile(ratios, 95)),
        ratios.size,
    )
