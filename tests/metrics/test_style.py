"""The two losses against loops, value by value."""

from __future__ import annotations

import math

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.metrics.style import content_loss, style_loss, style_parts
from cnnlab.training import style_losses

RANDOM = np.random.default_rng(4)
MADE = [RANDOM.gamma(1, 3, (6, 5, 4)), RANDOM.gamma(2, 1, (3, 4, 2))]
STYLE = [RANDOM.gamma(2, 2, (4, 7, 4)), RANDOM.gamma(1, 5, (2, 3, 2))]


def plain_statistics(maps, channel):
    values = [
        float(maps[row, column, channel]) for row in range(len(maps)) for column in range(maps.shape[1])
    ]
    mean = sum(values) / len(values)
    return mean, sum((value - mean) ** 2 for value in values) / len(values)


def plain_content(made, content):
    total = 0.0
    for channel in range(made.shape[2]):
        (mean, variance), (other, others) = (plain_statistics(each, channel) for each in (made, content))
        for row in range(made.shape[0]):
            for column in range(made.shape[1]):
                ours = (made[row, column, channel] - mean) / math.sqrt(variance + 1e-5)
                theirs = (content[row, column, channel] - other) / math.sqrt(others + 1e-5)
                total += (ours - theirs) ** 2
    return total / made.size


def plain_style(made, style):
    total = 0.0
    for ours, theirs in zip(made, style, strict=True):
        means = deviations = variances = 0.0
        count = ours.shape[2]
        for channel in range(count):
            (mean, variance), (other, others) = (plain_statistics(each, channel) for each in (ours, theirs))
            means += (mean - other) ** 2 / count
            deviations += (math.sqrt(variance) - math.sqrt(others)) ** 2 / count
            variances += others / count
        total += (means + deviations) / variances
    return total


def test_content():
    other = RANDOM.gamma(1, 2, MADE[0].shape)
    assert content_loss(MADE[0], other) == pytest.approx(plain_content(MADE[0], other), rel=1e-9)
    # Brightness and contrast of a map are no content.
    assert content_loss(5 * MADE[0] + 2, MADE[0]) == pytest.approx(0, abs=1e-6)


def test_style():
    assert style_loss(MADE, STYLE) == pytest.approx(plain_style(MADE, STYLE), rel=1e-9)
    assert sum(style_parts(MADE, STYLE)) == pytest.approx(style_loss(MADE, STYLE))
    # Where something is is no style.
    assert style_loss([each[::-1, ::-1] for each in STYLE], STYLE) == pytest.approx(0, abs=1e-12)
    assert style_loss([np.ones((2, 2, 1))], [np.zeros((2, 2, 1))]) == math.inf


def test_what_is_learned_from_is_the_same():
    made, style = ([tf.constant(each[None], tf.float32) for each in maps] for maps in (MADE, STYLE))
    found = style_losses.style_losses(
        *([style_losses.statistics(each) for each in maps] for maps in (made, style))
    )
    assert float(found[0]) == pytest.approx(style_loss(MADE, STYLE), rel=1e-4)
    other = RANDOM.gamma(1, 2, MADE[0].shape)
    found = style_losses.content_losses(made[0], tf.constant(other[None], tf.float32))
    assert float(found[0]) == pytest.approx(content_loss(MADE[0], other), rel=1e-4)


def test_a_plain_picture_has_a_slope_that_is_a_number():
    maps = tf.Variable(tf.zeros((1, 4, 4, 2)))
    with tf.GradientTape() as tape:
        loss = style_losses.style_losses(
            [style_losses.statistics(maps)],
            [style_losses.statistics(tf.constant(STYLE[0][None, ..., :2], tf.float32))],
        ) + style_losses.content_losses(maps, tf.ones((1, 4, 4, 2)))
    assert np.isfinite(tape.gradient(loss, maps)).all()


def test_variation():
    picture = np.zeros((1, 2, 3, 1), np.float32)
    picture[0, :, 2] = 0.6
    assert float(style_losses.variations(tf.constant(picture))[0]) == pytest.approx(0.3)
