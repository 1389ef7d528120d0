"""A picture of a content in a style, made by optimisation: no network learns, the picture does."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images import as_bytes, as_floats
from cnnlab.recipes.painting import LAYERS, PaintingRecipe
from cnnlab.training.painting_losses import layers_of, objective_of, weights_of
from cnnlab.training.painting_steps import Pace, Painter, Picture, advanced, enlarged, first, painter_of

PERIOD = 0.25
"""Seconds that one compiled call may take, so that a stop is noticed."""
SMALLEST = 16
"""Pixels of the short side."""


@dataclass(frozen=True, eq=False)
class Moment:
    """How far a picture is.

    Attributes
    ----------
    step : int
        Steps that have been taken, of all sizes.
    taken : tuple of int
        Those of each size.
    picture : ndarray of float32, shape (H, W, 3)
        In [0, 1]: the average over the last steps.
    parts : dict of (str, str) to float
        Of the objective, without weights: ("content", layer), ("style", layer), ("variation", "").
    loss : float
        Their sum with weights.
    """

    step: int
    taken: tuple[int, ...]
    picture: np.ndarray
    parts: dict[tuple[str, str], float]
    loss: float


def painter_for(recipe: PaintingRecipe, network: keras.Model) -> Painter:
    """Compile the steps of a recipe; they serve for all that have the same layers."""
    return painter_of(objective_of(network, *layers_of(recipe)))


def paint_steps(
    content: np.ndarray,
    style: np.ndarray,
    recipe: PaintingRecipe,
    network: keras.Model,
    report: Callable[[Moment], object] | None = None,
    every: float = 1.0,
    painter: Painter | None = None,
) -> Moment:
    """Make a picture, step by step, first small and then larger.

    Parameters
    ----------
    content, style : ndarray of float, shape (H, W, 3)
        In [0, 1], of any sizes; they are brought to the sizes of the recipe.
    recipe : PaintingRecipe
    network : keras.Model
        From pictures (N, H, W, 3) in [0, 1] to the maps of `cnnlab.recipes.painting.LAYERS`.
    report : callable, optional
        Gets how far it is: at first, then about every `every` seconds, and at the end of each size. It returns False
        to end it there.
    every : float
        Seconds.
    painter : Painter, optional
        What `painter_for` has compiled before, for these layers.

    Returns
    -------
    Moment
        The last one. The same recipe, pictures and network give the same picture; one that was ended early is
        given again by a recipe with the steps that were taken.

    References
    ----------
    L. A. Gatys, A. S. Ecker and M. Bethge, "A Neural Algorithm of Artistic Style", 2015. Sizes one after the other,
    with moments carried: K. Crowson, style-transfer-pytorch. Averages of iterates: B. Polyak and A. Juditsky 1992.
    """
    painter = painter or painter_for(recipe, network)
    weights, taken = weights_of(recipe), [0] * len(recipe.sides)
    picture = before = moment = None
    tell = _Teller(report, every)
    for place, (side, steps) in enumerate(zip(recipe.sides, recipe.steps, strict=True)):
        shown = brought_to(content, side)
        targets = painter.objective.targets(shown[None], brought_to(style, side)[None])
        picture = _at_size(recipe, picture, before, shown)
        before = shown
        if moment is None:
            moment = _moment(recipe, painter, picture, targets, weights, taken)
            if not tell.now(moment):
                return moment
        while taken[place] < steps:
            count = tell.portion(steps - taken[place])
            picture = advanced(painter, picture, targets, weights, count, pace_of(recipe, side))
            picture.pixels.numpy()
            taken[place] += count
            tell.took(count)
            if tell.due() or taken[place] == steps:
                moment = _moment(recipe, painter, picture, targets, weights, taken)
                if not tell.now(moment):
                    return moment
        tell.another_size(side, recipe.sides[min(place + 1, len(recipe.sides) - 1)])
    return moment


def pace_of(recipe: PaintingRecipe, side: int) -> Pace:
    """Return how the steps of one size are taken: the rate decays at the last one alone."""
    decay = recipe.decay_steps if side == recipe.longest else 0
    return Pace(recipe.learning_rate, recipe.beta, decay, recipe.averaging)


def brought_to(picture: np.ndarray, side: int) -> np.ndarray:
    """Return a picture (H, W, 3) in [0, 1] with a long side of so many pixels, as float32.

    Raises
    ------
    LabError
        It is so narrow that its maps would be empty.
    """
    shown = Image.fromarray(as_bytes(picture))
    size = tuple(max(1, round(each * side / max(shown.size))) for each in shown.size)
    found = as_floats(np.asarray(shown.resize(size, Image.Resampling.HAMMING)))
    if min(found.shape[:2]) < SMALLEST:
        raise LabError(
            "A picture of {rows} × {columns} pixels is too narrow to be looked at in {layers} layers. Cut it to a"
            " shape that is less long.",
            rows=found.shape[0],
            columns=found.shape[1],
            layers=len(LAYERS),
        )
    return found


def first_pixels(recipe: PaintingRecipe, content: np.ndarray) -> np.ndarray:
    """Return what a picture is before its first step: the content (H, W, 3) at its size, or noise around grey."""
    if recipe.start == "content":
        return content
    noise = np.random.default_rng(recipe.seed).normal(0.5, 0.15, content.shape)
    return np.clip(noise, 0, 1).astype(np.float32)


def _at_size(
    recipe: PaintingRecipe, picture: Picture | None, before: np.ndarray | None, content: np.ndarray
) -> Picture:
    if picture is None:
        return first(first_pixels(recipe, content))
    size, detail = content.shape[:2], 0.0
    if recipe.start == "content":
        # Edges of the content that the smaller picture could not show need not be found again.
        detail = content[None] - tf.image.resize(before[None], size, "bicubic")
    return enlarged(picture, recipe.averaging, size, detail)


def _moment(
    recipe: PaintingRecipe,
    painter: Painter,
    picture: Picture,
    targets: Any,
    weights: list[float],
    taken: list[int],
) -> Moment:
    shown = picture.shown(recipe.averaging)
    parts = painter.look(shown, targets).numpy().astype(float)
    return Moment(
        picture.step,
        tuple(taken),
        np.clip(shown.numpy()[0], 0, 1),
        dict(zip(painter.objective.names, parts.tolist(), strict=True)),
        float(parts @ np.asarray(weights)),
    )


class _Teller:
    """Says when to tell how far it is, and how many steps fit before."""

    def __init__(self, report: Callable[[Moment], object] | None, every: float) -> None:
        self._report, self._every = report, every
        self._told = self._began = time.monotonic()
        self._each = max(PERIOD, 1e-6)

    def now(self, moment: Moment) -> bool:
        """Tell it; returns whether to go on."""
        go_on = self._report is None or self._report(moment) is not False
        self._told = self._began = time.monotonic()
        return go_on

    def due(self) -> bool:
        return time.monotonic() - self._told >= self._every

    def portion(self, left: int) -> int:
        return max(1, min(left, int(PERIOD / self._each)))

    def took(self, count: int) -> None:
        now = time.monotonic()
        # The first call of all includes the time to compile; what comes after it puts that right.
        self._each = max((now - self._began) / count, 1e-6)
        self._began = now

    def another_size(self, side: int, following: int) -> None:
        self._each *= (following / side) ** 2
