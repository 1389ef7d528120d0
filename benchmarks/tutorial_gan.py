"""A DCGAN with the layers of TensorFlow's tutorial on them, made conditional by an embedding of the label.

Written anew for the comparison in `benchmarks.gan`: the architecture, the loss, the optimiser and the batch are the
tutorial's (Adam with 1e-4 for both, 256 pictures, batch normalisation in the generator, dropout in the discriminator);
the label's embedding is put beside the noise, and as one more map beside the picture.
"""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf
from keras import layers as kl

NOISE, BATCH, RATE, EMBEDDING = 100, 256, 1e-4, 50


def training(x: np.ndarray, y: np.ndarray, seed: int) -> tuple[Callable[[int], None], Callable]:
    """Build both networks.

    Parameters
    ----------
    x : ndarray of uint8, shape (N, 28, 28, 1)
    y : ndarray of int, shape (N,)
    seed : int

    Returns
    -------
    take : callable
        Takes so many steps.
    draw : callable
        From noise (M, 100) and labels (M,) to pictures (M, 28, 28, 1) in [0, 1].
    """
    keras.utils.set_random_seed(seed)
    generator, discriminator = _generator(), _discriminator()
    optimizers = [keras.optimizers.Adam(RATE) for _ in range(2)]
    entropy = keras.losses.BinaryCrossentropy(from_logits=True)
    for optimizer, network in zip(optimizers, (generator, discriminator), strict=True):
        optimizer.build(network.trainable_variables)

    @tf.function
    def step(real, labels):
        noise = tf.random.normal((BATCH, NOISE))
        with tf.GradientTape() as generators, tf.GradientTape() as critics:
            fake = generator([noise, labels], training=True)
            of_real = discriminator([real, labels], training=True)
            of_fake = discriminator([fake, labels], training=True)
            loss = entropy(tf.ones_like(of_fake), of_fake)
            other = entropy(tf.ones_like(of_real), of_real) + entropy(tf.zeros_like(of_fake), of_fake)
        for optimizer, network, tape, value in zip(
            optimizers, (generator, discriminator), (generators, critics), (loss, other), strict=True
        ):
            variables = network.trainable_variables
            optimizer.apply(tape.gradient(value, variables), variables)

    pictures = (x.astype(np.float32) - 127.5) / 127.5
    random = np.random.default_rng(seed)

    def take(steps: int) -> None:
        for _ in range(steps):
            places = random.integers(0, len(x), BATCH)
            step(tf.constant(pictures[places]), tf.constant(y[places].astype(np.int32)))

    made = tf.function(lambda noise, labels: generator([noise, labels], training=False) / 2 + 0.5)
    return take, made


def _generator() -> keras.Model:
    noise, label = keras.Input((NOISE,)), keras.Input((), dtype="int32")
    x = kl.Concatenate()([noise, kl.Embedding(10, EMBEDDING)(label)])
    x = kl.Dense(7 * 7 * 256, use_bias=False)(x)
    x = kl.Reshape((7, 7, 256))(kl.LeakyReLU(0.3)(kl.BatchNormalization()(x)))
    for units, stride in ((128, 1), (64, 2)):
        x = kl.Conv2DTranspose(units, 5, strides=stride, padding="same", use_bias=False)(x)
        x = kl.LeakyReLU(0.3)(kl.BatchNormalization()(x))
    x = kl.Conv2DTranspose(1, 5, strides=2, padding="same", use_bias=False, activation="tanh")(x)
    return keras.Model([noise, label], x)


def _discriminator() -> keras.Model:
    picture, label = keras.Input((28, 28, 1)), keras.Input((), dtype="int32")
    extra = kl.Reshape((28, 28, 1))(kl.Dense(28 * 28)(kl.Embedding(10, EMBEDDING)(label)))
    x = kl.Concatenate()([picture, extra])
    for units in (64, 128):
        x = kl.Dropout(0.3)(kl.LeakyReLU(0.3)(kl.Conv2D(units, 5, strides=2, padding="same")(x)))
    return keras.Model([picture, label], kl.Dense(1)(kl.Flatten()(x)))
