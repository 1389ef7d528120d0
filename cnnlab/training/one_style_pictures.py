"""What a network for one style is shown: the style, pieces of the sample photographs, and photographs to test with."""

from __future__ import annotations

import functools

import numpy as np

from cnnlab.datasets.style_pictures import square
from cnnlab.images import embedded, fit, gallery, in_colour, styles
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.style_pieces import region, turned

LEARNED = (
    "coffee",
    "flower",
    "rocket",
    "photographer",
    "coins",
    "clock",
    "moon",
    "galaxies",
    "retina",
    "tissue",
    "brick",
    "grass",
    "gravel",
)
"""Sample photographs that are learned from."""
ASIDE = ("cat", "pagoda", "astronaut")
"""Sample photographs that no network for one style ever learns from."""
STYLE_SIDE = 256
"""Pixels of the long side that a style is looked at with; that of a stroke depends on it."""


def style_of(recipe: OneStyleRecipe) -> np.ndarray:
    """Return the style picture of a recipe, as it is looked at: uint8, (h, w, 3), at most 256 pixels on a side."""
    if embedded.is_embedded(recipe.style):
        return embedded.picture_in(recipe.style)
    pixels = styles.sample(recipe.style, recipe.style_seed)
    return fit(pixels, STYLE_SIDE, crop="fit") if max(pixels.shape) > STYLE_SIDE else pixels


def photographs_of(recipe: OneStyleRecipe) -> list[np.ndarray]:
    """Return the photographs that a recipe learns from: uint8 (H, W, 3)."""
    own = [embedded.picture_in(recipe.picture)] if recipe.picture else []
    return [*map(_photograph, LEARNED), *own]


def squares_of(recipe: OneStyleRecipe, side: int) -> np.ndarray:
    """Return the photographs set apart as squares (3, side, side, 3), uint8; behind them the recipe's own picture."""
    own = [embedded.picture_in(recipe.picture)] if recipe.picture else []
    return np.stack([square(each, side) for each in (*map(_photograph, ASIDE), *own)])


def pieces(recipe: OneStyleRecipe, photographs: list[np.ndarray], step: int) -> np.ndarray:
    """Return what a step learns from: uint8, (batch_size, crop, crop, 3), the same for the same number of a step."""
    rng = np.random.default_rng([recipe.seed, 8, step])
    chosen = rng.integers(len(photographs), size=recipe.batch_size)
    return np.stack([turned(rng, region(rng, photographs[n], recipe.crop)) for n in chosen])


@functools.cache
def _photograph(name: str) -> np.ndarray:
    return in_colour(gallery.sample(name))
