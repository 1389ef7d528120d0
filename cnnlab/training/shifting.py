"""Pictures moved by chance, so that a gradient passes through (translation of Zhao et al. 2020)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tensorflow as tf


def shift(pictures: tf.Tensor, most: int, seed: tf.Tensor) -> tf.Tensor:
    """Move each picture by up to `most` pixels along both axes; what comes in at the border is 0.

    Parameters
    ----------
    pictures : Tensor, shape (N, H, W, C)
    most : int
    seed : Tensor of int32, shape (2,)

    Returns
    -------
    Tensor
        Of the same shape; the pictures themselves where `most` is 0.
    """
    import tensorflow as tf

    if not most:
        return pictures
    count, rows, columns = tf.shape(pictures)[0], pictures.shape[1], pictures.shape[2]
    moves = tf.random.stateless_uniform((count, 2), seed, 0, 2 * most + 1, tf.int32)
    padded = tf.pad(pictures, [[0, 0], [most, most], [most, most], [0, 0]])
    # Rows first, then columns: two gathers along one axis each cost less than one along both.
    down = moves[:, :1] + tf.range(rows)[None]
    across = moves[:, 1:] + tf.range(columns)[None]
    moved = tf.gather(padded, down, axis=1, batch_dims=1)
    return tf.gather(moved, across, axis=2, batch_dims=1)
