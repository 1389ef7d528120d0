"""Steps of a network for one style: photographs painted in it, and judged by a network that knows pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf

from cnnlab.recipes import OneStyleRecipe
from cnnlab.training import one_style_pictures
from cnnlab.training.style_losses import content_losses, statistics, style_losses, variations
from cnnlab.training.style_steps import DEEP, STEEPEST, as_floats

MEASURES = ("loss", "content", "style", "variation")
"""What a step gives: what is minimised, and its parts without their weights."""


class Losses:
    """What makes a picture a bad one: other shapes than the photograph's, another style, restless pixels.

    Parameters
    ----------
    recipe : OneStyleRecipe
    perceptual : keras.Model
        From pictures in [0, 1] to the maps of four layers.
    style : ndarray of uint8, shape (h, w, 3)
    """

    def __init__(self, recipe: OneStyleRecipe, perceptual: keras.Model, style: np.ndarray) -> None:
        self._perceptual = perceptual
        self._weights = recipe.content_weight, recipe.style_weight, recipe.variation_weight
        # The style is always the same: what is wanted of a picture is computed once.
        self._wanted = [tf.constant(statistics(each)) for each in perceptual(as_floats(style[None]))]

    def __call__(self, made: tf.Tensor, contents: tf.Tensor) -> Sequence[tf.Tensor]:
        """Return the loss of pictures (N, H, W, 3), and its parts without their weights, as in `MEASURES`."""
        maps, seen = self._perceptual(made), self._perceptual(contents)
        content = content_losses(maps[DEEP], seen[DEEP])
        style = style_losses([statistics(each) for each in maps], self._wanted)
        parts = [tf.reduce_mean(each) for each in (content, style, variations(made))]
        return [
            tf.add_n([weight * part for weight, part in zip(self._weights, parts, strict=True)]),
            *parts,
        ]


def optimizer_of(recipe: OneStyleRecipe, model: keras.Model) -> keras.optimizers.Optimizer:
    """Return Adam, built for the variables that are learned."""
    optimizer = keras.optimizers.Adam(recipe.learning_rate, global_clipnorm=STEEPEST)
    optimizer.build(model.trainable_variables)
    return optimizer


def training_steps(
    recipe: OneStyleRecipe, model: keras.Model, losses: Losses, optimizer: keras.optimizers.Optimizer
) -> Callable:
    """Return a function that takes several steps; see `cnnlab.training.loop.Task.take`.

    What a step is shown depends on its number alone, and not on the indices that it is given.
    """
    photographs, variables = one_style_pictures.photographs_of(recipe), model.trainable_variables

    @tf.function(reduce_retracing=True)
    def learn(contents, rate):
        optimizer._learning_rate.assign(rate)
        contents = as_floats(contents)
        with tf.GradientTape() as tape:
            measured = losses(model(contents, training=True), contents)
        optimizer.apply(tape.gradient(measured[0], variables), variables)
        return measured

    def take(indices, rates, first):
        found = [
            learn(one_style_pictures.pieces(recipe, photographs, step), rate)
            for step, rate in enumerate(rates, int(first))
        ]
        return tuple(tf.stack(each) for each in zip(*found, strict=True))

    return take
