"""A style cut into tiles that change places: what a Gram matrix notices of it, and what the maps do."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.images.tiles import shuffled_tiles
from cnnlab.inference.style_how import fields, maps_of
from cnnlab.metrics.gram import gram_matrix, relative_distance
from cnnlab.recipes.painting import LAYERS

TILES = (1, 2, 4, 8, 16, 32, 64)
"""Pixels of the side of a tile."""
MULTIPLE = TILES[-1]


@dataclass(frozen=True, eq=False)
class ShuffleReport:
    """What the view Places do not matter shows.

    Attributes
    ----------
    grams : ndarray of float, shape (layers, tiles)
        How far the Gram matrix of each layer is from that of the picture before, for each of `TILES`:
        `relative_distance`.
    maps : ndarray of float, shape (layers, tiles)
        The same of the maps themselves.
    other : ndarray of float, shape (layers,)
        How far the Gram matrix of another picture is.
    fields : tuple of int
        Pixels of the side of what one value of a layer sees.
    """

    grams: np.ndarray
    maps: np.ndarray
    other: np.ndarray
    fields: tuple[int, ...]


def report_shuffle(style: np.ndarray, other: np.ndarray, seed: int) -> ShuffleReport:
    """Shuffle the tiles of a picture, with tiles of each size.

    Parameters
    ----------
    style : ndarray of uint8, shape (H, W, 3)
        Both sides are multiples of 64 pixels.
    other : ndarray of uint8, shape (h, w, 3)
        A picture of something else, to compare with.
    seed : int
        Of the order of the tiles.
    """
    pictures = np.stack([style, *(shuffled_tiles(style, tile, seed) for tile in TILES)])
    grams, apart, others = [], [], []
    for maps, elsewhere in zip(maps_of(pictures), maps_of(other[None]), strict=True):
        before, *after = maps
        gram = gram_matrix(before)
        grams.append([relative_distance(gram_matrix(each), gram) for each in after])
        apart.append([relative_distance(each, before) for each in after])
        others.append(relative_distance(gram_matrix(elsewhere[0]), gram))
    assert len(grams) == len(LAYERS)
    return ShuffleReport(np.array(grams), np.array(apart), np.array(others), fields())
