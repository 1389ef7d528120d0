"""A tiny perceptual network with weights by chance, and two pictures, for paintings that take no time."""

from __future__ import annotations

import functools

import keras
import numpy as np

from cnnlab.recipes.painting import PaintingRecipe

RECIPE = PaintingRecipe(sides=(24, 32), steps=(4, 3), seed=3)


@functools.cache
def network() -> keras.Model:
    """Return a network with the four maps of a perceptual one, at full, half and twice quarter size."""
    picture = keras.Input((None, None, 3))
    maps, x = [], picture
    for number, (filters, strides) in enumerate(((3, 1), (4, 2), (5, 2), (4, 1))):
        x = keras.layers.Conv2D(
            filters,
            3,
            strides,
            "same",
            activation="relu",
            kernel_initializer=keras.initializers.HeNormal(number),
        )(x)
        maps.append(x)
    return keras.Model(picture, maps)


def pictures() -> tuple[np.ndarray, np.ndarray]:
    """Return a content and a style, uint8, of different shapes."""
    random = np.random.default_rng(5)
    small = (random.integers(0, 256, size, np.uint8) for size in ((5, 7, 3), (6, 6, 3)))
    content, style = (each.repeat(12, axis=0).repeat(12, axis=1) for each in small)
    return content, style
