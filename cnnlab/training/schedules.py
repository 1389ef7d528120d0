"""Learning rates, step by step."""

from __future__ import annotations

import numpy as np

WARM_UP = 0.3
"""Share of the steps in which one-cycle rises."""
START, END = 1 / 25, 1e-4
"""Of the largest rate: where one-cycle starts and ends (Smith and Topin 2018; the values are those of fastai)."""


def rates(schedule: str, largest: float, steps: int, first: int = 0, count: int | None = None) -> np.ndarray:
    """Return the learning rate of every step, or of some of them.

    Parameters
    ----------
    schedule : {"constant", "cosine", "one_cycle"}
        "cosine" falls from the largest rate to 0 along half a cosine (Loshchilov and Hutter 2017);
        "one_cycle" rises first.
    largest : float
    steps : int
        Of the whole training. One that is made longer goes on where it stands along the longer schedule.
    first, count : int, optional
        Only those of so many steps from this one on, counted from 0.

    Returns
    -------
    ndarray of float32, shape (steps,) or (count,)
    """
    along = np.arange(first, steps if count is None else first + count) / max(1, steps)
    if schedule == "constant":
        factors = np.ones(len(along))
    elif schedule == "cosine":
        factors = (1 + np.cos(np.pi * along)) / 2
    else:
        up = np.clip(along / WARM_UP, 0, 1)
        down = np.clip((along - WARM_UP) / (1 - WARM_UP), 0, 1)
        rising = START + (1 - START) * (1 - np.cos(np.pi * up)) / 2
        falling = END + (1 - END) * (1 + np.cos(np.pi * down)) / 2
        factors = np.where(along < WARM_UP, rising, falling)
    return (largest * factors).astype(np.float32)
