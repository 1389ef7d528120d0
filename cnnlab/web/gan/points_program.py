"""The Code tab of the mode Points: the program that gives the very course that is on the screen."""

from __future__ import annotations

import numpy as np

from cnnlab.datasets.points import COUNT, SPREAD, WIDTH
from cnnlab.networks.points import SLOPE
from cnnlab.recipes.points import PointsSpec
from cnnlab.training.points_constants import BATCH, BETA_1, BETA_2, EPSILON, PENALTY
from cnnlab.web.program_text import nested

ROUNDS = 1000
"""Steps of the generator in the program."""

PROGRAM = '''\
import keras
import numpy as np
import tensorflow as tf

SEED, BATCH, ROUNDS = {seed}, {batch}, {rounds}

{data}


def network(outputs, stream):
    """Hidden layers of {units} with leaky ReLU; the first weights as He et al. 2015 have them."""
    rng = np.random.default_rng([SEED, stream])
    model = keras.Sequential([keras.Input((2,))])
    for _ in range({layers}):
        model.add(keras.layers.Dense({units}))
        model.add(keras.layers.LeakyReLU({slope}))
    model.add(keras.layers.Dense(outputs))
    for layer in model.layers:
        if layer.weights:
            kernel, bias = layer.get_weights()
            layer.set_weights([rng.normal(scale=(2 / len(kernel)) ** 0.5, size=kernel.shape), bias])
    return model


generator, discriminator = network(2, 1), network(1, 2)
{adam}
generator_adam = adam({generator_rate})
discriminator_adam = adam({discriminator_rate})
mean, softplus = tf.reduce_mean, tf.nn.softplus


def noise(seed):
    return {noise}


@tf.function
def discriminator_step(seed):
    made = generator(noise(seed))
    chosen = tf.random.stateless_uniform((BATCH,), seed + [0, 1], 0, len(real), tf.int32, alg="philox")
    seen = tf.gather(real, chosen)
    with tf.GradientTape() as tape:
        right, wrong = discriminator(seen), discriminator(made)
        loss = {discriminator_loss}{penalty}
    weights = discriminator.trainable_variables
    discriminator_adam.apply(tape.gradient(loss, weights), weights)
    return loss


@tf.function
def generator_step(seed):
    with tf.GradientTape() as tape:
        wrong = discriminator(generator(noise(seed)))
        loss = {generator_loss}
    weights = generator.trainable_variables
    generator_adam.apply(tape.gradient(loss, weights), weights)
    return loss


discriminator_losses, generator_losses, taken = [], [], 0
for _ in range(ROUNDS):
    for _ in range({steps}):
        loss = discriminator_step(tf.constant([SEED, 4 * taken]))
        taken += 1
    discriminator_losses.append(float(loss))
    generator_losses.append(float(generator_step(tf.constant([SEED, 4 * taken]))))
    taken += 1

rng = np.random.default_rng([SEED, 3])
points = generator({shown}).numpy()
print(discriminator_losses[-1], generator_losses[-1])
'''

DATA = {
    "mixture": """\
rng = np.random.default_rng([SEED, 0])
angles = 2 * np.pi * np.arange(8) / 8
centres = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
real = centres[np.arange({count}) % 8] + rng.normal(scale={spread}, size=({count}, 2))
real = tf.constant(real, tf.float32)""",
    "grid": """\
rng = np.random.default_rng([SEED, 0])
centres = np.array([(right, up) for up in (1, 0, -1) for right in (-1, 0, 1)], np.float32)
real = centres[np.arange({count}) % 9] + rng.normal(scale={spread}, size=({count}, 2))
real = tf.constant(real, tf.float32)""",
    "ring": """\
rng = np.random.default_rng([SEED, 0])
angles = 2 * np.pi * rng.uniform(size={count})
real = np.stack([np.cos(angles), np.sin(angles)], axis=1)
real = tf.constant(real + rng.normal(scale={width}, size=({count}, 2)), tf.float32)""",
    "line": """\
rng = np.random.default_rng([SEED, 0])
right = 2.4 * rng.uniform(size={count}) - 1.2
real = np.stack([right, 0.6 * np.sin(np.pi * right / 1.2)], axis=1)
real = tf.constant(real + rng.normal(scale={width}, size=({count}, 2)), tf.float32)""",
}
DISCRIMINATOR = {
    "least_squares": "0.5 * mean((right - 1) ** 2) + 0.5 * mean(wrong**2)",
    "hinge": "mean(tf.nn.relu(1 - right)) + mean(tf.nn.relu(1 + wrong))",
    "wasserstein": "mean(wrong) - mean(right)",
}
PROBABLE = "mean(softplus(-right)) + mean(softplus(wrong))  # -log D(x) - log(1 - D(G(z)))"
GENERATOR = {
    "minimax": "mean(-softplus(wrong))  # log(1 - D(G(z))): both networks on one value",
    "non_saturating": "mean(softplus(-wrong))  # -log D(G(z))",
    "least_squares": "mean(0.5 * (wrong - 1) ** 2)",
    "hinge": "-mean(wrong)",
    "wasserstein": "-mean(wrong)",
}
PENALTY_LINES = """
        # The slope between real and generated points is to be 1.
        share = tf.random.stateless_uniform((BATCH, 1), seed + [0, 2], alg="philox")
        between = share * seen + (1 - share) * made
        with tf.GradientTape() as inner:
            inner.watch(between)
            total = tf.reduce_sum(discriminator(between))
        slopes = tf.sqrt(tf.reduce_sum(inner.gradient(total, between) ** 2, axis=1) + 1e-12)
        loss += {penalty} * mean((slopes - 1) ** 2)"""
NOISE = {
    "normal": 'tf.random.stateless_normal((BATCH, 2), seed, alg="philox")',
    "uniform": 'tf.random.stateless_uniform((BATCH, 2), seed, -1.0, 1.0, alg="philox")',
}
SHOWN = {
    "normal": "rng.normal(size=(256, 2)).astype(np.float32)",
    "uniform": "rng.uniform(-1, 1, (256, 2)).astype(np.float32)",
}
ADAM = """
def adam(rate):
    return keras.optimizers.Adam(rate, beta_1={first}, beta_2={second}, epsilon={epsilon})

"""


def program(spec: PointsSpec) -> str:
    """Write the program.

    Returns
    -------
    str
        It leaves ``discriminator_losses`` and ``generator_losses``, of each step of the generator, and ``points``.
        Where settings were changed on the way, it has those of now from the beginning.
    """
    return PROGRAM.format(
        seed=spec.seed,
        batch=BATCH,
        rounds=ROUNDS,
        data=_data(spec),
        units=spec.units,
        layers=spec.layers,
        slope=SLOPE,
        adam=ADAM.format(first=BETA_1, second=BETA_2, epsilon=EPSILON),
        generator_rate=spec.generator_rate,
        discriminator_rate=spec.discriminator_rate,
        noise=NOISE[spec.noise],
        discriminator_loss=DISCRIMINATOR.get(spec.loss, PROBABLE),
        penalty=PENALTY_LINES.format(penalty=PENALTY) if spec.loss == "wasserstein" else "",
        generator_loss=GENERATOR[spec.loss],
        steps=spec.discriminator_steps,
        shown=SHOWN[spec.noise],
    )


def _data(spec: PointsSpec) -> str:
    if spec.shape == "drawn":
        start = "real = tf.constant("
        return f"{start}{nested(np.asarray(spec.drawn, np.float32), len(start))}, tf.float32)"
    return DATA[spec.shape].format(count=COUNT, spread=SPREAD, width=WIDTH)
