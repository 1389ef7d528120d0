"""Moved pictures, against a plain loop."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from cnnlab.training.shifting import shift


def test_each_picture_is_moved_whole_and_within_the_limit():
    pictures = np.random.default_rng(0).random((40, 9, 7, 2)).astype(np.float32) + 1
    moved = shift(tf.constant(pictures), 2, tf.constant([3, 4])).numpy()
    padded = np.pad(pictures, ((0, 0), (2, 2), (2, 2), (0, 0)))
    found = set()
    for one, large in zip(moved, padded, strict=True):
        places = [
            (row, column)
            for row in range(5)
            for column in range(5)
            if np.array_equal(one, large[row : row + 9, column : column + 7])
        ]
        assert len(places) == 1
        found.update(places)
    assert len(found) > 12  # of 25: they do not all go the same way


def test_a_gradient_goes_back_to_where_the_values_came_from():
    pictures = tf.ones((5, 6, 6, 1))
    seed = tf.constant([1, 2])
    with tf.GradientTape() as tape:
        tape.watch(pictures)
        total = tf.reduce_sum(shift(pictures, 2, seed))
    slope = tape.gradient(total, pictures).numpy()
    assert set(np.unique(slope)) <= {0.0, 1.0}
    assert slope.sum() == float(total)


def test_without_a_distance_nothing_is_done():
    pictures = tf.random.stateless_uniform((2, 4, 4, 1), (0, 1))
    assert shift(pictures, 0, tf.constant([0, 0])) is pictures
