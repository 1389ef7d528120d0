"""What is shown of an autoencoder while it learns: the same pictures rebuilt again and again, and where they lie."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import keras
import numpy as np
import tensorflow as tf

from cnnlab.images import encoding
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.training.corrupting import hole_maker, noiser
from cnnlab.training.telling import one_of_each, save_strip

if TYPE_CHECKING:
    from cnnlab.training.rebuilding import Pictures

DOTS = 300
"""Pictures whose codes are told, where a code has two values."""


class Looks:
    """Draws what a network makes of eight pictures for validation, and says where their codes lie.

    Parameters
    ----------
    recipe : AutoencoderRecipe
    model : keras.Model
    parts : Pictures
    """

    def __init__(self, recipe: AutoencoderRecipe, model: keras.Model, parts: Pictures) -> None:
        self._recipe, self._model = recipe, model
        self._shown = parts.x_validation[one_of_each(parts.y_validation)]
        self._inputs, self._seen = _spoiled(recipe, self._shown.astype(np.float32) / np.float32(255))
        self._plane = recipe.coded and recipe.code == 2
        self._dots = parts.x_validation[:DOTS].astype(np.float32) / np.float32(255) if self._plane else None
        self._labels = [int(label) for label in parts.y_validation[:DOTS]]
        self._forward = tf.function(lambda inputs: model(inputs, training=False))
        if self._plane:
            self._encode = tf.function(lambda pictures: model.get_layer("encoder")(pictures, training=False))

    def begin(self, pictures: Path) -> dict:
        """Save the pictures as the network gets them (``examples.png``), and as they should be (``wanted.png``)."""
        save_strip(pictures, np.round(255 * self._seen).astype(np.uint8))
        (pictures / "wanted.png").write_bytes(_strip(self._shown.astype(np.float32) / 255))
        return {"labels": self._labels} if self._plane else {}

    def look(self, pictures: Path, done: int) -> dict:
        """Save what the network makes of them, and return the file's name and the codes."""
        # What is no number is shown as black.
        made = np.clip(np.nan_to_num(self._forward(self._inputs).numpy()), 0, 1)
        found = {"rebuilt": f"rebuilt-{done}.png"}
        (pictures / found["rebuilt"]).write_bytes(_strip(made))
        if self._plane:
            codes = self._encode(self._dots).numpy()[:, :2]
            found["codes"] = [[float(f"{value:.4g}") for value in code] for code in codes]
        return found


def _spoiled(recipe: AutoencoderRecipe, pictures: np.ndarray):
    """Return pictures as the network gets them: its inputs, and what a person sees of them."""
    seed = tf.constant([recipe.seed, 2_000_000_011], tf.int32)
    images = tf.constant(pictures)
    if recipe.network == "inpainter":
        mask = hole_maker(recipe)(images, seed)
        holed = images * (1 - mask)
        return [holed, mask], (holed + 0.5 * mask).numpy()
    if recipe.coded:
        return images, pictures
    spoiled, level = noiser(recipe)(images, seed)
    if recipe.network == "photo_denoiser":
        return [spoiled, tf.broadcast_to(level, tf.shape(images[..., :1]))], spoiled.numpy()
    return spoiled, spoiled.numpy()


def _strip(pictures: np.ndarray) -> bytes:
    strip = np.concatenate(list(np.round(255 * pictures).astype(np.uint8)), axis=1)
    return encoding.png(strip[..., 0] if strip.shape[2] == 1 else strip)
