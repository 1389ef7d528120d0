"""Noise and holes inside a compiled step: levels of their own for each batch, by the recipe's seed."""

from __future__ import annotations

from collections.abc import Callable

import tensorflow as tf

from cnnlab.recipes.autoencoder import MIXED, MIXED_LEVELS, MIXED_USUAL, NOISES, AutoencoderRecipe

WIDEST = 15
"""Radius in pixels to which a blur is computed: three standard deviations at the strongest."""


def noiser(recipe: AutoencoderRecipe) -> Callable[[tf.Tensor, tf.Tensor], tuple[tf.Tensor, tf.Tensor]]:
    """Return a function that spoils a batch.

    Parameters
    ----------
    recipe : AutoencoderRecipe

    Returns
    -------
    callable
        From pictures (N, H, W, C) in [0, 1] and a seed (2,) to spoiled pictures in [0, 1] and, for each, the level that
        a network is told, (N, 1, 1, 1): the standard deviation of Gaussian noise, else the root of the mean
        squared change. Photographs with Gaussian noise have a level each, other pictures one for the batch.
    """
    if recipe.network == "photo_denoiser" and recipe.noise == "gaussian":
        return _each_its_own(recipe)

    def spoil(pictures: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        kinds = NOISES if recipe.noise == MIXED else (recipe.noise,)
        along = tf.random.stateless_uniform((2,), seed)
        kind = _kind(along[0]) if recipe.noise == MIXED else tf.constant(0)
        own = (recipe.least, recipe.most)

        def one(name: str) -> Callable[[], tf.Tensor]:
            low, high = MIXED_LEVELS.get(name, own) if recipe.noise == MIXED else own
            return lambda: _SPOILERS[name](pictures, low + along[1] * (high - low), seed + 1)

        spoiled = tf.clip_by_value(tf.switch_case(kind, [one(name) for name in kinds]), 0.0, 1.0)
        changed = tf.sqrt(tf.reduce_mean((spoiled - pictures) ** 2, axis=(1, 2, 3), keepdims=True))
        known = recipe.least + along[1] * (recipe.most - recipe.least)
        gaussian = tf.equal(kind, 0) & (kinds[0] == "gaussian")
        return spoiled, tf.where(gaussian, tf.fill(tf.shape(changed), known), changed)

    return spoil


def _each_its_own(recipe: AutoencoderRecipe) -> Callable[[tf.Tensor, tf.Tensor], tuple[tf.Tensor, tf.Tensor]]:
    # With one level for a batch the network for photographs had learned a tenth as much after as many steps.
    def spoil(pictures: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
        along = tf.random.stateless_uniform((tf.shape(pictures)[0], 1, 1, 1), seed)
        level = recipe.least + along * (recipe.most - recipe.least)
        return tf.clip_by_value(_gaussian(pictures, level, seed + 1), 0.0, 1.0), level

    return spoil


def _kind(along: tf.Tensor) -> tf.Tensor:
    others = (along - MIXED_USUAL) / (1 - MIXED_USUAL) * (len(NOISES) - 1)
    return tf.where(along < MIXED_USUAL, 0, 1 + tf.cast(tf.minimum(others, len(NOISES) - 1.001), tf.int32))


def _gaussian(pictures: tf.Tensor, level: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    return pictures + level * tf.random.stateless_normal(tf.shape(pictures), seed)


def _speckle(pictures: tf.Tensor, level: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    return pictures * (1 + level * tf.random.stateless_normal(tf.shape(pictures), seed))


def _specks(pictures: tf.Tensor, level: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    drawn = tf.random.stateless_uniform(tf.shape(pictures[..., :1]), seed)
    salted = tf.where(drawn < level / 2, 0.0, pictures)
    return tf.where(drawn >= 1 - level / 2, 1.0, salted)


def _blur(pictures: tf.Tensor, level: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    places = tf.range(-WIDEST, WIDEST + 1, dtype=tf.float32)
    weights = tf.exp(-(places**2) / (2 * tf.maximum(5 * level, 1e-3) ** 2))
    weights = weights / tf.reduce_sum(weights)
    channels = pictures.shape[-1]
    blurred = pictures
    for axis in (1, 2):  # the border is repeated
        places = tf.range(-WIDEST, pictures.shape[axis] + WIDEST)
        blurred = tf.gather(blurred, tf.clip_by_value(places, 0, pictures.shape[axis] - 1), axis=axis)
    for shape in ((-1, 1, 1, 1), (1, -1, 1, 1)):
        kernel = tf.tile(tf.reshape(weights, shape), (1, 1, channels, 1))
        blurred = tf.nn.depthwise_conv2d(blurred, kernel, (1, 1, 1, 1), "VALID")
    return blurred


def _jpeg(pictures: tf.Tensor, level: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
    quality = tf.cast(tf.maximum(tf.round(100 * (1 - level)), 1), tf.int32)
    channels = pictures.shape[-1]

    def through(picture: tf.Tensor) -> tf.Tensor:
        coded = tf.raw_ops.EncodeJpegVariableQuality(images=picture, quality=quality)
        return tf.io.decode_jpeg(coded, channels=channels)

    pixels = tf.cast(tf.round(255 * pictures), tf.uint8)
    packed = tf.map_fn(through, pixels, fn_output_signature=tf.TensorSpec(pictures.shape[1:], tf.uint8))
    return tf.cast(packed, tf.float32) / 255.0


_SPOILERS = {
    "gaussian": _gaussian,
    "salt_pepper": _specks,
    "speckle": _speckle,
    "blur": _blur,
    "jpeg": _jpeg,
}


def hole_maker(recipe: AutoencoderRecipe) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """Return a function from pictures (N, H, W, C) and a seed (2,) to masks (N, H, W, 1): 1 where pixels are missing.

    One batch has rectangles (in two of five), bands through the picture, single pixels or strokes; each picture others.
    """

    def make(pictures: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        count, rows, columns = tf.shape(pictures)[0], pictures.shape[1], pictures.shape[2]
        drawn = tf.random.stateless_uniform((count, 4, 1, 1), seed)
        along_rows = tf.reshape(tf.range(rows, dtype=tf.float32), (1, rows, 1))
        along_columns = tf.reshape(tf.range(columns, dtype=tf.float32), (1, 1, columns))
        longest = float(recipe.hole)
        # Large ones are more frequent than small ones, and the middle, where there is more to be missing, than the rim.
        high, wide = (2 + tf.sqrt(drawn[:, place]) * (longest - 2) for place in (0, 1))
        places = (drawn[:, 2:4] + tf.random.stateless_uniform((count, 2, 1, 1), seed + 3)) / 2
        top, left = places[:, 0] * (rows - high), places[:, 1] * (columns - wide)
        inside = (along_rows >= top) & (along_rows < top + high)
        across = (along_columns >= left) & (along_columns < left + wide)

        def strokes() -> tf.Tensor:
            turn = 3.14159265 * drawn[:, 0]
            middle = (along_rows - drawn[:, 2] * rows) * tf.cos(turn) + (
                along_columns - drawn[:, 3] * columns
            ) * tf.sin(turn)
            return tf.abs(middle) <= 1 + drawn[:, 1] * longest / 6

        rectangle = inside & across
        # A band goes through the whole picture, from left to right or from top to bottom.
        band = tf.where(drawn[:, 3] < 0.5, inside & (along_columns >= 0), across & (along_rows >= 0))
        pixels = tf.random.stateless_uniform((count, rows, columns), seed + 2) < 0.2 + 0.6 * drawn[:, 0]
        kind = tf.cast(tf.random.stateless_uniform((), seed + 1) * 5, tf.int32)
        missing = tf.switch_case(
            kind, [lambda: rectangle, lambda: rectangle, lambda: band, lambda: pixels, strokes]
        )
        return tf.cast(missing, tf.float32)[..., None]

    return make
