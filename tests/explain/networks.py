"""Small networks with random weights, Sequential and functional."""

from __future__ import annotations

import keras
from keras import layers as kl


def pooled(shape=(12, 10, 3), classes=4, seed=1) -> keras.Model:
    """A network whose last maps are averaged and go into one dense layer: what CAM is made for."""
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape)
    x = kl.Conv2D(8, 3, activation="relu", name="first")(inputs)
    x = kl.Conv2D(6, 3, padding="same", activation="relu", name="last")(x)
    x = kl.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, kl.Dense(classes, name="logits")(x))


def sequential(shape=(12, 10, 3), classes=4, seed=1) -> keras.Sequential:
    """The same as `pooled`, as a Sequential model."""
    keras.utils.set_random_seed(seed)
    return keras.Sequential(
        [
            keras.Input(shape),
            kl.Conv2D(8, 3, activation="relu", name="first"),
            kl.Conv2D(6, 3, padding="same", activation="relu", name="last"),
            kl.GlobalAveragePooling2D(),
            kl.Dense(classes, name="logits"),
        ]
    )


def without_bias(shape=(9, 9, 1), classes=3, seed=2) -> keras.Model:
    """Piecewise linear and without a bias: twice the picture gives twice the logits."""
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape)
    x = kl.Conv2D(5, 3, use_bias=False, activation="relu", name="first")(inputs)
    x = kl.MaxPooling2D(name="pool")(x)
    x = kl.Flatten()(x)
    x = kl.Dense(12, use_bias=False, activation="relu", name="dense")(x)
    return keras.Model(inputs, kl.Dense(classes, use_bias=False, name="logits")(x))


def smooth(shape=(8, 8, 1), classes=3, seed=3) -> keras.Model:
    """A network that bends everywhere."""
    keras.utils.set_random_seed(seed)
    inputs = keras.Input(shape)
    x = kl.Conv2D(6, 3, activation="tanh", name="first")(inputs)
    x = kl.Flatten()(x)
    return keras.Model(inputs, kl.Dense(classes, name="logits")(x))
