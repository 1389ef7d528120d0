"""Gram matrices: which maps of a layer are strong together, wherever in the picture that is."""

from __future__ import annotations

import numpy as np


def gram_matrix(maps: np.ndarray) -> np.ndarray:
    """Return the Gram matrix of a layer's maps.

    Parameters
    ----------
    maps : ndarray, shape (H, W, C)

    Returns
    -------
    ndarray of float64, shape (C, C)
        At row i and column j the mean over all places of map i times map j. It is symmetric, and on its diagonal stand
        the mean squares. Places are summed over, so no order of them changes it.

    References
    ----------
    Gatys, Ecker and Bethge 2016, "Image style transfer using convolutional neural networks"; divided by the number of
    places, so that pictures of different sizes can be compared.
    """
    rows = np.asarray(maps, np.float64).reshape(-1, np.shape(maps)[-1])
    return rows.T @ rows / len(rows)


def relative_distance(values: np.ndarray, wanted: np.ndarray) -> float:
    """Return how far an array is from another of the same shape, as a share of the length of the other.

    The root of the sum of squared differences, divided by the root of the sum of the squares of `wanted`: 0 for the
    same, 1 for zeros in place of `wanted`. Infinite, or NaN for the same, where `wanted` is zero everywhere.
    """
    wanted = np.asarray(wanted, np.float64)
    apart = np.linalg.norm(np.asarray(values, np.float64) - wanted)
    with np.errstate(divide="ignore", invalid="ignore"):
        return float(np.divide(apart, np.linalg.norm(wanted)))


def by_strength(gram: np.ndarray, most: int) -> np.ndarray:
    """Return the numbers of the `most` maps with the largest mean squares, the largest first."""
    return np.argsort(-np.diagonal(gram), kind="stable")[:most]
