"""A small network that sees pictures much as the first blocks of VGG19 do, and what it predicts of them."""

from __future__ import annotations

from collections.abc import Sequence

import keras
from keras import layers as kl

from cnnlab.networks.perceptual import BLOCKS, STYLE_LAYERS
from cnnlab.recipes import PerceptualRecipe


def compact_of(recipe: PerceptualRecipe, precision: str = "float32") -> keras.Model:
    """Build the network of a recipe, with its first weights, which computes with a precision.

    It has the blocks, the layers' names and the pooling of `cnnlab.networks.perceptual.perceptual_of`, with fewer
    maps: with a quarter of them it takes a sixteenth of the multiplications.

    Returns
    -------
    keras.Model
        From pictures (N, H, W, 3) in [0, 1] to the maps of `STYLE_LAYERS` after ReLU: at full, half, quarter and
        quarter size. Both sides have at least 4 pixels.
    """
    seeds = iter(range(recipe.seed, recipe.seed + 100))
    picture = keras.Input((None, None, 3), name="picture")
    x = kl.Rescaling(2.0, -1.0, name="scale")(picture)
    found = {}
    for place, (block, _, count) in enumerate(BLOCKS):
        for number in range(1, count + 1):
            name = f"{block}_conv{number}"
            start = keras.initializers.HeNormal(next(seeds))
            x = kl.Conv2D(
                recipe.filters * 2**place,
                3,
                padding="same",
                activation="relu",
                kernel_initializer=start,
                name=name,
                dtype=precision,
            )(x)
            found[name] = x
        if block != BLOCKS[-1][0]:
            x = kl.MaxPooling2D(name=f"{block}_pool", dtype=precision)(x)
    return keras.Model(picture, [found[name] for name in STYLE_LAYERS], name="compact")


def predictor_of(recipe: PerceptualRecipe, scales: Sequence[float]) -> keras.Model:
    """Build what predicts the teacher's maps of `STYLE_LAYERS` from those of the small network: 1 x 1 convolutions.

    Its values are multiplied with a scale for each layer, as large as the teacher's: weights that had to grow to
    hundreds would learn for ever.
    """
    units = {name: maps for name, maps, _ in BLOCKS}
    places = [name for name, _, _ in BLOCKS]
    inputs, predicted = [], []
    for number, name in enumerate(STYLE_LAYERS):
        block = name.split("_")[0]
        maps = keras.Input((None, None, recipe.filters * 2 ** places.index(block)), name=name)
        start = keras.initializers.GlorotUniform(recipe.seed + 100 + number)
        inputs.append(maps)
        convolution = kl.Conv2D(
            units[block], 1, activation="relu", kernel_initializer=start, name=f"{name}_predicted"
        )
        predicted.append(kl.Rescaling(scales[number], name=f"{name}_scaled")(convolution(maps)))
    return keras.Model(inputs, predicted, name="predictor")
