"""The training of an autoencoder: what its steps learn, and what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log, pi
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from cnnlab import datasets
from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.recipes.autoencoder import AROUND
from cnnlab.training import codes
from cnnlab.training.corrupting import hole_maker, noiser
from cnnlab.training.loop import Task
from cnnlab.training.parts import generator_of, places_of
from cnnlab.training.rebuild_looks import Looks
from cnnlab.training.rebuild_measuring import measure
from cnnlab.training.steps import make_optimizer

MEASURES = ("loss", "reconstruction", "divergence", "error")
"""What a step gives: what is minimised, its two parts, and the mean squared error of a pixel."""
BATCH = 500
GAUSSIAN = 0.5 * log(pi)
"""Nats that a normal density with a variance of 1/2 costs a value besides the squared error."""
WEAK = 0.01
"""Standard deviation of noise so weak that what is left of it hardly counts."""


@dataclass(frozen=True, eq=False)
class Pictures:
    """The pictures (uint8, NHWC) of an autoencoder's recipe, with labels that are never learned from."""

    x_train: np.ndarray
    y_train: np.ndarray
    x_validation: np.ndarray
    y_validation: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


def pictures_of(recipe: AutoencoderRecipe) -> Pictures:
    """Load the data set of a recipe and part its training pictures, by the seed.

    Raises
    ------
    LabError
        The data set cannot be had, or is too small to be parted.
    """
    data = datasets.load(recipe.data)
    train, validation = places_of(data.y_train, recipe, generator_of(recipe), data.groups)
    return Pictures(
        data.x_train[train],
        data.y_train[train],
        data.x_train[validation],
        data.y_train[validation],
        data.x_test,
        data.y_test,
    )


