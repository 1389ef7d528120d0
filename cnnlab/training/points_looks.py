"""What two small networks say and do at one moment, as one compiled call; weights and data are arguments."""

from __future__ import annotations

import functools
from collections.abc import Callable

import tensorflow as tf

from cnnlab.networks.points import run
from cnnlab.training.gan_losses import critic_loss, generator_losses, told
from cnnlab.training.points_constants import KEPT


@functools.lru_cache(maxsize=KEPT)
def compiled_look(loss: str, units: int, layers: int, shown: int) -> Callable:
    """Return a compiled function that looks at both networks.

    Parameters
    ----------
    loss, units, layers
        As in `cnnlab.recipes.points.PointsSpec`.
    shown : int
        How many of the generated points are looked at by the discriminator.

    Returns
    -------
    callable
        From the weights of generator and discriminator (n,), noise (m, 2), of which the first `shown` are looked at,
        places (k, 2), and how many of these are real points, to the generated points (m, 2); the negative gradient of
        the generator's loss at each of those looked at (shown, 2); what the discriminator says of these and then of
        the places (shown + k,); its scores of the same, before any sigmoid; and both losses (2,), without the
        gradient penalty.
    """

    @tf.function(
        input_signature=[
            tf.TensorSpec((None,), tf.float32),
            tf.TensorSpec((None,), tf.float32),
            tf.TensorSpec((None, 2), tf.float32),
            tf.TensorSpec((None, 2), tf.float32),
            tf.TensorSpec((), tf.int32),
        ]
    )
    def look(generator, discriminator, noise, places, real):
        made = run("generator", generator, noise, units, layers)
        points = made[:shown]
        with tf.GradientTape() as tape:
            tape.watch(points)
            wrong = run("discriminator", discriminator, points, units, layers)[:, 0]
            losses = generator_losses(loss, wrong)
        others = run("discriminator", discriminator, places, units, layers)[:, 0]
        scores = tf.concat([wrong, others], 0)
        both = tf.stack([critic_loss(loss, others[:real], wrong), tf.reduce_mean(losses)])
        return made, -tape.gradient(losses, points), told(loss, scores), scores, both

    return look
