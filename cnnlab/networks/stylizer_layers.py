"""The layers of a stylizer that Keras does not have."""

from __future__ import annotations

import keras
import numpy as np
from keras import layers as kl
from keras import ops

EPSILON = 1e-5
PERIOD = 64
"""Places in a row and in a column after which a grain is repeated."""


@keras.saving.register_keras_serializable("cnnlab")
class Mirrored(kl.Layer):
    """Maps with a border of mirrored values: a border of zeros would be seen as a dark or bright frame.

    Parameters
    ----------
    width : int
        Of the border.
    """

    def __init__(self, width: int = 1, **settings) -> None:
        super().__init__(**settings)
        self.width = width

    def call(self, inputs):
        """Return maps (N, rows + 2 width, columns + 2 width, C); both sides need more than `width` values."""
        border = (self.width, self.width)
        return ops.pad(inputs, ((0, 0), border, border, (0, 0)), mode="reflect")

    def get_config(self) -> dict:
        """Return the settings."""
        return {**super().get_config(), "width": self.width}


@keras.saving.register_keras_serializable("cnnlab")
class Statistics(kl.Layer):
    """Mean and standard deviation of each map: what is left of a style when places are forgotten."""

    def call(self, inputs):
        """Return (N, 2 C): the means, then the standard deviations."""
        mean, variance = ops.moments(inputs, axes=(1, 2))
        return ops.concatenate([mean, ops.sqrt(variance + EPSILON)], axis=1)


@keras.saving.register_keras_serializable("cnnlab")
class AdaptiveNormalization(kl.Layer):
    """Adaptive instance normalisation (Huang and Belongie 2017): each map gets a mean and a standard deviation."""

    def call(self, inputs):
        """Return maps like the first of two inputs, with statistics (N, 2 C), means first, like the second."""
        maps, wanted = inputs
        mean, variance = ops.moments(maps, axes=(1, 2), keepdims=True)
        shift, scale = ops.split(wanted[:, None, None, :], 2, axis=-1)
        factor = scale / ops.sqrt(variance + EPSILON)
        return maps * factor + (shift - mean * factor)


@keras.saving.register_keras_serializable("cnnlab")
class Grain(kl.Layer):
    """Noise that is always the same, added to maps: without it a clear sky would stay empty in any style.

    A convolution gives the same value wherever it sees the same. What a texture needs to begin with where the
    photograph has nothing is a difference between places (Ulyanov et al. 2016; Karras et al. 2019).

    Parameters
    ----------
    seed : int
    """

    def __init__(self, seed: int = 0, **settings) -> None:
        super().__init__(**settings)
        self.seed = seed
        self._noise = np.random.default_rng(seed).standard_normal((1, PERIOD, PERIOD, 1)).astype(np.float32)

    def call(self, inputs):
        """Return maps (N, H, W, C) plus noise (H, W), times an amount for each map, (N, C), the second input."""
        maps, amounts = inputs
        shape = ops.shape(maps)
        noise = ops.convert_to_tensor(self._noise)
        for axis in (1, 2):
            noise = ops.take(noise, ops.arange(shape[axis]) % PERIOD, axis=axis)
        return maps + amounts[:, None, None, :] * noise

    def compute_output_shape(self, input_shape):
        """Return the shape of the maps."""
        return input_shape[0]

    def get_config(self) -> dict:
        """Return the settings."""
        return {**super().get_config(), "seed": self.seed}


@keras.saving.register_keras_serializable("cnnlab")
class Cut(kl.Layer):
    """Maps cut to the size of others: what was halved from an odd size and doubled is one too large."""

    def call(self, inputs):
        """Return the first of two inputs, as large as the second."""
        maps, like = inputs
        shape = ops.shape(like)
        return maps[:, : shape[1], : shape[2]]


@keras.saving.register_keras_serializable("cnnlab")
class Limited(kl.Layer):
    """Values from 0 to 1, the others cut off. The gradient goes through: what is too bright can still become darker."""

    def call(self, inputs):
        """Return values in [0, 1]."""
        return inputs + ops.stop_gradient(ops.clip(inputs, 0.0, 1.0) - inputs)
