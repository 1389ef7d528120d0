"""Pictures changed by chance while they are learned from, within the compiled step."""

from __future__ import annotations

from math import pi

import tensorflow as tf

from cnnlab.recipes import ClassifierRecipe

_CELLS, _BOX = 8, 20
_BRIGHTER = 0.6
"""How much brighter at the most."""


def augmenter(recipe: ClassifierRecipe):
    """Return a function from pictures (N, H, W, C) float32 and seeds (2,) to pictures of the same shape.

    White is 1, or 255 where the recipe does not scale its inputs.
    """
    white = 1.0 if recipe.scale_inputs else 255.0
    moves = bool(recipe.shift or recipe.rotate or recipe.zoom or recipe.flip)

    def augment(pictures: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        if moves:
            pictures = _moved(pictures, recipe, seed)
        return _coarse(pictures, recipe.coarse, white, seed + 7) if recipe.coarse else pictures

    return augment


def _moved(pictures: tf.Tensor, recipe: ClassifierRecipe, seed: tf.Tensor) -> tf.Tensor:
    """Turn, zoom, mirror and shift by one affine map each, so that a picture is resampled once."""
    count = tf.shape(pictures)[0]
    height, width = pictures.shape[1], pictures.shape[2]
    draws = tf.random.stateless_uniform((5, count), seed, -1.0, 1.0)
    angle = draws[0] * (recipe.rotate * pi / 180)
    zoom = tf.exp(draws[1] * tf.math.log1p(tf.constant(recipe.zoom, tf.float32)))
    mirror = tf.where(draws[2] < 0, -1.0, 1.0) if recipe.flip else tf.ones(count)
    # Whole pixels: a shift alone then leaves every value as it is.
    right, down = (tf.round(draws[axis] * (recipe.shift + 0.499)) for axis in (3, 4))
    cos, sin = tf.cos(angle) / zoom, tf.sin(angle) / zoom
    middle_x, middle_y = (width - 1) / 2, (height - 1) / 2
    # From places in the new picture to places in the old one.
    a, b = cos * mirror, sin * mirror
    c, d = -sin, cos
    x0 = middle_x - a * (middle_x + right) - b * (middle_y + down)
    y0 = middle_y - c * (middle_x + right) - d * (middle_y + down)
    zeros = tf.zeros(count)
    transforms = tf.stack([a, b, x0, c, d, y0, zeros, zeros], axis=1)
    exact = not (recipe.rotate or recipe.zoom)
    return tf.raw_ops.ImageProjectiveTransformV3(
        images=pictures,
        transforms=transforms,
        output_shape=(height, width),
        fill_value=0.0,
        interpolation="NEAREST" if exact else "BILINEAR",
        fill_mode="CONSTANT",
    )


def _coarse(pictures: tf.Tensor, share: float, white: float, seed: tf.Tensor) -> tf.Tensor:
    """Show a share of the digits as scikit-learn has them: their 20 x 20 box as 8 x 8 cells, enlarged again.

    Those were written with thicker pens than MNIST's: a third of the share is thickened by one pixel, a third by
    two, and all of it is brightened by chance.
    """
    count, height, width = tf.shape(pictures)[0], pictures.shape[1], pictures.shape[2]
    draws = tf.random.stateless_uniform((3, count, 1, 1, 1), seed)
    top, left = (height - _BOX) // 2, (width - _BOX) // 2
    box = pictures[:, top : top + _BOX, left : left + _BOX]
    thick, thicker = (tf.nn.max_pool2d(box, (pen, pen), (1, 1), "SAME") for pen in (2, 3))
    box = tf.where(draws[1] < 1 / 3, thick, tf.where(draws[1] < 2 / 3, thicker, box))
    box *= 1 + draws[2] * _BRIGHTER
    cells = tf.image.resize(tf.minimum(box, white), (_CELLS, _CELLS), "area")
    cells = tf.round(cells * (16 / white)) / (16 / white)
    large = tf.clip_by_value(tf.image.resize(cells, (_BOX, _BOX), "bicubic"), 0, white)
    edges = [(0, 0), (top, height - _BOX - top), (left, width - _BOX - left), (0, 0)]
    return tf.where(draws[0] < share, tf.pad(large, edges), pictures)
