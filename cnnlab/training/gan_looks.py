"""What is shown of a GAN while it learns: the same noise drawn again and again, and how its pictures score."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import tensorflow as tf

from cnnlab.images import encoding
from cnnlab.recipes import GanRecipe
from cnnlab.training.gan_losses import told
from cnnlab.training.gan_steps import Players, inputs_of

ROWS, COLUMNS = 4, 10
BINS = 24
NARROWEST = 0.05
"""What the bins reach over at the least, as a share of the scores: told to four digits, their edges stay apart."""
NOISE = 2_000_000_011
"""Beside the recipe's seed: of the noise that is drawn again."""


class Looks:
    """Draws what the averaged generator makes of the same forty noises.

    Parameters
    ----------
    recipe : GanRecipe
    players : Players
    x, y : ndarray
        Pictures (uint8, NHWC) that are learned from, and their labels.
    classes : int
    """

    def __init__(
        self, recipe: GanRecipe, players: Players, x: np.ndarray, y: np.ndarray, classes: int
    ) -> None:
        self._recipe, self._players = recipe, players
        self._labels = wishes(classes)
        self._real = x[_of_each(y, self._labels)]
        noise = tf.random.stateless_normal((ROWS * COLUMNS, recipe.noise), [recipe.seed, NOISE])
        self._inputs = inputs_of(recipe, noise, tf.constant(self._labels))
        generator = players.model.get_layer("generator")
        self._make = tf.function(lambda inputs: generator(inputs, training=False))

    def begin(self, pictures: Path) -> dict:
        """Save real pictures (``examples.png``); the classes of the columns, where they can be asked for."""
        (pictures / "examples.png").write_bytes(sheet(self._real.astype(np.float32) / 255))
        return {"labels": self._labels[:COLUMNS].tolist()} if self._recipe.conditional else {}

    def look(self, pictures: Path, done: int) -> dict:
        """Save what the generator makes, and return the file's name and the scores of the last step."""
        made = np.clip(np.nan_to_num(self._make(self._inputs).numpy()), 0, 1)
        name = f"generated-{done}.png"
        (pictures / name).write_bytes(sheet(made))
        scores = {"scores": scores_told(self._recipe, self._players)} if done else {}
        return {"generated": name, **scores}


def scores_told(recipe: GanRecipe, players: Players) -> dict:
    """Return a histogram of the last step's scores, real and generated ones; empty where one is no number."""
    real, fake = (told(recipe.loss, each).numpy().astype(np.float64) for each in players.scores)
    both = np.concatenate([real, fake])
    if not np.isfinite(both).all():
        return {}
    low, high = both.min(), both.max()
    # Scores that are all the same, but for rounding, leave no room for so many bins, and NumPy refuses.
    room = max(NARROWEST * max(abs(low), 1.0) - (high - low), 0.0)
    edges = np.linspace(low - room / 2, high + room / 2, BINS + 1)
    return {
        "edges": [float(f"{edge:.4g}") for edge in edges],
        "real": np.histogram(real, edges)[0].tolist(),
        "fake": np.histogram(fake, edges)[0].tolist(),
    }


def wishes(classes: int) -> np.ndarray:
    """Return the class of each of the forty pictures: one for each column, as far as there are."""
    return np.tile(np.arange(COLUMNS) % classes, ROWS).astype(np.int32)


def _of_each(labels: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """Return places of pictures with these labels, none twice as long as there are others."""
    taken = {int(label): 0 for label in np.unique(wanted)}
    found = []
    for label in wanted.tolist():
        places = np.flatnonzero(labels == label)
        places = places if len(places) else np.arange(len(labels))
        found.append(places[taken[label] % len(places)])
        taken[label] += 1
    return np.array(found)


def sheet(pictures: np.ndarray) -> bytes:
    """Return pictures (40, H, W, C), 0 to 1, side by side in rows of ten, as PNG."""
    count, rows, columns, channels = pictures.shape
    grid = pictures.reshape(ROWS, count // ROWS, rows, columns, channels).swapaxes(1, 2)
    whole = np.round(255 * grid).astype(np.uint8).reshape(ROWS * rows, -1, channels)
    return encoding.png(whole[..., 0] if channels == 1 else whole)
