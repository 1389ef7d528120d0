"""The race of two optimisers that make a picture: ours, and the settings of TensorFlow's tutorial on style transfer.

Both work with the first three blocks of VGG19 on the objective of the page with its usual weights, and are judged by it
at the full size, with 32 bits. The tutorial's way: one size, from the content, Adam with 0.02, beta_1 0.99 and epsilon
0.1. Its losses are large numbers, beside whose slopes that epsilon is nothing; so that it is nothing here, too, the
objective is multiplied for it. Its targets are computed once, its step is compiled.

Ours is that of the page, with its settings: one size after the other, with the steps that the plan gives to a picture
which has time enough, and the precision with which this machine is faster. Its time is that of all these steps.
Compilation is not counted, all else is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

import keras
import numpy as np
import tensorflow as tf

from cnnlab.inference.painting_plan import MOST, sizes_up_to, with_steps
from cnnlab.networks.perceptual import perceptual_of
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.training import precision
from cnnlab.training.painting import brought_to, paint_steps, painter_for
from cnnlab.training.painting_losses import weights_of
from cnnlab.training.painting_steps import Painter

RATE, BETA_1, EPSILON = 0.02, 0.99, 0.1
SCALE = 1e8
"""Of the tutorial's objective: about 1e9 at first, as there."""


@dataclass(frozen=True)
class Race:
    """What came of it.

    Attributes
    ----------
    start, goal : float
        Loss of the content, and of the tutorial's picture after all its steps.
    loss : float
        Ours.
    theirs, ours : float
        Seconds.
    recipe : PaintingRecipe
        Ours.
    """

    start: float
    goal: float
    loss: float
    theirs: float
    ours: float
    recipe: PaintingRecipe

    @property
    def ratio(self) -> float:
        """Our time as a share of theirs; infinite where the goal was not reached."""
        return self.ours / self.theirs if self.loss <= self.goal else float("inf")


def race(
    weights: dict, content: np.ndarray, style: np.ndarray, side: int, steps: int, ours: int = MOST
) -> Race:
    """Have both make a picture.

    Parameters
    ----------
    weights : dict
        Of VGG19: see `cnnlab.networks.perceptual`.
    content, style : ndarray of float32, shape (H, W, 3)
        In [0, 1].
    side : int
        Pixels of the long side.
    steps : int
        The tutorial's.
    ours : int
        Of the largest size; the smaller ones have fewer, as the page's plan says.
    """
    recipe = recipe_of(side, ours)
    network = perceptual_of(weights)
    judge = painter_for(recipe, network)
    whole, wanted = brought_to(content, side)[None], brought_to(style, side)[None]
    targets = judge.objective.targets(whole, wanted)

    def loss_of(picture: np.ndarray) -> float:
        return float(judge.look(picture, targets).numpy().astype(float) @ weights_of(recipe))

    start = loss_of(whole)
    theirs, picture = _tutorial(judge, recipe, whole, wanted, steps)
    quick = perceptual_of(weights, recipe.precision)
    painter = painter_for(recipe, quick)
    # Compiled once for all sizes.
    paint_steps(content, style, replace(recipe, sides=(32,), steps=(1,)), quick, painter=painter)
    began = time.perf_counter()
    made = paint_steps(content, style, recipe, quick, painter=painter)
    seconds = time.perf_counter() - began
    return Race(start, loss_of(picture), loss_of(made.picture[None]), theirs, seconds, recipe)


def recipe_of(side: int, steps: int) -> PaintingRecipe:
    """Return the page's recipe for a picture of this size, with so many steps at the largest of its sizes."""
    return with_steps(PaintingRecipe(precision=precision.faster()), sizes_up_to(side), steps)


def _tutorial(
    painter: Painter, recipe: PaintingRecipe, content: np.ndarray, style: np.ndarray, steps: int
) -> tuple[float, np.ndarray]:
    """Return the seconds of its steps, and the picture after them."""
    pixels = tf.Variable(content)
    optimizer = keras.optimizers.Adam(RATE, beta_1=BETA_1, epsilon=EPSILON)
    optimizer.build([pixels])
    targets = painter.objective.targets(content, style)
    weights = SCALE * np.asarray(weights_of(recipe), np.float32)

    @tf.function
    def step() -> None:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(weights * painter.objective.parts(pixels, targets))
        optimizer.apply([tape.gradient(loss, pixels)], [pixels])
        pixels.assign(tf.clip_by_value(pixels, 0.0, 1.0))

    step.get_concrete_function()
    began = time.perf_counter()
    painter.objective.targets(content, style)
    for _ in range(steps):
        step()
    picture = pixels.numpy()
    return time.perf_counter() - began, picture
