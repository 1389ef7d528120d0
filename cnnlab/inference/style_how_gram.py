"""The Gram matrices of content, style and result in each layer, and how one of their numbers comes about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.images import as_bytes, as_floats
from cnnlab.inference.style_how import fields, maps_of
from cnnlab.inference.stylizing import stylize
from cnnlab.metrics.gram import by_strength, gram_matrix, relative_distance
from cnnlab.recipes.painting import LAYERS

SHOWN = 12
"""Maps of a layer whose Gram matrix is shown: those that are strongest in the style."""


@dataclass(frozen=True, eq=False)
class LayerGrams:
    """The Gram matrices of one layer.

    Attributes
    ----------
    size : (int, int)
        Rows and columns of the content's maps.
    maps : int
        How many there are.
    field : int
        Pixels of the side of what one value sees.
    order : ndarray of int, shape (n,)
        The maps that are shown, those strongest in the style first.
    content, style, made : ndarray of float32, shape (n, n)
        The parts of the Gram matrices that belong to them.
    content_apart, made_apart : float
        `relative_distance` of the whole matrices from that of the style.
    """

    size: tuple[int, int]
    maps: int
    field: int
    order: np.ndarray
    content: np.ndarray
    style: np.ndarray
    made: np.ndarray
    content_apart: float
    made_apart: float


@dataclass(frozen=True, eq=False)
class Pair:
    """Two maps of the style in one layer, and what they have in common.

    Attributes
    ----------
    first, second, product : ndarray of float32, shape (h, w)
    """

    first: np.ndarray
    second: np.ndarray
    product: np.ndarray


@dataclass(frozen=True, eq=False)
class GramReport:
    """What the view Gram matrices shows.

    Attributes
    ----------
    made : ndarray of uint8, shape (H, W, 3)
        The content in that style, by the shipped stylizer.
    layers : tuple of LayerGrams
        One for each of `LAYERS`.
    pair : Pair
    """

    made: np.ndarray
    layers: tuple[LayerGrams, ...]
    pair: Pair


def report_gram(content: np.ndarray, style: np.ndarray, layer: int, first: int, second: int) -> GramReport:
    """Compare the Gram matrices of a photograph, a style, and the one in the style of the other.

    Parameters
    ----------
    content, style : ndarray of uint8, shape (H, W, 3)
    layer : int
        Place in `LAYERS` of the one whose maps are shown.
    first, second : int
        Which of its maps, by their places in the order that is shown.
    """
    made = as_bytes(stylize(as_floats(content), as_floats(style)))
    found = [maps_of(picture[None]) for picture in (content, style, made)]
    grams = [
        _compared(*(maps[place][0] for maps in found), field)
        for place, field in zip(range(len(LAYERS)), fields(), strict=True)
    ]
    a, b = (found[1][layer][0][..., grams[layer].order[each]] for each in (first, second))
    return GramReport(made, tuple(grams), Pair(a, b, a * b))


def _compared(content: np.ndarray, style: np.ndarray, made: np.ndarray, field: int) -> LayerGrams:
    of_content, of_style, of_made = (gram_matrix(maps) for maps in (content, style, made))
    order = by_strength(of_style, SHOWN)
    shown = np.ix_(order, order)
    return LayerGrams(
        content.shape[:2],
        content.shape[2],
        field,
        order,
        *(gram[shown].astype(np.float32) for gram in (of_content, of_style, of_made)),
        relative_distance(of_content, of_style),
        relative_distance(of_made, of_style),
    )
