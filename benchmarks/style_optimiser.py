"""The race of two optimisers that make a picture: ours, and the settings of TensorFlow's tutorial on style transfer.

Both work with the first three blocks of VGG19 on the objective of the tutorial, restricted to these blocks, and are
judged by it at the full size, with 32 bits. The tutorial's way: one size, from the content, Adam with 0.02, beta_1
0.99 and epsilon 0.1. Its targets are computed once, its step is compiled. Ours is that of the page, with its settings:
one size after the other, moments carried, a rate that decays at the last size, an average over the last steps, and the
precision with which this machine is faster; its time is that until its picture has the loss which the tutorial's has
after all its steps. Compilation is not counted, all else is.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnnlab.networks.perceptual import perceptual_of
from cnnlab.recipes.painting import LAYERS, PaintingRecipe
from cnnlab.training import precision
from cnnlab.training.painting import brought_to, pace_of
from cnnlab.training.painting_losses import Objective
from cnnlab.training.painting_steps import Painter, Picture, advanced, enlarged, first, painter_of

STYLE_WEIGHT, CONTENT_WEIGHT, VARIATION_WEIGHT = 1e-2, 1e4, 30.0
RATE, BETA_1, EPSILON = 0.02, 0.99, 0.1
SHARES = (0.5, 0.71, 1.0)
"""Of the long side: our sizes."""
STEPS = (0.08, 0.05, 0.4)
"""Ours of each size, the last one at most, as shares of the tutorial's."""
OURS = PaintingRecipe(learning_rate=0.06, beta=0.97)
"""With a longer memory than on the page, where no size has time for hundreds of steps."""
EVERY = 5
"""Our steps between two looks."""


@dataclass(frozen=True)
class Race:
    """What came of it.

    Attributes
    ----------
    start, goal : float
        Loss of the content, and of the tutorial's picture after all its steps.
    theirs, ours : float
        Seconds.
    steps : int
        Ours at the full size.
    loss : float
        Ours.
    precision : str
        Ours.
    """

    start: float
    goal: float
    theirs: float
    ours: float
    steps: int
    loss: float
    precision: str

    @property
    def ratio(self) -> float:
        """Our time as a share of theirs; infinite where the goal was not reached."""
        return self.ours / self.theirs if self.loss <= self.goal else float("inf")


