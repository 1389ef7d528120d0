"""What a score loses when a part of the picture is covered."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab.errors import LabError

Score = Callable[[np.ndarray], np.ndarray]
"""From images (N, H, W, C) to a score (N,)."""

BATCH = 256


def occlusion(
    score: Score,
    image: np.ndarray,
    size: int,
    stride: int = 1,
    cover: float | np.ndarray = 0.5,
    report: Callable[[float], None] | None = None,
) -> np.ndarray:
    """Cover a square at every place, and see what it costs.

    Parameters
    ----------
    score : callable
        From images (N, H, W, C) to a score (N,).
    image : ndarray of float, shape (H, W, C)
    size : int
        Side of the square, in pixels.
    stride : int
        Pixels from one place to the next, at most `size`.
    cover : float or ndarray
        What it is covered with, of any shape that fits the image.
    report : callable, optional
        Told the share that is done.

    Returns
    -------
    ndarray of float64, shape (H, W)
        For each pixel the mean loss over all squares that cover it: positive where it speaks for the score.

    Raises
    ------
    LabError
        The square has no pixel or is larger than the image, or its steps leave pixels out.

    References
    ----------
    M. D. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section 4.2.
    """
    height, width = image.shape[:2]
    if not 1 <= size <= min(height, width) or not 1 <= stride <= size:
        raise LabError(
            "The square that covers needs between 1 and {largest} pixels a side, and steps of no more than that, so"
            " that it comes to every pixel.",
            largest=min(height, width),
        )
    corners = places(height, width, size, stride)
    whole = float(score(image[None].astype(np.float32))[0])
    covered = np.broadcast_to(np.asarray(cover, np.float32), image.shape)
    lost, times = np.zeros((height, width)), np.zeros((height, width))
    for start in range(0, len(corners), BATCH):
        some = corners[start : start + BATCH]
        batch = np.repeat(image[None].astype(np.float32), len(some), axis=0)
        for place, (row, column) in enumerate(some):
            square = np.s_[row : row + size, column : column + size]
            batch[place][square] = covered[square]
        for (row, column), left in zip(some, score(batch), strict=True):
            square = np.s_[row : row + size, column : column + size]
            lost[square] += whole - float(left)
            times[square] += 1
        if report is not None:
            report((start + len(some)) / len(corners))
    return lost / times


def places(height: int, width: int, size: int, stride: int) -> list[tuple[int, int]]:
    """Return where the square's first row and column come to lie."""
    return [(row, column) for row in _starts(height, size, stride) for column in _starts(width, size, stride)]


def _starts(length: int, size: int, stride: int) -> list[int]:
    """Return where the square begins along one side; the last one ends with it, so that every pixel is covered."""
    last = length - size
    return [*range(0, last, stride), last]
