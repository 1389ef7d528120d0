"""What a stylizer's pictures are judged by while it learns: `cnnlab.metrics.style` for batches, with gradients."""

from __future__ import annotations

from collections.abc import Sequence

import tensorflow as tf

EPSILON = 1e-5


def statistics(maps: tf.Tensor) -> tf.Tensor:
    """Return the means and the standard deviations of maps (N, H, W, C) as (N, 2 C), float32."""
    mean, variance = tf.nn.moments(tf.cast(maps, tf.float32), axes=(1, 2))
    # The root of nothing would have an endless slope.
    return tf.concat([mean, tf.sqrt(variance + EPSILON)], axis=1)


def content_losses(made: tf.Tensor, content: tf.Tensor) -> tf.Tensor:
    """Return `cnnlab.metrics.style.content_loss` for each pair of maps (N, H, W, C): (N,)."""
    return tf.reduce_mean((normalised(made) - normalised(content)) ** 2, axis=(1, 2, 3))


def style_losses(made: Sequence[tf.Tensor], style: Sequence[tf.Tensor]) -> tf.Tensor:
    """Return `cnnlab.metrics.style.style_loss` for each pair, from the statistics (N, 2 C) of each layer: (N,)."""
    found = []
    for ours, theirs in zip(made, style, strict=True):
        _, deviation = tf.split(theirs, 2, axis=1)
        # The mean over the maps for means and deviations alike, hence the two.
        apart = 2 * tf.reduce_mean((ours - theirs) ** 2, axis=1)
        found.append(apart / tf.reduce_mean(deviation**2, axis=1))
    return tf.add_n(found)


def variations(pictures: tf.Tensor) -> tf.Tensor:
    """Return the mean difference of neighbouring pixels of pictures (N, H, W, 3): (N,), the total variation."""
    across = tf.abs(pictures[:, :, 1:] - pictures[:, :, :-1])
    down = tf.abs(pictures[:, 1:] - pictures[:, :-1])
    return tf.reduce_mean(across, axis=(1, 2, 3)) + tf.reduce_mean(down, axis=(1, 2, 3))


def normalised(maps: tf.Tensor) -> tf.Tensor:
    """Return maps (N, H, W, C) after instance normalisation, float32."""
    maps = tf.cast(maps, tf.float32)
    mean, variance = tf.nn.moments(maps, axes=(1, 2), keepdims=True)
    return (maps - mean) * tf.math.rsqrt(variance + EPSILON)
