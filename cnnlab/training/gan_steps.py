"""Steps of both networks of a GAN as one compiled call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf

from cnnlab.networks.gan import gan_of, generator_of
from cnnlab.recipes import GanRecipe
from cnnlab.training.gan_losses import critic_loss, generator_loss, real_slope, slope_between, threshold, told
from cnnlab.training.shifting import shift

MEASURES = ("critic_loss", "generator_loss", "real", "fake", "right")
"""What a step tells: both losses without penalties; the mean scores of real and of generated pictures, as
probabilities where they are; and the share of the discriminator's verdicts that are right."""


@dataclass(frozen=True, eq=False)
class Players:
    """Both networks as they are trained.

    Attributes
    ----------
    model : keras.Model
        As `cnnlab.networks.gan.gan_of` builds it; its generator has the averaged weights.
    generator : keras.Model
        The one that takes the steps.
    discriminator : keras.Model
        That of `model`.
    generator_optimizer, critic_optimizer : keras.optimizers.Optimizer
    factors : tf.Variable, shape (2,)
        What the rates of the recipe's schedule are multiplied with: for the generator, for the discriminator.
    critic_steps : tf.Variable
        Steps of the discriminator for one of the generator.
    scores : tuple of two tf.Variable, shape (batch,)
        Of the last step's real and generated pictures.
    """

    model: keras.Model
    generator: keras.Model
    discriminator: keras.Model
    generator_optimizer: keras.optimizers.Optimizer
    critic_optimizer: keras.optimizers.Optimizer
    factors: tf.Variable
    critic_steps: tf.Variable
    scores: tuple[tf.Variable, tf.Variable] = field(repr=False)

    @property
    def variables(self) -> list:
        """The state of both optimisers: the loop keeps it with the network."""
        return [*self.generator_optimizer.variables, *self.critic_optimizer.variables]

    @property
    def beside(self) -> list:
        """What else a training needs to go on."""
        return [*self.generator.variables, self.factors, self.critic_steps, *self.scores]


def players_of(recipe: GanRecipe, shape: tuple[int, int, int], classes: int) -> Players:
    """Build the networks and optimisers of a recipe."""
    model = gan_of(recipe, shape, classes)
    generator, discriminator = generator_of(recipe, shape, classes), model.get_layer("discriminator")
    optimizers = [
        keras.optimizers.Adam(rate, beta_1=recipe.momentum, beta_2=0.99)
        for rate in (recipe.learning_rate, recipe.critic_rate)
    ]
    optimizers[0].build(generator.trainable_variables)
    optimizers[1].build(discriminator.trainable_variables)
    return Players(
        model,
        generator,
        discriminator,
        *optimizers,
        tf.Variable([1.0, recipe.critic_rate / recipe.learning_rate], trainable=False),
        tf.Variable(recipe.critic_steps, trainable=False),
        tuple(tf.Variable(tf.zeros(recipe.batch_size), trainable=False) for _ in range(2)),
    )


def inputs_of(recipe: GanRecipe, first: tf.Tensor, labels: tf.Tensor) -> tf.Tensor | list[tf.Tensor]:
    """Return what a network of a recipe gets: noise or pictures, with the labels where it is conditional."""
    return [first, labels] if recipe.conditional else first


