"""What a picture is judged by while it is made: content, style and smoothness, with gradients (Gatys et al. 2015).

All losses are relative: 0 is reached where the picture agrees, and 1 is what maps of nothing but zeros would have. So
each layer counts alike, whatever the sizes of its values, and the same weights serve for every perceptual network.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import tensorflow as tf

from cnnlab.recipes.painting import LAYERS, PaintingRecipe
from cnnlab.training.style_losses import variations

TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Objective:
    """What is to become small.

    Attributes
    ----------
    names : tuple of (str, str)
        Of its parts: "content" and a layer, "style" and a layer, or "variation" and "".
    targets : callable
        From content and style, (1, H, W, 3) each, to what the parts compare with; compiled, for any size.
    parts : callable
        From a picture (1, H, W, 3) and the targets to the parts, float32 (K,), without their weights.
    """

    names: tuple[tuple[str, str], ...]
    targets: Callable
    parts: Callable


def gram(maps: Any) -> Any:
    """Return the Gram matrix of maps (1, H, W, C): the mean over all places of the products of two maps, (C, C)."""
    channels = maps.shape[-1]
    rows = tf.reshape(maps, (-1, channels))
    return tf.matmul(rows, rows, transpose_a=True) / tf.cast(tf.shape(rows)[0], tf.float32)


def relative(made: Any, wanted: Any) -> Any:
    """Return the mean squared difference of two arrays, divided by the mean square of the second."""
    return tf.reduce_mean((made - wanted) ** 2) / (tf.reduce_mean(wanted**2) + TINY)


def layers_of(recipe: PaintingRecipe) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the layers whose content and whose style count, in the network's order."""
    return tuple(
        tuple(layer for layer in LAYERS if recipe.counts(what) and layer in getattr(recipe, f"{what}_layers"))
        for what in ("content", "style")
    )


def weights_of(recipe: PaintingRecipe) -> list[float]:
    """Return the weight of each part of the objective of a recipe."""
    content, style = layers_of(recipe)
    return [
        *[recipe.content_weight / len(content) for _ in content],
        *[recipe.style_weight / len(style) for _ in style],
        recipe.variation_weight,
    ]


def objective_of(
    network: keras.Model, content_layers: tuple[str, ...], style_layers: tuple[str, ...]
) -> Objective:
    """Return what is to become small.

    Parameters
    ----------
    network : keras.Model
        From pictures (N, H, W, 3) in [0, 1] to the maps of `cnnlab.recipes.painting.LAYERS`.
    content_layers, style_layers : tuple of str
        Of these; what lies behind the last one is not computed.

    Notes
    -----
    The content part of a layer is the mean squared difference of the maps, the style part that of their Gram
    matrices; both are :func:`relative`.
    """
    needed = [layer for layer in LAYERS if layer in content_layers or layer in style_layers]
    cut = keras.Model(network.inputs, [network.outputs[LAYERS.index(layer)] for layer in needed])

    def maps(picture: Any) -> dict[str, Any]:
        found = cut(picture, training=False)
        found = found if isinstance(found, list | tuple) else [found]
        return {layer: tf.cast(each, tf.float32) for layer, each in zip(needed, found, strict=True)}

    @tf.function(input_signature=[tf.TensorSpec((1, None, None, 3), tf.float32)] * 2)
    def targets(content: Any, style: Any) -> tuple:
        of_content = maps(content) if content_layers else {}
        of_style = maps(style) if style_layers else {}
        return (
            tuple(of_content[layer] for layer in content_layers),
            tuple(gram(of_style[layer]) for layer in style_layers),
        )

    def parts(picture: Any, wanted: tuple) -> Any:
        found = maps(picture)
        contents, grams = wanted
        return tf.stack(
            [
                *[relative(found[name], each) for name, each in zip(content_layers, contents, strict=True)],
                *[relative(gram(found[name]), each) for name, each in zip(style_layers, grams, strict=True)],
                variations(picture)[0],
            ]
        )

    names = (
        *[("content", each) for each in content_layers],
        *[("style", each) for each in style_layers],
        ("variation", ""),
    )
    return Objective(names, targets, parts)
