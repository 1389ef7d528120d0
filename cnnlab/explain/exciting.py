"""Which pictures of a data set excite a map most, and where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, eq=False)
class Exciting:
    """The pictures that a map answers to most.

    Attributes
    ----------
    pictures : ndarray of int, shape (K, count)
        For each map the indices of the pictures, the most exciting first.
    values : ndarray of float, shape (K, count)
        The largest value that the map reaches there.
    places : ndarray of int, shape (K, count, 2)
        Row and column of that value in the map; zeros where the layer has no maps.
    """

    pictures: np.ndarray
    values: np.ndarray
    places: np.ndarray


def most_exciting(values: np.ndarray, count: int) -> Exciting:
    """Find for each map of a layer the pictures in which it reaches the largest values.

    Parameters
    ----------
    values : ndarray of float, shape (N, rows, columns, K) or (N, K)
        What the layer gives for N pictures.
    count : int
    """
    flat = values.reshape(len(values), -1, values.shape[-1])
    peaks = flat.max(axis=1)
    pictures = np.argsort(-peaks, axis=0, kind="stable")[:count].T
    maps = np.arange(flat.shape[-1])[:, None]
    columns = values.shape[2] if values.ndim == 4 else 1
    where = flat.argmax(axis=1)[pictures, maps]
    places = np.stack(np.divmod(where, columns), axis=-1)
    return Exciting(pictures, peaks[pictures, maps], places)
