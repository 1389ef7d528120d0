"""What both players make small, against plain NumPy and closed forms."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf

from cnnlab.recipes.gan import LOSSES
from cnnlab.training.gan_losses import critic_loss, generator_loss, real_slope, slope_between, threshold, told

REAL, FAKE = np.array([2.0, -0.5, 0.3]), np.array([-1.5, 0.8, 0.1])


def sigmoid(values):
    return 1 / (1 + np.exp(-values))


CRITIC = {
    "minimax": -np.log(sigmoid(REAL)).mean() - np.log(1 - sigmoid(FAKE)).mean(),
    "non_saturating": -np.log(sigmoid(REAL)).mean() - np.log(1 - sigmoid(FAKE)).mean(),
    "least_squares": 0.5 * ((REAL - 1) ** 2).mean() + 0.5 * (FAKE**2).mean(),
    "hinge": np.maximum(0, 1 - REAL).mean() + np.maximum(0, 1 + FAKE).mean(),
    "wasserstein": FAKE.mean() - REAL.mean(),
}
GENERATOR = {
    "minimax": np.log(1 - sigmoid(FAKE)).mean(),
    "non_saturating": -np.log(sigmoid(FAKE)).mean(),
    "least_squares": 0.5 * ((FAKE - 1) ** 2).mean(),
    "hinge": -FAKE.mean(),
    "wasserstein": -FAKE.mean(),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_losses(loss):
    assert float(critic_loss(loss, tf.constant(REAL), tf.constant(FAKE))) == pytest.approx(CRITIC[loss])
    assert float(generator_loss(loss, tf.constant(FAKE))) == pytest.approx(GENERATOR[loss])


def test_where_nobody_can_tell_the_value_of_the_game_is_minus_log_4():
    assert -float(critic_loss("minimax", tf.zeros(4), tf.zeros(4))) == pytest.approx(-np.log(4))


def test_the_minimax_loss_is_flat_where_the_discriminator_is_sure_and_the_other_is_not():
    scores = tf.constant([-12.0])
    slopes = {}
    for loss in ("minimax", "non_saturating"):
        with tf.GradientTape() as tape:
            tape.watch(scores)
            value = generator_loss(loss, scores)
        slopes[loss] = float(tape.gradient(value, scores)[0])
    # d/ds log(1 - sigmoid(s)) = -sigmoid(s), and d/ds -log sigmoid(s) = sigmoid(s) - 1.
    assert slopes["minimax"] == pytest.approx(-sigmoid(-12.0), rel=1e-4)
    assert slopes["non_saturating"] == pytest.approx(sigmoid(-12.0) - 1, rel=1e-4)


def test_scores_are_told_as_probabilities_where_they_are():
    assert told("minimax", tf.constant([0.0])).numpy() == pytest.approx([0.5])
    assert told("hinge", tf.constant([3.0])).numpy() == pytest.approx([3.0])
    assert [threshold(loss) for loss in LOSSES] == [0.0, 0.0, 0.5, 0.0, None]


def test_penalties_of_a_score_whose_slope_is_known():
    """Of s(x) = sum of w x the slope is w everywhere; of half the sum of x^2 it is x."""
    random = np.random.default_rng(0)
    real, fake = (tf.constant(random.random((3, 4, 4, 1)), tf.float32) for _ in range(2))
    weights = tf.constant(random.standard_normal((4, 4, 1)), tf.float32)
    length = float(tf.norm(weights))
    shares = tf.constant([0.0, 0.25, 1.0])[:, None, None, None]

    def linear(pictures):
        return tf.reduce_sum(pictures * weights, axis=[1, 2, 3])

    assert float(real_slope(linear, real)) == pytest.approx(length**2, rel=1e-5)
    assert float(slope_between(linear, real, fake, shares)) == pytest.approx((length - 1) ** 2, rel=1e-4)

    def square(pictures):
        return tf.reduce_sum(pictures**2, axis=[1, 2, 3]) / 2

    between = fake + shares * (real - fake)
    lengths = np.linalg.norm(np.asarray(between).reshape(3, -1), axis=1)
    assert float(slope_between(square, real, fake, shares)) == pytest.approx(
        ((lengths - 1) ** 2).mean(), rel=1e-4
    )
