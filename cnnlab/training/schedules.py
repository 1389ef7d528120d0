"""Learning rates, step by step."""

from __future__ import annotations

import numpy as np

WARM_UP = 0.3
"""Share of the steps in which one-cycle rises."""
START, END = 1 / 25, 1e-4
"""Of the largest rate: where one-cycle starts and ends (Smith and Topin 2018; the values are those of fastai)."""


def rates(schedule: str, largest: float, steps: int) -> np.ndarray:
    """Return the learning rate of every step.

    Parameters
    ----------
    schedule : {"constant", "cosine", "one_cycle"}
        "cosine" falls from the largest rate to 0 along half a cosine (Loshchilov and Hutter 2017);
        "one_cycle" rises first.
    largest : float
    steps : int

    Returns
    -------
    ndarray of float32, shape (steps,)
    """
    along = np.arange(steps) / max(1, steps)
    if schedule == "constant":
        factors = np.ones(steps)
    elif schedule == "cosine":
        factors = (1 + np.cos(np.pi * along)) / 2
    else:
        up = np.clip(along / WARM_UP, 0, 1)
        down = np.clip((along - WARM_UP) / (1 - WARM_UP), 0, 1)
        rising = START + (1 - START) * (1 - np.cos(np.pi * up)) / 2
        falling = END + (1 - END) * (1 + np.cos(np.pi * down)) / 2
        factors = np.where(along < WARM_UP, rising, falling)
    return (largest * factors).astype(np.float32)
