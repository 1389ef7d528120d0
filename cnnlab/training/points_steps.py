"""Steps of two small networks against one another as one compiled call; weights, data and rates are arguments."""

from __future__ import annotations

import functools
from collections.abc import Callable

import tensorflow as tf

from cnnlab.networks.points import run
from cnnlab.training.gan_losses import critic_loss, generator_loss, slope_between, told
from cnnlab.training.points_constants import BATCH, BETA_1, BETA_2, EPSILON, KEPT, PENALTY

DISCRIMINATOR, GENERATOR = 0, 1
"""Whose move it is."""
DRAWS = 4
"""Draws of one move have seeds of their own: noise, real points, places of the penalty."""


def random_noise(kind: str, count: int, seed: tf.Tensor) -> tf.Tensor:
    """Draw what the generator starts from, shape (count, 2); `seed` has two whole numbers."""
    if kind == "uniform":
        return tf.random.stateless_uniform((count, 2), seed, -1.0, 1.0, alg="philox")
    return tf.random.stateless_normal((count, 2), seed, alg="philox")


@functools.lru_cache(maxsize=KEPT)
def compiled_moves(loss: str, noise: str, units: int, layers: int) -> Callable:
    """Return a compiled function that takes several steps.

    Parameters
    ----------
    loss, noise, units, layers
        As in `cnnlab.recipes.points.PointsSpec`.

    Returns
    -------
    callable
        From generator and discriminator, float32 (3, n) each (weights, and the two moments of Adam), the steps that
        each has taken, whose moves are to come (moves,), the real points (N, 2), the seed, and the two learning
        rates (generator, discriminator), to both networks and a record (moves, 3): loss of the network that has
        moved, means of what the discriminator says of the batch's real points (0 in a move of the generator) and of
        its generated ones.
    """

    def scores(weights, points):
        return run("discriminator", weights, points, units, layers)[:, 0]

    def says(values):
        return tf.reduce_mean(told(loss, values))

    def move_discriminator(generator, discriminator, step, real, seed, rate):
        made = run("generator", generator[0], random_noise(noise, BATCH, seed), units, layers)
        chosen = tf.random.stateless_uniform(
            (BATCH,), seed + tf.constant([0, 1]), 0, tf.shape(real)[0], tf.int32, alg="philox"
        )
        seen = tf.gather(real, chosen)
        weights = discriminator[0]
        with tf.GradientTape() as tape:
            tape.watch(weights)
            right, wrong = scores(weights, seen), scores(weights, made)
            total = critic_loss(loss, right, wrong)
            if loss == "wasserstein":
                shares = tf.random.stateless_uniform((BATCH, 1), seed + tf.constant([0, 2]), alg="philox")
                total += PENALTY * slope_between(lambda points: scores(weights, points), seen, made, shares)
        moved = adam(discriminator, tape.gradient(total, weights), step, rate)
        return generator, moved, tf.stack([total, says(right), says(wrong)])

    def move_generator(generator, discriminator, step, seed, rate):
        weights = generator[0]
        with tf.GradientTape() as tape:
            tape.watch(weights)
            made = run("generator", weights, random_noise(noise, BATCH, seed), units, layers)
            wrong = scores(discriminator[0], made)
            total = generator_loss(loss, wrong)
        moved = adam(generator, tape.gradient(total, weights), step, rate)
        return moved, discriminator, tf.stack([total, 0.0, says(wrong)])

    @tf.function(
        input_signature=[
            tf.TensorSpec((3, None), tf.float32),
            tf.TensorSpec((3, None), tf.float32),
            tf.TensorSpec((2,), tf.int32),
            tf.TensorSpec((None,), tf.int32),
            tf.TensorSpec((None, 2), tf.float32),
            tf.TensorSpec((), tf.int32),
            tf.TensorSpec((2,), tf.float32),
        ]
    )
    def take(generator, discriminator, steps, order, real, seed, rates):
        record = tf.TensorArray(tf.float32, tf.size(order), element_shape=(3,))
        for index in tf.range(tf.size(order)):
            # By the steps that both have taken: whoever moves, no two moves draw the same.
            draw = tf.stack([seed, DRAWS * tf.reduce_sum(steps)])
            if order[index] == DISCRIMINATOR:
                steps = steps + tf.constant([0, 1])
                generator, discriminator, row = move_discriminator(
                    generator, discriminator, steps[1], real, draw, rates[1]
                )
            else:
                steps = steps + tf.constant([1, 0])
                generator, discriminator, row = move_generator(
                    generator, discriminator, steps[0], draw, rates[0]
                )
            record = record.write(index, row)
        return generator, discriminator, record.stack()

    return take


def adam(network: tf.Tensor, gradient: tf.Tensor, step: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
    """Take a step of Adam, as Keras does.

    Parameters
    ----------
    network : tf.Tensor of float32, shape (3, n)
        Weights, and the means of their gradients and of these squared.
    gradient : tf.Tensor of float32, shape (n,)
    step : tf.Tensor of int32, shape ()
        Its number, from 1.
    rate : tf.Tensor of float32, shape ()
    """
    weights, first, second = tf.unstack(network)
    first = first + (1 - BETA_1) * (gradient - first)
    second = second + (1 - BETA_2) * (gradient**2 - second)
    time = tf.cast(step, tf.float32)
    length = rate * tf.sqrt(1 - BETA_2**time) / (1 - BETA_1**time)
    return tf.stack([weights - length * first / (tf.sqrt(second) + EPSILON), first, second])
