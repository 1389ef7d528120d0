"""Which features lie near which: the nearest of each, and whether two sets of features cover one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

ROWS, CELLS = 500, 10_000_000
"""Features whose distances to all others are in memory at once."""
_NOTHING = 1e-12
"""Squared distances below this share of the largest squared length are rounding errors of equal features."""


@dataclass(frozen=True)
class Covering:
    """How generated features and real ones cover one another; see `precision_recall_density_coverage`.

    Attributes
    ----------
    precision, recall, coverage : float
        Shares, from 0 to 1.
    density : float
        From 0 up; about 1 where both are of one distribution.
    """

    precision: float
    recall: float
    density: float
    coverage: float


def nearest(features: np.ndarray, among: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest of some features for each of others.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
    among : ndarray of float, shape (M, D)
        At least one.

    Returns
    -------
    distances : ndarray of float64, shape (N,)
        Euclidean; exactly 0 where the feature is among them.
    places : ndarray of int, shape (N,)
        Of the nearest, in `among`.
    """
    if not len(features):
        return np.zeros(0), np.zeros(0, np.int64)
    places = np.concatenate([squares.argmin(axis=1) for _, squares in squared_distances(features, among)])
    apart = np.subtract(features, among[places], dtype=np.float64)
    return np.linalg.norm(apart, axis=1), places


def mean_distance(features: np.ndarray) -> float:
    """Return the mean Euclidean distance between two different ones of features (N, D), N at least 2."""
    total = 0.0
    for start, squares in squared_distances(features, features):
        rows = np.arange(len(squares))
        squares[rows, start + rows] = 0
        total += float(np.sqrt(squares).sum())
    return total / (len(features) * (len(features) - 1))


def precision_recall_density_coverage(
    real: np.ndarray, generated: np.ndarray, k: int = 5, real_reach: np.ndarray | None = None
) -> Covering:
    """Say how far generated features lie where real ones lie, and the other way round.

    Around each feature of a set lies a ball that reaches to its k-th nearest neighbour in that set.

    Parameters
    ----------
    real : ndarray of float, shape (N, D)
    generated : ndarray of float, shape (M, D)
    k : int
        Less than N and less than M.
    real_reach : ndarray of float64, shape (N,), optional
        ``reach(real, k)``, where it is known already.

    Returns
    -------
    Covering
        ``precision``: the share of the generated ones that lie in the ball of a real one. ``recall``: the share of
        the real ones that lie in the ball of a generated one. ``density``: the mean number of balls of real ones in
        which a generated one lies, divided by k. ``coverage``: the share of the real ones in whose ball lies a
        generated one.

    References
    ----------
    T. Kynkäänniemi, T. Karras, S. Laine, J. Lehtinen and T. Aila, "Improved precision and recall metric for
    assessing generative models", NeurIPS 2019; M. F. Naeem, S. J. Oh, Y. Uh, Y. Choi and J. Yoo, "Reliable fidelity
    and diversity metrics for generative models", ICML 2020.
    """
    real_reach = reach(real, k) if real_reach is None else real_reach
    generated_reach = reach(generated, k)
    balls = np.zeros(len(generated), np.int64)
    recalled, covered = 0, 0
    for start, squares in squared_distances(real, generated):
        inside = squares <= real_reach[start : start + len(squares), None]
        balls += inside.sum(axis=0)
        covered += int(inside.any(axis=1).sum())
        recalled += int((squares <= generated_reach).any(axis=1).sum())
    return Covering(
        float((balls > 0).mean()),
        recalled / len(real),
        float(balls.mean() / k),
        covered / len(real),
    )


def reach(features: np.ndarray, k: int) -> np.ndarray:
    """Return the squared distance (N,) of each feature from its k-th nearest neighbour, itself left out."""
    # Itself is one of the k + 1 nearest.
    return np.concatenate(
        [np.partition(squares, k, axis=1)[:, k] for _, squares in squared_distances(features, features)]
    )


def squared_distances(features: np.ndarray, others: np.ndarray) -> Iterator[tuple[int, np.ndarray]]:
    """Go through the squared distances of features (N, D) from others (M, D), some rows at a time.

    Yields
    ------
    start : int
        Place of the first of these rows.
    squares : ndarray of float64, shape (`ROWS` at the most, M)
        The caller's own. Equal features are at 0.
    """
    # Around their middle numbers are small, and so is what is lost when squares are subtracted.
    middle = np.mean(others, axis=0, dtype=np.float64)
    rows, columns = np.subtract(features, middle), np.subtract(others, middle)
    lengths, breadths = (rows**2).sum(axis=1), (columns**2).sum(axis=1)
    nothing = _NOTHING * max(lengths.max(initial=0), breadths.max(initial=0))
    size = max(1, min(ROWS, CELLS // max(len(columns), 1)))
    for start in range(0, len(rows), size):
        part = slice(start, start + size)
        squares = rows[part] @ columns.T
        squares *= -2
        squares += lengths[part, None]
        squares += breadths
        squares[squares < nothing] = 0
        yield start, squares
