"""The compiled steps of a picture that is made by optimisation: Adam, and the average of its last steps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from typing import Any

import numpy as np
import tensorflow as tf

from cnnlab.training.painting_losses import Objective

EPSILON = 1e-8
"""Of Adam."""


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture on its way.

    Attributes
    ----------
    pixels : tensor, shape (1, H, W, 3)
        In [0, 1].
    mean, square : tensor, shape (1, H, W, 3)
        Adam's moments.
    average : tensor, shape (1, H, W, 3)
        The sum of the pixels after each step of this size, those of later ones with more weight.
    step : int
        Of all sizes.
    here : int
        Of this size.
    """

    pixels: Any
    mean: Any
    square: Any
    average: Any
    step: int = 0
    here: int = 0

    def shown(self, averaging: float) -> Any:
        """Return the average over the last steps of this size; before the first of them the pixels."""
        return self.average / (1 - averaging**self.here) if self.here else self.pixels


@dataclass(frozen=True)
class Pace:
    """How steps are taken: see `PaintingRecipe`.

    Attributes
    ----------
    rate, beta : float
    decay : int
        Steps of this size until the rate is 0; 0: it stays.
    averaging : float
    """

    rate: float
    beta: float
    decay: int
    averaging: float


@dataclass(frozen=True, eq=False)
class Painter:
    """An objective with its compiled steps, for pictures of any size and any weights.

    Attributes
    ----------
    objective : Objective
    advance : callable
        From pixels, moments, average, targets, weights, the number of the next step, of all sizes and of this one, how
        many, the learning rate, Adam's beta, the steps over which the rate decays and the averaging to pixels, moments
        and average.
    look : callable
        From a picture and the targets to the parts of the objective.
    """

    objective: Objective
    advance: Callable
    look: Callable


def first(pixels: np.ndarray) -> Picture:
    """Return a picture (H, W, 3) before its first step."""
    pixels = tf.constant(pixels[None], tf.float32)
    return Picture(pixels, *[tf.zeros_like(pixels)] * 3)


def painter_of(objective: Objective) -> Painter:
    """Compile the steps towards an objective.

    Notes
    -----
    The gradient is multiplied by the number of pixels: that of a mean gets smaller the larger the picture is, and the
    moments of one size would mislead the next.
    """
    picture = tf.TensorSpec((1, None, None, 3), tf.float32)
    number, whole = tf.TensorSpec((), tf.float32), tf.TensorSpec((), tf.int32)
    vector = tf.TensorSpec((len(objective.names),), tf.float32)
    wanted = tf.nest.map_structure(
        lambda each: tf.TensorSpec(each.shape, each.dtype),
        objective.targets.get_concrete_function().structured_outputs,
    )

    def slope(pixels: Any, targets: Any, weights: Any) -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(pixels)
            total = tf.reduce_sum(weights * objective.parts(pixels, targets))
        return tape.gradient(total, pixels) * tf.cast(tf.size(pixels) // 3, tf.float32)

    @tf.function(input_signature=[picture] * 4 + [wanted, vector, *[whole] * 3, *[number] * 4])
    def advance(
        pixels: Any,
        mean: Any,
        square: Any,
        average: Any,
        targets: Any,
        weights: Any,
        step: Any,
        here: Any,
        count: Any,
        rate: Any,
        beta: Any,
        decay: Any,
        averaging: Any,
    ) -> Any:
        for place in tf.range(count):
            gradient = slope(pixels, targets, weights)
            mean = beta * mean + (1 - beta) * gradient
            square = beta * square + (1 - beta) * gradient**2
            time = tf.cast(step + place + 1, tf.float32)
            move = mean / (1 - beta**time) / (tf.sqrt(square / (1 - beta**time)) + EPSILON)
            pixels = tf.clip_by_value(pixels - rate * _decayed(here + place, decay) * move, 0.0, 1.0)
            average = averaging * average + (1 - averaging) * pixels
        return pixels, mean, square, average

    @tf.function(input_signature=[picture, wanted])
    def look(pixels: Any, targets: Any) -> Any:
        return objective.parts(pixels, targets)

    return Painter(objective, advance, look)


def _decayed(step: Any, decay: Any) -> Any:
    """Return what is left of the learning rate: half a cosine (Loshchilov and Hutter 2017); all of it without decay."""
    done = tf.minimum(tf.cast(step, tf.float32), decay) / tf.maximum(decay, 1.0)
    return 0.5 * (1.0 + tf.cos(np.pi * done))


def advanced(
    painter: Painter,
    picture: Picture,
    targets: Any,
    weights: Sequence[float],
    count: int,
    pace: Pace,
) -> Picture:
    """Return the picture after so many further steps."""
    held = painter.advance(
        picture.pixels,
        picture.mean,
        picture.square,
        picture.average,
        targets,
        np.asarray(weights, np.float32),
        picture.step,
        picture.here,
        count,
        *astuple(pace),
    )
    return Picture(*held, picture.step + count, picture.here + count)


def enlarged(picture: Picture, averaging: float, size: tuple[int, int], detail: Any = 0.0) -> Picture:
    """Return a picture at another size, with its moments: what was learned about each place still holds there.

    Parameters
    ----------
    picture : Picture
    averaging : float
    size : (rows, columns)
    detail : tensor, optional
        Is added to the pixels: what the size before could not hold.
    """
    pixels = tf.image.resize(picture.shown(averaging), size, "bicubic") + detail
    mean, square = (tf.image.resize(each, size) for each in (picture.mean, picture.square))
    pixels = tf.clip_by_value(pixels, 0.0, 1.0)
    return replace(picture, pixels=pixels, mean=mean, square=square, average=tf.zeros_like(pixels), here=0)
