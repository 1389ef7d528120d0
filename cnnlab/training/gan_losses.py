"""What discriminators and generators make small, from the discriminator's scores; and the penalties on its slope."""

from __future__ import annotations

from collections.abc import Callable

import tensorflow as tf

from cnnlab.recipes.gan import PROBABLE


def critic_loss(loss: str, real: tf.Tensor, fake: tf.Tensor) -> tf.Tensor:
    """Return what the discriminator makes small, without penalties.

    Parameters
    ----------
    loss : str
        One of `cnnlab.recipes.gan.LOSSES`.
    real, fake : Tensor
        Scores of real and of generated pictures, of any shape: logits, for least squares and Wasserstein plain values.

    Returns
    -------
    Tensor
        For "minimax" and "non_saturating" -V(D, G), the value of the game with its sign changed: log 4 where all
        scores are 0.
    """
    if loss in PROBABLE:
        return tf.reduce_mean(tf.nn.softplus(-real)) + tf.reduce_mean(tf.nn.softplus(fake))
    if loss == "least_squares":
        return (tf.reduce_mean((real - 1) ** 2) + tf.reduce_mean(fake**2)) / 2
    if loss == "hinge":
        return tf.reduce_mean(tf.nn.relu(1 - real)) + tf.reduce_mean(tf.nn.relu(1 + fake))
    return tf.reduce_mean(fake) - tf.reduce_mean(real)


def generator_loss(loss: str, fake: tf.Tensor) -> tf.Tensor:
    """Return what the generator makes small: the mean of `generator_losses`."""
    return tf.reduce_mean(generator_losses(loss, fake))


def generator_losses(loss: str, fake: tf.Tensor) -> tf.Tensor:
    """Return what each generated picture costs the generator; `loss` and `fake` are those of `critic_loss`.

    For "minimax" it is log(1 - D(G(z))), which is flat where the discriminator is sure; for "non_saturating"
    -log D(G(z)).
    """
    if loss == "minimax":
        return -tf.nn.softplus(fake)
    if loss == "non_saturating":
        return tf.nn.softplus(-fake)
    if loss == "least_squares":
        return (fake - 1) ** 2 / 2
    return -fake


def threshold(loss: str) -> float | None:
    """Return the score above which a picture counts as real; None where there is no such score."""
    return {"least_squares": 0.5, "wasserstein": None}.get(loss, 0.0)


def told(loss: str, scores: tf.Tensor) -> tf.Tensor:
    """Return scores as they are told: as probabilities D(x) where that is what they stand for."""
    return tf.sigmoid(scores) if loss in PROBABLE else scores


def real_slope(score: Callable[[tf.Tensor], tf.Tensor], real: tf.Tensor) -> tf.Tensor:
    """Return the mean squared gradient of the scores of real pictures (R1; Mescheder, Geiger and Nowozin 2018)."""
    with tf.GradientTape() as tape:
        tape.watch(real)
        scores = tf.reduce_sum(score(real))
    slopes = tape.gradient(scores, real)
    return tf.reduce_mean(tf.reduce_sum(slopes**2, axis=[1, 2, 3]))


def slope_between(
    score: Callable[[tf.Tensor], tf.Tensor], real: tf.Tensor, fake: tf.Tensor, shares: tf.Tensor
) -> tf.Tensor:
    """Return the mean of (length of the gradient - 1)^2 between real and generated pictures, or points.

    Parameters
    ----------
    score : callable
    real, fake : Tensor, shape (N, ...)
    shares : Tensor, shape (N, 1, ...)
        How far each place is from the generated picture, 0 to 1 (Gulrajani et al. 2017).
    """
    between = fake + shares * (real - fake)
    with tf.GradientTape() as tape:
        tape.watch(between)
        scores = tf.reduce_sum(score(between))
    slopes = tape.gradient(scores, between)
    # The small number keeps the root's own slope finite where there is none.
    lengths = tf.sqrt(tf.reduce_sum(slopes**2, axis=range(1, len(slopes.shape))) + 1e-12)
    return tf.reduce_mean((lengths - 1) ** 2)