@dataclass(frozen=True, eq=False)
class Moves:
    """One step of each player, from what a batch needs; to be called inside a compiled function.

    Parameters
    ----------
    recipe : GanRecipe
    players : Players
    """

    recipe: GanRecipe
    players: Players

    def noise(self, seed: tf.Tensor) -> tf.Tensor:
        """Draw the noise of a batch (batch, recipe.noise)."""
        return tf.random.stateless_normal((self.recipe.batch_size, self.recipe.noise), seed)

    def make(self, noise: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
        """Return generated pictures."""
        return self.players.generator(inputs_of(self.recipe, noise, labels), training=True)

    def score(self, pictures: tf.Tensor, labels: tf.Tensor, training: bool = True) -> tf.Tensor:
        """Return the scores (N,) of pictures."""
        found = self.players.discriminator(inputs_of(self.recipe, pictures, labels), training=training)
        return found[:, 0]

    def critic(self, real: tf.Tensor, labels: tf.Tensor, seed: tf.Tensor) -> tuple[tf.Tensor, ...]:
        """Let the discriminator learn from a batch; returns its loss and the scores of real and generated pictures."""
        recipe, players = self.recipe, self.players
        seeds = [seed + tf.constant([0, 7919 * n]) for n in range(4)]
        fake = tf.stop_gradient(self.make(self.noise(seeds[0]), labels))
        both = shift(tf.concat([real, fake], axis=0), recipe.translation, seeds[1])
        variables = players.discriminator.trainable_variables
        with tf.GradientTape() as tape:
            scores = self.score(both, tf.concat([labels, labels], axis=0))
            of_real, of_fake = scores[: recipe.batch_size], scores[recipe.batch_size :]
            loss = critic_loss(recipe.loss, of_real, of_fake)
            total = loss + self._penalty(both, labels, seeds[2])
        players.critic_optimizer.apply(tape.gradient(total, variables), variables)
        return loss, of_real, of_fake

    def _penalty(self, both: tf.Tensor, labels: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        recipe = self.recipe
        real, fake = both[: recipe.batch_size], both[recipe.batch_size :]
        found = tf.constant(0.0)

        def score(pictures):
            return self.score(pictures, labels, training=False)

        if recipe.loss == "wasserstein" and recipe.penalty:
            shares = tf.random.stateless_uniform((recipe.batch_size, 1, 1, 1), seed)
            found += recipe.penalty * slope_between(score, real, fake, shares)
        if recipe.r1:
            found += recipe.r1 / 2 * real_slope(score, real)
        return found

    def generator(self, labels: tf.Tensor, seed: tf.Tensor) -> tf.Tensor:
        """Let the generator learn from a batch of wishes; returns its loss."""
        recipe, players = self.recipe, self.players
        variables = players.generator.trainable_variables
        with tf.GradientTape() as tape:
            fake = self.make(self.noise(seed), labels)
            fake = shift(fake, recipe.translation, seed + tf.constant([0, 7919]))
            # The direction of its largest singular value is the discriminator's own affair.
            loss = generator_loss(recipe.loss, self.score(fake, labels, training=False))
        players.generator_optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    def average(self, done: tf.Tensor) -> None:
        """Move the averaged generator towards the one that has just taken step number `done`, counted from 1."""
        # Of the first steps hardly anything is kept: their weights are far from what is to come.
        decay = tf.minimum(
            self.recipe.average, tf.cast(done, tf.float32) / (tf.cast(done, tf.float32) + 10.0)
        )
        averaged = self.players.model.get_layer("generator").variables
        for kept, now in zip(averaged, self.players.generator.variables, strict=True):
            kept.assign(now + decay * (kept - now))


def game(recipe: GanRecipe, players: Players, x: np.ndarray, y: np.ndarray) -> Callable:
    """Return a compiled function that takes several steps of both; see `cnnlab.training.loop.Task.take`.

    Parameters
    ----------
    recipe : GanRecipe
    players : Players
    x : ndarray of uint8, shape (N, H, W, C)
    y : ndarray of int, shape (N,)
    """
    with tf.device("/CPU:0"):
        pictures, labels = tf.constant(x), tf.constant(y.astype(np.int32))
    moves, size = Moves(recipe, players), len(x)

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
            _set_rates(players, rates[step])
            seed = tf.stack([tf.constant(recipe.seed, tf.int32), first + step])
            loss, real, fake = _critics(moves, pictures, labels, indices[step], seed, size)
            wishes = tf.gather(labels, indices[step])
            of_generator = moves.generator(wishes, seed + tf.constant([101, 0]))
            moves.average(first + step + 1)
            for kept, scores in zip(players.scores, (real, fake), strict=True):
                kept.assign(scores)
            values = (loss, of_generator, *_summed(recipe.loss, real, fake))
            found = tuple(array.write(step, value) for array, value in zip(found, values, strict=True))
        return tuple(array.stack() for array in found)

    return take


def _set_rates(players: Players, rate: tf.Tensor) -> None:
    players.generator_optimizer._learning_rate.assign(rate * players.factors[0])
    players.critic_optimizer._learning_rate.assign(rate * players.factors[1])


def _critics(moves: Moves, pictures, labels, chosen, seed, size: int) -> Sequence[tf.Tensor]:
    """Let the discriminator take its steps: the first from the batch of the epoch, others from pictures by chance."""
    batch = moves.recipe.batch_size

    def learn(places, seed):
        real = tf.cast(tf.gather(pictures, places), tf.float32) / 255.0
        return moves.critic(real, tf.gather(labels, places), seed)

    loss, real, fake = learn(chosen, seed)
    for number in tf.range(1, moves.players.critic_steps):
        again = seed + tf.stack([1000 * number, 0])
        # A draw of its own: one seed for the places and for the noise would tie them together.
        places = tf.random.stateless_uniform((batch,), again + tf.constant([500, 0]), 0, size, tf.int32)
        loss, real, fake = learn(places, again)
    return loss, real, fake


def _summed(loss: str, real: tf.Tensor, fake: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor, tf.Tensor]:
    limit = threshold(loss)
    if limit is None:  # halfway between the two
        limit = (tf.reduce_mean(real) + tf.reduce_mean(fake)) / 2
    right = tf.concat([real > limit, fake <= limit], axis=0)
    return (
        tf.reduce_mean(told(loss, real)),
        tf.reduce_mean(told(loss, fake)),
        tf.reduce_mean(tf.cast(right, tf.float32)),
    )
