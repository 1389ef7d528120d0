"""Autoencoders from lists of blocks."""

from __future__ import annotations

import random
from collections.abc import Sequence

import keras
from keras import layers as kl

from cnnlab.networks.autoencoder_blocks import halves, printed
from cnnlab.networks.blocks import Block
from cnnlab.recipes.autoencoder import AutoencoderRecipe


def autoencoder_of(recipe: AutoencoderRecipe, shape: tuple[int, int, int]) -> keras.Model:
    """Build the network of a recipe, with its first weights.

    Parameters
    ----------
    recipe : AutoencoderRecipe
    shape : (rows, columns, channels)
        Of the pictures.

    Returns
    -------
    keras.Model
        From pictures (N, rows, columns, channels) in [0, 1] to pictures of the same shape in [0, 1]. Where there is
        a code, the layers "encoder" and "decoder" are models, too; a variational encoder gives (N, 2 code): the
        mean, and the logarithm of the variance, and the picture is built from the mean. An inpainter gets
        [pictures, masks (N, rows, columns, 1)], 1 where pixels are missing; the photo denoiser [pictures, levels
        (N, rows, columns, 1)], the standard deviation of the noise, for pictures whose rows and columns are
        multiples of 2, and its pictures are not clipped.
    """
    parts = halves(recipe, shape)
    first = _First(recipe.seed)
    if recipe.network == "photo_denoiser":
        return _that_subtracts(parts.encoder, shape[2], first)
    inputs = keras.Input(shape, name="picture_in")
    if recipe.network == "inpainter":
        mask = keras.Input((*shape[:2], 1), name="mask")
        joined = kl.Concatenate(name="with_mask")([inputs, mask])
        return keras.Model([inputs, mask], _chain(joined, parts.encoder, first), name=recipe.network)
    if not recipe.coded:
        # It is told nothing: a map of zeros would be one more input without a meaning.
        return keras.Model(inputs, _chain(inputs, parts.encoder, first), name=recipe.network)
    inner = keras.Input(shape)
    encoder = keras.Model(inner, _chain(inner, parts.encoder, first), name="encoder")
    codes = keras.Input((recipe.code,))
    decoder = keras.Model(codes, _chain(codes, parts.decoder, first), name="decoder")
    found = encoder(inputs)
    mean = found[:, : recipe.code] if recipe.network == "variational" else found
    return keras.Model(inputs, decoder(mean), name=recipe.network)


def article_as_printed() -> keras.Model:
    """Build the source article's autoencoder for 28 x 28 x 1 as it is printed: it gives 42 x 42."""
    inputs = keras.Input((28, 28, 1), name="picture_in")
    return keras.Model(inputs, _chain(inputs, printed(), _First(0)), name="as_printed")


class _First:
    """First weights by the recipe's seed alone: a worker's other threads draw from Keras's own generator."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def __call__(self, kind: type[keras.Initializer] = keras.initializers.GlorotUniform) -> keras.Initializer:
        return kind(self._random.randint(1, int(1e9)))


def _chain(x, blocks: Sequence[Block], first: _First):
    held = {}
    for block in blocks:
        if block.joins:
            x = kl.Concatenate(name=f"{block.name}_with_{block.joins}")([x, held[block.joins]])
        x = _BUILDERS[block.kind](x, block, first)
        if block.adds:
            x = kl.Add(name=f"{block.name}_and_{block.adds}")([x, held[block.adds]])
        held[block.name] = x
    return x


def _that_subtracts(blocks: Sequence[Block], channels: int, first: _First) -> keras.Model:
    picture = keras.Input((None, None, channels), name="picture_in")
    level = keras.Input((None, None, 1), name="level")
    joined = kl.Concatenate(name="with_level")([picture, level])
    noise = _chain(joined, blocks, first)
    return keras.Model([picture, level], kl.Subtract(name="clean")([picture, noise]), name="photo_denoiser")


def _conv(x, block: Block, first: _First, make=kl.Conv2D):
    return make(
        block.units,
        block.size,
        strides=block.stride,
        padding=block.padding,
        activation=block.activation,
        kernel_initializer=first(),
        name=block.name,
    )(x)


def _gated(x, block: Block, first: _First):
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


_BUILDERS = {
    "conv": _conv,
    "transposed": lambda x, block, first: _conv(x, block, first, kl.Conv2DTranspose),
    "gated": _gated,
    "pool": lambda x, block, first: kl.MaxPooling2D(block.size, name=block.name)(x),
    "up": lambda x, block, first: kl.UpSampling2D(block.size, name=block.name)(x),
    "flatten": lambda x, block, first: kl.Flatten(name=block.name)(x),
    "dense": lambda x, block, first: kl.Dense(
        block.units, activation=block.activation, kernel_initializer=first(), name=block.name
    )(x),
    "reshape": lambda x, block, first: kl.Reshape(block.shape, name=block.name)(x),
}
