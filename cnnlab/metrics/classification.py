"""How often a classifier is right, how surely that is known, and what it takes for what."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, sqrt
from statistics import NormalDist

import numpy as np


def wilson(right: int, count: int, certainty: float = 0.95) -> tuple[float, float]:
    """Return the interval in which a share lies, given that `right` of `count` were counted.

    Parameters
    ----------
    right : int
        0 to `count`.
    count : int
        0: nothing is known, and the interval is all of 0 to 1.
    certainty : float
        Share of such intervals that hold the true share.

    Returns
    -------
    low, high : float
        Within 0 and 1; unlike the textbook's plus and minus it keeps its width where nearly all are right.

    References
    ----------
    E. B. Wilson, "Probable Inference, the Law of Succession, and Statistical Inference", 1927.
    """
    if not count:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + certainty) / 2)
    share = right / count
    middle = share + z * z / (2 * count)
    reach = z * sqrt(share * (1 - share) / count + (z / (2 * count)) ** 2)
    below = 1 + z * z / count
    # Rounding must not push an end past what was counted.
    return max(0.0, min(share, (middle - reach) / below)), min(1.0, max(share, (middle + reach) / below))


def apart(right: int, count: int, other_right: int, other_count: int) -> float:
    """Return how many standard errors lie between two shares that were counted on different pictures.

    Below 2 in absolute value chance alone explains the difference in 95 of 100 cases.

    Returns
    -------
    float
        Of the first less the second; 0 where neither varies and they are equal.
    """
    difference = right / count - other_right / other_count
    both = (right + other_right) / (count + other_count)
    error = sqrt(both * (1 - both) * (1 / count + 1 / other_count))
    return difference / error if error else (0.0 if not difference else inf * difference)


def confusion(labels: np.ndarray, answers: np.ndarray, classes: int) -> np.ndarray:
    """Count what was taken for what.

    Parameters
    ----------
    labels, answers : ndarray of int, shape (N,)
    classes : int

    Returns
    -------
    ndarray of int, shape (classes, classes)
        Row: the true class; column: the answer.
    """
    pairs = np.asarray(labels, np.int64) * classes + np.asarray(answers, np.int64)
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


@dataclass(frozen=True, eq=False)
class PerClass:
    """How a classifier does with each class; NaN where there is nothing to divide by.

    Attributes
    ----------
    precision : ndarray of float, shape (classes,)
        Of the pictures that got this answer, the share that is of this class.
    recall : ndarray of float, shape (classes,)
        Of the pictures of this class, the share that got this answer.
    f1 : ndarray of float, shape (classes,)
        Their harmonic mean: 2 right / (pictures + answers).
    pictures, answers : ndarray of int, shape (classes,)
        How many there are of the class, and how often it was the answer.
    """

    precision: np.ndarray
    recall: np.ndarray
    f1: np.ndarray
    pictures: np.ndarray
    answers: np.ndarray


def per_class(counts: np.ndarray) -> PerClass:
    """Return precision and recall of each class.

    Parameters
    ----------
    counts : ndarray of int, shape (classes, classes)
        As from :func:`confusion`.
    """
    right = np.diagonal(counts).astype(np.float64)
    pictures, answers = counts.sum(axis=1), counts.sum(axis=0)
    return PerClass(
        _shares(right, answers),
        _shares(right, pictures),
        _shares(2 * right, pictures + answers),
        pictures,
        answers,
    )


def confused(counts: np.ndarray) -> list[tuple[int, int]]:
    """Return the cells with mistakes as (true, answer), the most frequent first."""
    wrong = counts - np.diag(np.diagonal(counts))
    order = np.argsort(-wrong, axis=None, kind="stable")[: np.count_nonzero(wrong)]
    return [
        (int(row), int(column)) for row, column in zip(*np.unravel_index(order, counts.shape), strict=True)
    ]


def _shares(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)
