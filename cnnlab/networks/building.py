"""Keras layers from a list of blocks."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

import keras
from keras import layers as kl

from cnnlab.networks.blocks import Block
from cnnlab.networks.spectral import SpectralConv2D, SpectralDense


class First:
    """First weights by the recipe's seed alone: a worker's other threads draw from Keras's own generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def __call__(
        self, kind: Callable[[int], keras.Initializer] = keras.initializers.GlorotUniform
    ) -> keras.Initializer:
        """Return an initialiser of a kind, with the next seed."""
        return kind(self._random.randint(1, int(1e9)))


def chain(x, blocks: Sequence[Block], first: First):
    """Put the layers of a list one after another.

    Parameters
    ----------
    x : KerasTensor
        What the first one gets.
    blocks : sequence of Block
    first : First
        Where their first weights come from.

    Returns
    -------
    KerasTensor
        What the last one gives.
    """
    held = {}
    for block in blocks:
        if block.joins:
            x = kl.Concatenate(name=f"{block.name}_with_{block.joins}")([x, held[block.joins]])
        x = _BUILDERS[block.kind](x, block, first)
        if block.adds:
            x = kl.Add(name=f"{block.name}_and_{block.adds}")([x, held[block.adds]])
        held[block.name] = x
    return x


def _conv(x, block: Block, first: First, make=kl.Conv2D):
    make = SpectralConv2D if block.spectral else make
    return make(
        block.units,
        block.size,
        strides=block.stride,
        padding=block.padding,
        activation=block.activation,
        kernel_initializer=first(),
        name=block.name,
    )(x)


def _gated(x, block: Block, first: First):
    # Gates begin rather open, and values as large as what they come from (He and others, 2015): with half-open gates
    # and Glorot's values each layer began with a third of what the one before gave, and the first steps were lost.
    starts = {"values": (first(keras.initializers.HeNormal), "zeros"), "gates": (first(), "ones")}
    values, gates = (
        kl.Conv2D(
            block.units,
            block.size,
            strides=block.stride,
            padding=block.padding,
            activation=block.activation if part == "values" else "sigmoid",
            kernel_initializer=kernel,
            bias_initializer=bias,
            name=f"{block.name}_{part}",
        )(x)
        for part, (kernel, bias) in starts.items()
    )
    return kl.Multiply(name=block.name)([values, gates])


def _dense(x, block: Block, first: First):
    make = SpectralDense if block.spectral else kl.Dense
    return make(block.units, activation=block.activation, kernel_initializer=first(), name=block.name)(x)


_BUILDERS = {
    "conv": _conv,
    "transposed": lambda x, block, first: _conv(x, block, first, kl.Conv2DTranspose),
    "gated": _gated,
    "pool": lambda x, block, first: kl.MaxPooling2D(block.size, name=block.name)(x),
    "up": lambda x, block, first: kl.UpSampling2D(block.size, name=block.name)(x),
    "flatten": lambda x, block, first: kl.Flatten(name=block.name)(x),
    "dense": _dense,
    "norm": lambda x, block, first: kl.Activation(block.activation, name=f"{block.name}_{block.activation}")(
        kl.RMSNormalization(name=block.name)(x)
    ),
    "scale": lambda x, block, first: kl.Rescaling(2.0, -1.0, name=block.name)(x),
    "reshape": lambda x, block, first: kl.Reshape(block.shape, name=block.name)(x),
}
