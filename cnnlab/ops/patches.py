"""The part of a picture in which most is going on."""

from __future__ import annotations

import numpy as np


def most_contrasty(pixels: np.ndarray, size: tuple[int, int]) -> tuple[int, int]:
    """Find the window whose values differ most.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    size : (int, int)
        Rows and columns of the window, at most those of the picture.

    Returns
    -------
    (int, int)
        First row and column of the window with the largest variance; of several, the first in reading order.
    """
    values = pixels.astype(np.int64)
    # In whole numbers, so that equal windows are equal: n sum(x^2) - sum(x)^2 is n^2 times the variance.
    spread = size[0] * size[1] * _window_sums(values**2, size) - _window_sums(values, size) ** 2
    row, column = np.unravel_index(int(spread.argmax()), spread.shape)
    return int(row), int(column)


def _window_sums(values: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Return the sum of each window, by a table of sums over all that lies above and to the left."""
    rows, columns = size
    table = np.pad(values.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))
    return (
        table[rows:, columns:] - table[:-rows, columns:] - table[rows:, :-columns] + table[:-rows, :-columns]
    )
