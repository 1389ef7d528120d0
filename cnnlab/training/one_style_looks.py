"""How well a network for one style does with photographs that it has never learned from, and how that looks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from cnnlab.images import as_bytes, png
from cnnlab.images.sheet import strip
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.finite import finite
from cnnlab.training.one_style_pictures import ASIDE, squares_of
from cnnlab.training.one_style_steps import MEASURES, Losses
from cnnlab.training.style_steps import as_floats

SIDE = 192
"""Pixels of the squares that are measured."""
SHOWN = 160
"""Pixels of the squares that are shown: all looks of a run travel to the browser while it learns."""


class Looks:
    """Paints three test photographs, and behind them the recipe's own picture; measures the three.

    Parameters
    ----------
    recipe : OneStyleRecipe
    model : keras.Model
    losses : Losses
    side : int
        Pixels of the squares that are measured; those that are shown have as many, but 160 at most.
    """

    def __init__(self, recipe: OneStyleRecipe, model: keras.Model, losses: Losses, side: int = SIDE) -> None:
        self._given = squares_of(recipe, min(side, SHOWN))
        self._measured = squares_of(recipe, side)
        self._paint = tf.function(lambda pixels: model(as_floats(pixels), training=False))
        self._losses = tf.function(losses)

    def begin(self, pictures: Path) -> dict:
        """Save the photographs side by side (``examples.png``)."""
        (pictures / "examples.png").write_bytes(png(strip(self._given)))
        return {}

    def look(self, pictures: Path, done: int) -> dict:
        """Save what the network makes of them, and return the file's name.

        Raises
        ------
        LabError
            It has run away.
        """
        made = self._paint(self._given).numpy()
        name = f"stylized-{done}.png"
        (pictures / name).write_bytes(png(strip(as_bytes(finite(made)))))
        return {"stylized": name}

    def measured(self, watch: Callable[[], object]) -> dict[str, float]:
        """Return the mean losses of the test photographs, by the names of `MEASURES`."""
        found = []
        for place in range(len(ASIDE)):  # one by one: what a step may take is room enough
            watch()
            given = self._measured[place : place + 1]
            found.append([float(each) for each in self._losses(self._paint(given), as_floats(given))])
        return dict(zip(MEASURES, np.mean(found, axis=0).tolist(), strict=True))
