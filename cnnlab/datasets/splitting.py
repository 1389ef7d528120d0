"""In which order examples are taken, so that every part of them has something of every class."""

from __future__ import annotations

import numpy as np


def evenly(labels: np.ndarray, rng: np.random.Generator, groups: np.ndarray | None = None) -> np.ndarray:
    """Put examples in an order drawn by chance whose every beginning has of each class its share.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    rng : numpy.random.Generator
    groups : ndarray of int, shape (N,), optional
        Examples of one number follow one another within their class.

    Returns
    -------
    ndarray of int, shape (N,)
        Each place once.

    Examples
    --------
    >>> labels = np.array([0] * 6 + [1] * 3)
    >>> labels[evenly(labels, np.random.default_rng(0))].tolist()
    [0, 1, 0, 0, 1, 0, 0, 1, 0]
    """
    order = rng.permutation(len(labels))
    if groups is not None:
        turn = rng.permutation(groups.max() + 1)
        order = order[np.argsort(turn[groups[order]], kind="stable")]
    # The k-th of the n examples of a class comes when (k + 1/2) / n of all have come.
    share = np.empty(len(labels))
    for label in np.unique(labels):
        mine = labels[order] == label
        share[mine] = (np.arange(mine.sum()) + 0.5) / mine.sum()
    return order[np.argsort(share, kind="stable")]


def keep_together(apart: np.ndarray, rest: np.ndarray, groups: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Bring those of the examples apart to the rest whose group is there too, unless none would be left.

    Parameters
    ----------
    apart, rest : ndarray of int
        Places.
    groups : ndarray of int, shape (N,)

    Returns
    -------
    apart, rest : ndarray of int
    """
    torn = np.isin(groups[apart], groups[rest])
    if torn.all():
        return apart, rest
    return apart[~torn], np.concatenate([rest, apart[torn]])
