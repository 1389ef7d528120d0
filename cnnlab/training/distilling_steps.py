"""Steps of a perceptual network: its maps have to tell what the maps of a large one are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets.style_pictures import Pictures
from cnnlab.networks.perceptual import STYLE_LAYERS
from cnnlab.recipes import PerceptualRecipe
from cnnlab.training import style_pieces

MEASURES = ("loss",)
FIRST = 32
"""Pieces by which the size of the teacher's values is known."""
LOUDEST = 0.5
"""Standard deviation of the noise on a noisy piece at the most, in [0, 1]."""


def pieces_of(recipe: PerceptualRecipe, pictures: Pictures, watch: Callable[[], object]) -> np.ndarray:
    """Make what it learns from: uint8, (pieces, crop, crop, 3)."""
    found = []
    for number in range(recipe.pieces):
        watch()
        piece = style_pieces.style_piece(recipe, pictures, number)
        found.append(_noisy(recipe, piece, number))
    return np.stack(found)


def _noisy(recipe: PerceptualRecipe, piece: np.ndarray, number: int) -> np.ndarray:
    rng = np.random.default_rng([recipe.seed, 8, number])
    if rng.random() >= recipe.noisy:
        return piece
    noise = rng.normal(0, 255 * rng.uniform(0, LOUDEST), piece.shape)
    return np.clip(piece + noise, 0, 255).round().astype(np.uint8)


def scales_of(teacher: keras.Model, pieces: np.ndarray) -> list[float]:
    """Return for each layer the root of the mean square of the teacher's maps of the first pieces."""
    shown = pieces[:FIRST].astype(np.float32) / np.float32(255)
    return [float(tf.sqrt(tf.reduce_mean(tf.cast(each, tf.float32) ** 2))) for each in teacher(shown)]


def optimizer_of(recipe: PerceptualRecipe, learned: Sequence) -> keras.optimizers.Optimizer:
    """Return Adam, built for the variables that are learned."""
    optimizer = keras.optimizers.Adam(recipe.learning_rate)
    optimizer.build(learned)
    return optimizer


def training_steps(
    recipe: PerceptualRecipe,
    model: keras.Model,
    predictor: keras.Model,
    teacher: keras.Model,
    optimizer: keras.optimizers.Optimizer,
    learned: Sequence,
    pieces: np.ndarray,
) -> Callable:
    """Return a function that takes several steps; see `cnnlab.training.loop.Task.take`.

    What a step is shown depends on its number alone, and not on the indices that it is given.
    """

    @tf.function(reduce_retracing=True)
    def learn(pixels, rate):
        optimizer._learning_rate.assign(rate)
        shown = tf.cast(pixels, tf.float32) / 255.0
        wanted = teacher(shown, training=False)
        with tf.GradientTape() as tape:
            loss = tf.add_n(unexplained(predictor(model(shown, training=True), training=True), wanted))
            loss /= len(STYLE_LAYERS)
        optimizer.apply(tape.gradient(loss, learned), learned)
        return loss

    def take(indices, rates, first):
        found = []
        for step, rate in enumerate(rates, int(first)):
            rng = np.random.default_rng([recipe.seed, 9, step])
            found.append(learn(pieces[rng.integers(len(pieces), size=recipe.batch_size)], rate))
        return (tf.stack(found),)

    return take


def unexplained(predicted: Sequence[tf.Tensor], wanted: Sequence[tf.Tensor]) -> list[tf.Tensor]:
    """Return for each layer the share of the variance of its maps (N, H, W, C) that the prediction misses.

    All maps of a layer together: a map that hardly varies counts as little as it does in the picture.
    """
    shares = []
    for ours, theirs in zip(predicted, wanted, strict=True):
        theirs = tf.cast(theirs, tf.float32)
        _, variance = tf.nn.moments(theirs, axes=(0, 1, 2))
        shares.append(tf.reduce_mean((ours - theirs) ** 2) / (tf.reduce_mean(variance) + 1e-6))
    return shares
