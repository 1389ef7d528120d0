"""Generators and discriminators from lists of blocks."""

from __future__ import annotations

from functools import partial

import keras
from keras import layers as kl
from keras import ops

from cnnlab.networks.building import First, chain
from cnnlab.networks.gan_blocks import EMBEDDING, discriminator_blocks, generator_blocks
from cnnlab.networks.spectral import SpectralDense
from cnnlab.recipes.gan import GanRecipe

NORMAL = partial(keras.initializers.RandomNormal, 0.0, 1.0)


def gan_of(recipe: GanRecipe, shape: tuple[int, int, int], classes: int) -> keras.Model:
    """Build both networks of a recipe, with their first weights.

    Parameters
    ----------
    recipe : GanRecipe
    shape : (rows, columns, channels)
        Of the pictures; rows and columns are multiples of 4.
    classes : int

    Returns
    -------
    keras.Model
        From noise (N, recipe.noise), or [noise, labels (N,) of int32] where `recipe.conditional`, to [pictures (N,
        rows, columns, channels) in [0, 1], the discriminator's scores of them (N, 1)]. Its layers "generator" (from
        the same inputs to pictures) and "discriminator" (from pictures, or [pictures, labels], to scores) are models.
    """
    generator, discriminator = generator_of(recipe, shape, classes), discriminator_of(recipe, shape, classes)
    noise = keras.Input((recipe.noise,), name="noise")
    if not recipe.conditional:
        made = generator(noise)
        return keras.Model(noise, [made, discriminator(made)], name="gan")
    label = keras.Input((), dtype="int32", name="label")
    made = generator([noise, label])
    return keras.Model([noise, label], [made, discriminator([made, label])], name="gan")


def generator_of(recipe: GanRecipe, shape: tuple[int, int, int], classes: int) -> keras.Model:
    """Build the generator of a recipe alone; called again, it has the same first weights."""
    first = First(recipe.seed)
    noise = keras.Input((recipe.noise,), name="noise")
    blocks = generator_blocks(recipe, shape)
    if not recipe.conditional:
        return keras.Model(noise, chain(noise, blocks, first), name="generator")
    label = keras.Input((), dtype="int32", name="label")
    embedded = kl.Embedding(classes, EMBEDDING, embeddings_initializer=first(NORMAL), name="embedding")(label)
    joined = kl.Concatenate(name="noise_and_label")([noise, embedded])
    return keras.Model([noise, label], chain(joined, blocks, first), name="generator")


def discriminator_of(recipe: GanRecipe, shape: tuple[int, int, int], classes: int) -> keras.Model:
    """Build the discriminator of a recipe alone."""
    first = First(recipe.seed + 1)
    dense = SpectralDense if recipe.spectral else kl.Dense
    picture = keras.Input(shape, name="picture")
    features = chain(picture, discriminator_blocks(recipe), first)
    verdict = dense(1, kernel_initializer=first(), name="verdict")(features)
    if not recipe.conditional:
        return keras.Model(picture, verdict, name="discriminator")
    label = keras.Input((), dtype="int32", name="label")
    # The projection: the features times a vector that belongs to the label (Miyato and Koyama 2018, equation 3).
    of_labels = dense(classes, use_bias=False, kernel_initializer=first(), name="of_label")(features)
    wished = ops.sum(of_labels * ops.one_hot(label, classes), axis=1, keepdims=True)
    return keras.Model([picture, label], kl.Add(name="score")([verdict, wished]), name="discriminator")