def autoencoder_task(recipe: AutoencoderRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Load the pictures of a recipe and build its network; see `cnnlab.training.loop.run_task`."""
    watch()
    parts = pictures_of(recipe)
    watch()
    return task_of(recipe, parts, folder)


def task_of(recipe: AutoencoderRecipe, parts: Pictures, folder: Path) -> Task:
    """Build the network of a recipe, to be trained with these pictures; what it measures goes into the folder."""
    model = autoencoder_of(recipe, parts.x_train.shape[1:])
    optimizer = make_optimizer(recipe)
    optimizer.build(model.trainable_variables)
    steps_an_epoch = max(1, len(parts.x_train) // recipe.batch_size)
    objective = objective_of(recipe, model)
    looks = Looks(recipe, model, parts)
    losses = _batch_losses(recipe, objective)

    def validate(watch: Callable[[], object]) -> dict:
        found = []
        for start in range(0, len(parts.x_validation), BATCH):
            watch()
            chosen = parts.x_validation[start : start + BATCH]
            found.append(np.array(losses(chosen, np.int32(start))) * len(chosen))
        means = np.sum(found, axis=0) / len(parts.x_validation)
        return {f"val_{name}": float(value) for name, value in zip(MEASURES, means, strict=True)}

    return Task(
        recipe,
        model,
        optimizer,
        len(parts.x_train),
        MEASURES,
        _training_steps(recipe, model, optimizer, parts.x_train, objective, steps_an_epoch),
        validate,
        looks.begin,
        looks.look,
        lambda go_on: measure(recipe, folder, model, parts, go_on),
        (codes.NAME,),
        recipe.early_stopping,
    )


Objective = Callable[[tf.Tensor, tf.Tensor, tf.Tensor, bool], tuple[tf.Tensor, tf.Tensor, tf.Tensor]]


def objective_of(recipe: AutoencoderRecipe, model: keras.Model) -> Objective:
    """Return what is to become small.

    Parameters
    ----------
    recipe : AutoencoderRecipe
    model : keras.Model

    Returns
    -------
    callable
        From pictures (N, H, W, C) in [0, 1], a seed (2,) and whether the network is learning to three numbers: the
        reconstruction's part of the loss, the Kullback-Leibler divergence (0 without a distribution of codes), and
        the mean squared error of a pixel. For "variational" the first two are in nats for each picture.
    """
    if recipe.network == "variational":
        return _variational(recipe, model)
    if recipe.network == "inpainter":
        hole = hole_maker(recipe)

        def filled(pictures, seed, training):
            mask = hole(pictures, seed)
            # Outside the hole the picture is known: what counts is what is inside.
            weights = mask / (tf.reduce_mean(mask) + 1e-4) + AROUND
            made = model([pictures * (1 - mask), mask], training=training)
            missing = tf.reduce_sum(mask) * pictures.shape[-1] + 1.0
            error = tf.reduce_sum(mask * (made - pictures) ** 2) / missing
            loss = tf.reduce_mean(weights[..., 0] * _pixel_losses(recipe, pictures, made))
            return loss, tf.constant(0.0), error

        return filled
    if recipe.network == "denoiser" or recipe.network == "photo_denoiser":
        spoil = noiser(recipe)

        def cleaned(pictures, seed, training):
            spoiled, level = spoil(pictures, seed)
            told = tf.broadcast_to(level, tf.shape(pictures[..., :1]))
            inputs = [spoiled, told] if recipe.network == "photo_denoiser" else spoiled
            made = model(inputs, training=training)
            error = tf.reduce_mean((made - pictures) ** 2)
            if recipe.network == "photo_denoiser":
                loss = _left_of_noise(pictures, made, level)
            else:
                loss = tf.reduce_mean(_pixel_losses(recipe, pictures, made))
            return loss, tf.constant(0.0), error

        return cleaned

    def rebuilt(pictures, seed, training):
        made = model(pictures, training=training)
        error = tf.reduce_mean((made - pictures) ** 2)
        return tf.reduce_mean(_pixel_losses(recipe, pictures, made)), tf.constant(0.0), error

    return rebuilt


def _left_of_noise(pictures: tf.Tensor, made: tf.Tensor, level: tf.Tensor) -> tf.Tensor:
    """Return the share of the noise's mean square that is left: the geometric mean over the pictures.

    It is a power of the mean PSNR: each picture counts alike, whereas of plain squares those with the strongest noise
    and the finest detail would be nearly all.
    """
    left = tf.reduce_mean((made - pictures) ** 2, axis=(1, 2, 3)) / (level[:, 0, 0, 0] ** 2 + WEAK**2)
    logarithm = tf.reduce_mean(tf.math.log(left + 1e-6))
    # The value is the share, the slope that of its logarithm: the share's own slope shrinks with it by a factor of ten
    # while Adam remembers the first slopes, and 1.5 dB were missing after as many steps.
    return tf.exp(tf.stop_gradient(logarithm)) + logarithm - tf.stop_gradient(logarithm)


def _pixel_losses(recipe: AutoencoderRecipe, pictures: tf.Tensor, made: tf.Tensor) -> tf.Tensor:
    """Return what each pixel costs (N, H, W), averaged over the channels."""
    if recipe.loss == "mean_squared_error":
        return tf.reduce_mean((made - pictures) ** 2, axis=3)
    return keras.losses.binary_crossentropy(pictures, made)


def _variational(recipe: AutoencoderRecipe, model: keras.Model) -> Objective:
    """Return the negative evidence lower bound, by one sample of each code (Kingma and Welling 2014, equation 10)."""
    encoder, decoder = model.get_layer("encoder"), model.get_layer("decoder")
    constant = GAUSSIAN if recipe.loss == "mean_squared_error" else 0.0

    def bound(pictures, seed, training):
        found = encoder(pictures, training=training)
        mean, log_variance = found[:, : recipe.code], found[:, recipe.code :]
        noise = tf.random.stateless_normal(tf.shape(mean), seed)
        made = decoder(mean + tf.exp(log_variance / 2) * noise, training=training)
        values = float(np.prod(pictures.shape[1:]))
        error = tf.reduce_mean((made - pictures) ** 2)
        divergence = 0.5 * tf.reduce_sum(mean**2 + tf.exp(log_variance) - log_variance - 1, axis=1)
        return (
            values * (tf.reduce_mean(_pixel_losses(recipe, pictures, made)) + constant),
            tf.reduce_mean(divergence),
            error,
        )

    return bound


def _batch_losses(recipe: AutoencoderRecipe, objective: Objective) -> Callable:
    """Return a compiled function from pictures (uint8) and a number to the four measures, with the whole beta."""

    @tf.function(reduce_retracing=True)
    def losses(pixels, number):
        pictures = tf.cast(pixels, tf.float32) / 255.0
        seed = tf.stack([tf.constant(recipe.seed), 1_000_000_007 + number])
        reconstruction, divergence, error = objective(pictures, seed, False)
        return reconstruction + recipe.beta * divergence, reconstruction, divergence, error

    return lambda pixels, number: [float(each) for each in losses(pixels, number)]


def _training_steps(
    recipe: AutoencoderRecipe,
    model: keras.Model,
    optimizer: keras.optimizers.Optimizer,
    x: np.ndarray,
    objective: Objective,
    steps_an_epoch: int,
) -> Callable:
    """Return a compiled function that takes several steps; see `cnnlab.training.loop.Task.take`."""
    with tf.device("/CPU:0"):
        pictures = tf.constant(x)
    rate = optimizer._learning_rate
    rising = max(1.0, recipe.warm_up * steps_an_epoch)
    variables = model.trainable_variables

    @tf.function(
        input_signature=[
            tf.TensorSpec((None, recipe.batch_size), tf.int32),
            tf.TensorSpec((None,), tf.float32),
            tf.TensorSpec((), tf.int32),
        ]
    )
    def take(indices, rates, first):
        steps = tf.shape(indices)[0]
        found = tuple(tf.TensorArray(tf.float32, steps) for _ in MEASURES)
        for step in tf.range(steps):
            chosen = tf.cast(tf.gather(pictures, indices[step]), tf.float32) / 255.0
            seed = tf.stack([tf.constant(recipe.seed, tf.int32), first + step])
            beta = recipe.beta * tf.minimum(tf.cast(first + step + 1, tf.float32) / rising, 1.0)
            rate.assign(rates[step])
            with tf.GradientTape() as tape:
                reconstruction, divergence, error = objective(chosen, seed, True)
                loss = reconstruction + beta * divergence
            optimizer.apply(tape.gradient(loss, variables), variables)
            values = (loss, reconstruction, divergence, error)
            found = tuple(array.write(step, value) for array, value in zip(found, values, strict=True))
        return tuple(array.stack() for array in found)

    return take
