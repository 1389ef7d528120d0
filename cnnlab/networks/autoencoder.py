"""Autoencoders from lists of blocks."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers as kl

from cnnlab.networks.autoencoder_blocks import halves, printed
from cnnlab.networks.blocks import Block
from cnnlab.networks.building import First, chain
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
    first = First(recipe.seed)
    if recipe.network == "photo_denoiser":
        return _that_subtracts(parts.encoder, shape[2], first)
    inputs = keras.Input(shape, name="picture_in")
    if recipe.network == "inpainter":
        mask = keras.Input((*shape[:2], 1), name="mask")
        joined = kl.Concatenate(name="with_mask")([inputs, mask])
        return keras.Model([inputs, mask], chain(joined, parts.encoder, first), name=recipe.network)
    if not recipe.coded:
        # It is told nothing: a map of zeros would be one more input without a meaning.
        return keras.Model(inputs, chain(inputs, parts.encoder, first), name=recipe.network)
    inner = keras.Input(shape)
    encoder = keras.Model(inner, chain(inner, parts.encoder, first), name="encoder")
    codes = keras.Input((recipe.code,))
    decoder = keras.Model(codes, chain(codes, parts.decoder, first), name="decoder")
    found = encoder(inputs)
    mean = found[:, : recipe.code] if recipe.network == "variational" else found
    return keras.Model(inputs, decoder(mean), name=recipe.network)


def article_as_printed() -> keras.Model:
    """Build the source article's autoencoder for 28 x 28 x 1 as it is printed: it gives 42 x 42."""
    inputs = keras.Input((28, 28, 1), name="picture_in")
    return keras.Model(inputs, chain(inputs, printed(), First(0)), name="as_printed")


def _that_subtracts(blocks: Sequence[Block], channels: int, first: First) -> keras.Model:
    picture = keras.Input((None, None, channels), name="picture_in")
    level = keras.Input((None, None, 1), name="level")
    joined = kl.Concatenate(name="with_level")([picture, level])
    noise = chain(joined, blocks, first)
    return keras.Model([picture, level], kl.Subtract(name="clean")([picture, noise]), name="photo_denoiser")