def race(weights: dict, content: np.ndarray, style: np.ndarray, side: int, steps: int) -> Race:
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
    """
    whole, wanted = brought_to(content, side), brought_to(style, side)
    judge = painter_of(objective_of(perceptual_of(weights)))
    targets = judge.objective.targets(whole[None], wanted[None])
    start = loss_of(judge, tf.constant(whole[None]), targets)
    theirs, goal = _tutorial(judge, whole, wanted, steps)
    bits = precision.faster()
    painter = judge if bits == "float32" else painter_of(objective_of(perceptual_of(weights, bits)))
    _compiled(painter, content)
    counts = [max(1, round(share * steps)) for share in STEPS]
    ours, taken, loss = _ours(painter, judge, (content, style, targets), side, counts, goal)
    return Race(start, goal, theirs, ours, taken, loss, bits)


def _compiled(painter: Painter, content: np.ndarray) -> None:
    small = first(brought_to(content, 32))
    targets = painter.objective.targets(small.pixels, small.pixels)
    advanced(painter, small, targets, WEIGHTS, 2, pace_of(OURS, 0))


def objective_of(network: keras.Model) -> Objective:
    """Return the tutorial's objective, its layers being those of the network.

    The Gram matrices are means over the places, the losses means over the values; the total variation is a sum.
    """

    def maps_of(picture: Any) -> list:
        return [tf.cast(each, tf.float32) for each in network(picture, training=False)]

    def grams(maps: list) -> tuple:
        return tuple(
            tf.linalg.einsum("bijc,bijd->bcd", each, each)
            / tf.cast(tf.shape(each)[1] * tf.shape(each)[2], tf.float32)
            for each in maps
        )

    @tf.function(input_signature=[tf.TensorSpec((1, None, None, 3), tf.float32)] * 2)
    def targets(content: Any, style: Any) -> tuple:
        return maps_of(content)[-1], grams(maps_of(style))

    def parts(picture: Any, wanted: tuple) -> Any:
        maps = maps_of(picture)
        content, of_style = wanted
        return tf.stack(
            [
                tf.reduce_mean((maps[-1] - content) ** 2),
                *[
                    tf.reduce_mean((ours - theirs) ** 2)
                    for ours, theirs in zip(grams(maps), of_style, strict=True)
                ],
                tf.image.total_variation(picture)[0],
            ]
        )

    names = (("content", LAYERS[-1]), *[("style", layer) for layer in LAYERS], ("variation", ""))
    return Objective(names, targets, parts)


WEIGHTS = np.array(
    [CONTENT_WEIGHT, *[STYLE_WEIGHT / len(LAYERS)] * len(LAYERS), VARIATION_WEIGHT], np.float32
)


def loss_of(painter: Painter, pixels: Any, targets: Any) -> float:
    """Return the loss of a picture (1, H, W, 3)."""
    return float(painter.look(pixels, targets).numpy().astype(float) @ WEIGHTS)


def _tutorial(painter: Painter, content: np.ndarray, style: np.ndarray, steps: int) -> tuple[float, float]:
    """Return the seconds of its steps and the loss after them."""
    pixels = tf.Variable(content[None])
    optimizer = keras.optimizers.Adam(RATE, beta_1=BETA_1, epsilon=EPSILON)
    optimizer.build([pixels])
    targets = painter.objective.targets(content[None], style[None])

    @tf.function
    def step() -> None:
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(WEIGHTS * painter.objective.parts(pixels, targets))
        optimizer.apply([tape.gradient(loss, pixels)], [pixels])
        pixels.assign(tf.clip_by_value(pixels, 0.0, 1.0))

    step.get_concrete_function()
    began = time.perf_counter()
    painter.objective.targets(content[None], style[None])
    for _ in range(steps):
        step()
    pixels.numpy()
    seconds = time.perf_counter() - began
    return seconds, loss_of(painter, tf.convert_to_tensor(pixels), targets)


def _ours(
    painter: Painter, judge: Painter, pictures: tuple, side: int, counts: list[int], goal: float
) -> tuple[float, int, float]:
    """Return the seconds until the goal is reached or the steps are over, those at the full size, and the loss."""
    content, style, wanted = pictures
    began = time.perf_counter()
    picture = before = None
    for share, steps in zip(SHARES, counts, strict=True):
        small = round(side * share)
        shown = brought_to(content, small)
        targets = painter.objective.targets(shown[None], brought_to(style, small)[None])
        picture = _at_size(picture, before, shown)
        before = shown
        # A sum over fewer pixels, which are further from one another.
        weights = WEIGHTS * np.array([1] * (len(WEIGHTS) - 1) + [1 / share], np.float32)
        if share < 1:
            picture = advanced(painter, picture, targets, weights, steps, pace_of(OURS, 0))
    loss, last = float("inf"), replace(pace_of(OURS, OURS.longest), decay=counts[-1])
    while loss > goal and picture.here < counts[-1]:
        picture = advanced(painter, picture, targets, WEIGHTS, EVERY, last)
        # Before that the rate is too high to get there.
        if picture.here > counts[-1] / 2:
            loss = loss_of(judge, picture.shown(OURS.averaging), wanted)
    return time.perf_counter() - began, picture.here, loss


def _at_size(picture: Picture | None, before: np.ndarray | None, content: np.ndarray) -> Picture:
    if picture is None:
        return first(content)
    size = content.shape[:2]
    detail = content[None] - tf.image.resize(before[None], size, "bicubic")
    return enlarged(picture, OURS.averaging, size, detail)
