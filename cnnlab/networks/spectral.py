"""Layers whose weights, as a matrix, have a largest singular value of 1 (Miyato, Kataoka, Koyama and Yoshida 2018)."""

from __future__ import annotations

import keras
from keras import layers as kl
from keras import ops

TINY = 1e-12


class _Spectral:
    """Keeps beside a kernel the direction of its largest singular value, found by one power iteration a step."""

    def build(self, input_shape) -> None:
        """Add the direction, one value for each map; the first one is the same for all: it is forgotten at once."""
        super().build(input_shape)
        count = self._kernel.shape[-1]
        self.direction = self.add_weight(
            shape=(count,),
            initializer=keras.initializers.Constant(count**-0.5),
            trainable=False,
            name="direction",
        )

    def save_own_variables(self, store) -> None:
        """Write all variables: the layers beneath write the kernel and the bias alone, and then cannot be read."""
        kl.Layer.save_own_variables(self, store)

    def load_own_variables(self, store) -> None:
        """Read what `save_own_variables` has written."""
        kl.Layer.load_own_variables(self, store)

    def normalised(self, training: bool = False):
        """Return the kernel divided by its largest singular value, as far as that is known.

        Parameters
        ----------
        training : bool
            Keep the better direction that was found.
        """
        kernel = ops.convert_to_tensor(self._kernel)
        matrix = ops.stop_gradient(ops.reshape(kernel, (-1, kernel.shape[-1])))
        left = _unit(ops.matmul(matrix, self.direction))
        right = _unit(ops.matmul(left, matrix))
        if training:
            self.direction.assign(right)
        # The two directions are constants to the gradient, the kernel between them is not (equation 12 there).
        between = ops.matmul(ops.reshape(kernel, (-1, kernel.shape[-1])), right)
        return kernel / ops.maximum(ops.sum(left * between), TINY)


def _unit(vector):
    return vector / (ops.sqrt(ops.sum(vector**2)) + TINY)


@keras.saving.register_keras_serializable("cnnlab")
class SpectralConv2D(_Spectral, kl.Conv2D):
    """A convolution with spectral normalisation; parameters as of `keras.layers.Conv2D`."""

    def call(self, inputs, training: bool = False):
        """Return the maps (N, rows, columns, filters)."""
        found = ops.conv(inputs, self.normalised(training), strides=list(self.strides), padding=self.padding)
        if self.use_bias:
            found = found + ops.reshape(self.bias, (1, 1, 1, -1))
        return self.activation(found)


@keras.saving.register_keras_serializable("cnnlab")
class SpectralDense(_Spectral, kl.Dense):
    """A dense layer with spectral normalisation; parameters as of `keras.layers.Dense`."""

    def call(self, inputs, training: bool = False):
        """Return the values (N, units)."""
        found = ops.matmul(inputs, self.normalised(training))
        if self.use_bias:
            found = found + self.bias
        return self.activation(found)
