"""Steps of a stylizer: photographs painted in other styles, and judged by a network that knows pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets.style_pictures import Pictures
from cnnlab.networks.perceptual import CONTENT_LAYER, STYLE_LAYERS
from cnnlab.recipes import StylizerRecipe
from cnnlab.training import style_pieces
from cnnlab.training.style_losses import content_losses, statistics, style_losses, variations

MEASURES = ("loss", "content", "style", "variation")
"""What a step gives: what is minimised, and its parts without their weights."""
DEEP = STYLE_LAYERS.index(CONTENT_LAYER)
OWN = 2.0
"""Weight of the mean difference from the photograph, where that is its own style."""
STEEPEST = 5.0
"""Norm of the gradient above which it is made shorter: a style that is nearly plain is never reached."""
AT_ONCE = 8


@dataclass(frozen=True, eq=False)
class Eye:
    """A network by which the pictures are judged while they are learned from, and what it says of the styles.

    Attributes
    ----------
    perceptual : keras.Model
    statistics : list of ndarray of float32, shape (recipe.styles, 2 C)
        Of its maps of the styles' pieces, in the order of `STYLE_LAYERS`.
    """

    perceptual: keras.Model
    statistics: list[np.ndarray] = field(repr=False)


def pieces_of(recipe: StylizerRecipe, pictures: Pictures, watch: Callable[[], object]) -> np.ndarray:
    """Make the styles of a recipe: uint8, (recipe.styles, crop, crop, 3)."""
    found = []
    for number in range(recipe.styles):
        watch()
        found.append(style_pieces.style_piece(recipe, pictures, number))
    return np.stack(found)


def eye_of(perceptual: keras.Model, pieces: np.ndarray, watch: Callable[[], object]) -> Eye:
    """Have a network look at each style, once for the whole training."""
    look = tf.function(lambda pixels: [statistics(each) for each in perceptual(as_floats(pixels))])
    found = []
    for start in range(0, len(pieces), AT_ONCE):
        watch()
        found.append([each.numpy() for each in look(pieces[start : start + AT_ONCE])])
    return Eye(perceptual, [np.concatenate(each) for each in zip(*found, strict=True)])


def as_floats(pixels: tf.Tensor) -> tf.Tensor:
    """Return bytes as values in [0, 1], float32; within a compiled step, too."""
    return tf.cast(pixels, tf.float32) / 255.0


def optimizer_of(recipe: StylizerRecipe, model: keras.Model) -> keras.optimizers.Optimizer:
    """Return Adam, built for the variables that are learned."""
    optimizer = keras.optimizers.Adam(recipe.learning_rate, global_clipnorm=STEEPEST)
    optimizer.build(model.trainable_variables)
    return optimizer


def training_steps(
    recipe: StylizerRecipe,
    model: keras.Model,
    optimizer: keras.optimizers.Optimizer,
    pictures: Pictures,
    pieces: np.ndarray,
    fine: Eye,
    rough: Eye | None = None,
) -> Callable:
    """Return a function that takes several steps; see `cnnlab.training.loop.Task.take`.

    What a step is shown depends on its number alone, and not on the indices that it is given; so does whether the
    rough eye judges it or the fine one.
    """
    learn = {eye: _step(recipe, model, eye.perceptual, optimizer) for eye in (rough, fine) if eye}

    def take(indices, rates, first):
        found = []
        for step, rate in enumerate(rates, int(first)):
            chosen, own = style_pieces.style_places(recipe, step)
            eye = rough if rough and step < recipe.rough * recipe.steps else fine
            found.append(
                learn[eye](
                    style_pieces.contents(recipe, pictures, step),
                    pieces[chosen],
                    [each[chosen] for each in eye.statistics],
                    own,
                    rate,
                )
            )
        return tuple(tf.stack(each) for each in zip(*found, strict=True))

    return take


def _step(
    recipe: StylizerRecipe, model: keras.Model, perceptual: keras.Model, optimizer: keras.optimizers.Optimizer
) -> Callable:
    """Return a compiled step from photographs, styles, statistics, own (batch,) and the rate to the measures."""
    variables = model.trainable_variables
    weights = recipe.content_weight, recipe.style_weight, recipe.variation_weight

    @tf.function(reduce_retracing=True)
    def learn(contents, styles, wanted, own, rate):
        optimizer._learning_rate.assign(rate)
        contents, styles = as_floats(contents), as_floats(styles)
        seen = perceptual(contents)
        wanted = _chosen(own, [_repeated(recipe, statistics(each)) for each in seen], wanted)
        [styles] = _chosen(own, [_repeated(recipe, contents)], [styles])
        with tf.GradientTape() as tape:
            made = paint(recipe, model, contents, styles)
            maps = perceptual(made)
            content = content_losses(maps[DEEP], _repeated(recipe, seen[DEEP]))
            style = style_losses([statistics(each) for each in maps], wanted)
            parts = [tf.reduce_mean(each) for each in (content, style, variations(made))]
            loss = tf.add_n([weight * part for weight, part in zip(weights, parts, strict=True)])
            loss += OWN * tf.reduce_mean(_of_own(own, made, _repeated(recipe, contents)))
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss, *parts

    return learn


def paint(recipe: StylizerRecipe, model: keras.Model, contents: tf.Tensor, styles: tf.Tensor) -> tf.Tensor:
    """Return photographs (n, H, W, 3), each in `recipe.repeats` of the styles (n repeats, h, w, 3)."""
    encoder, code, decoder = (model.get_layer(name) for name in ("encoder", "code", "decoder"))
    maps = [_repeated(recipe, each) for each in (contents, *encoder(contents, training=True))]
    wanted = code([styles, *encoder(styles, training=True)])
    return decoder([*maps, wanted], training=True)


def _repeated(recipe: StylizerRecipe, values: tf.Tensor) -> tf.Tensor:
    return tf.repeat(values, recipe.repeats, axis=0) if recipe.repeats > 1 else values


def _chosen(own: tf.Tensor, first: Sequence[tf.Tensor], second: Sequence[tf.Tensor]) -> list[tf.Tensor]:
    """Return for each pair the first value where the photograph is its own style, and else the second."""
    return [
        tf.where(tf.reshape(own, (-1, *[1] * (one.shape.rank - 1))), one, other)
        for one, other in zip(first, second, strict=True)
    ]


def _of_own(own: tf.Tensor, made: tf.Tensor, contents: tf.Tensor) -> tf.Tensor:
    return tf.cast(own, tf.float32) * tf.reduce_mean(tf.abs(made - contents), axis=(1, 2, 3))
