"""What is shown of a stylizer while it learns: the same four photographs in the same four styles."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets.style_pictures import Pictures, square
from cnnlab.images import as_bytes, as_floats, png
from cnnlab.images.sheet import strip
from cnnlab.training.finite import finite

COUNT = 4
SIDE = 192


class Looks:
    """Paints four test photographs, each in a test style of its own.

    Parameters
    ----------
    model : keras.Model
    pictures : Pictures
    side : int
        Pixels of each.
    """

    def __init__(self, model: keras.Model, pictures: Pictures, side: int = SIDE) -> None:
        self._contents, self._styles = (
            np.stack([square(held[n % len(held)], side) for n in range(COUNT)])
            for held in (pictures.test_contents, pictures.test_styles)
        )
        self._paint = tf.function(lambda content, style: model([content, style], training=False))

    def begin(self, pictures: Path) -> dict:
        """Save the photographs (``examples.png``) and the styles (``styles.png``), side by side."""
        for name, shown in (("examples", self._contents), ("styles", self._styles)):
            (pictures / f"{name}.png").write_bytes(png(strip(shown)))
        return {}

    def look(self, pictures: Path, done: int) -> dict:
        """Save what the network makes of them, and return the file's name.

        Raises
        ------
        LabError
            It has run away.
        """
        made = self._paint(as_floats(self._contents), as_floats(self._styles)).numpy()
        name = f"stylized-{done}.png"
        (pictures / name).write_bytes(png(strip(as_bytes(finite(made)))))
        return {"stylized": name}
