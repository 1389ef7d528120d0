"""What the two networks of an adversarial pair want, from the discriminator's scores before any sigmoid."""

from __future__ import annotations

from collections.abc import Callable

import tensorflow as tf

from cnnlab.training.points_constants import PENALTY


def discriminator_loss(loss: str, real: tf.Tensor, generated: tf.Tensor) -> tf.Tensor:
    """Return what the discriminator makes small; without the gradient penalty.

    Parameters
    ----------
    loss : str
        One of `cnnlab.recipes.points.LOSSES`.
    real, generated : tf.Tensor of float32, any shape
        Scores.

    Returns
    -------
    tf.Tensor of float32, shape ()
    """
    mean = tf.reduce_mean
    if loss == "least_squares":
        return 0.5 * mean((real - 1) ** 2) + 0.5 * mean(generated**2)
    if loss == "hinge":
        return mean(tf.nn.relu(1 - real)) + mean(tf.nn.relu(1 + generated))
    if loss == "wasserstein":
        return mean(generated) - mean(real)
    # -log D(x) - log(1 - D(G(z))), where a sigmoid that is rounded to 0 or 1 cannot make it infinite.
    return mean(tf.nn.softplus(-real)) + mean(tf.nn.softplus(generated))


def generator_losses(loss: str, generated: tf.Tensor) -> tf.Tensor:
    """Return what the generator makes small in the mean: one value for each point.

    Parameters
    ----------
    loss : str
    generated : tf.Tensor of float32, any shape
        Scores.
    """
    if loss == "minimax":
        return -tf.nn.softplus(generated)  # log(1 - D(G(z)))
    if loss == "non_saturating":
        return tf.nn.softplus(-generated)  # -log D(G(z))
    if loss == "least_squares":
        return 0.5 * (generated - 1) ** 2
    return -generated


def gradient_penalty(scores: Callable, real: tf.Tensor, generated: tf.Tensor, shares: tf.Tensor) -> tf.Tensor:
    """Return how far the slope of the scores is from 1 between real and generated points, squared, in the mean.

    Parameters
    ----------
    scores : callable
        From points to scores.
    real, generated : tf.Tensor of float32, shape (N, 2)
    shares : tf.Tensor of float32, shape (N, 1)
        Where between the two each is looked at, from 0 to 1.
    """
    between = shares * real + (1 - shares) * generated
    with tf.GradientTape() as tape:
        tape.watch(between)
        total = tf.reduce_sum(scores(between))
    slopes = tape.gradient(total, between)
    # The small number keeps the root's own slope finite where there is none.
    lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=1) + 1e-12)
    return PENALTY * tf.reduce_mean((lengths - 1) ** 2)
