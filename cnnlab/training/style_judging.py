"""How well a stylizer does with photographs and styles that it has never learned from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets.style_pictures import Pictures, square
from cnnlab.images import as_floats
from cnnlab.metrics.style import content_loss, style_loss
from cnnlab.networks.perceptual import CONTENT_LAYER, STYLE_LAYERS

SIDE = 256
QUICK = 8
"""Pairs that are looked at after each epoch."""
CONTENTS, STYLES = 6, 8
"""Of which each with each is measured when the training has ended."""
DEEP = STYLE_LAYERS.index(CONTENT_LAYER)
Pair = tuple[int, int]


class Judge:
    """Measures pairs of test pictures, as squares of 256 pixels.

    Parameters
    ----------
    model : keras.Model
        As `cnnlab.networks.stylizer.stylizer_of` builds it.
    perceptual : keras.Model
        With 32 bits.
    pictures : Pictures
    side : int
        Pixels.
    """

    def __init__(
        self, model: keras.Model, perceptual: keras.Model, pictures: Pictures, side: int = SIDE
    ) -> None:
        self.contents = _squares(judged_contents(pictures), side)
        self.styles = _squares(evenly(pictures.test_styles, STYLES), side)
        self._paint = tf.function(lambda content, style: model([content, style], training=False))
        self._look = tf.function(lambda picture: perceptual(picture, training=False))

    def quick(self, watch: Callable[[], object]) -> dict[str, float]:
        """Return the mean losses "content" and "style" of a few pairs, each photograph in another style."""
        count = max(len(self.contents), len(self.styles))
        pairs = [(n % len(self.contents), n % len(self.styles)) for n in range(count)]
        return self._mean(pairs, watch)

    def whole(self, watch: Callable[[], object]) -> dict[str, float]:
        """Return the mean losses of all pairs of six photographs and eight styles, and how many there are."""
        contents = min(CONTENTS, len(self.contents))
        pairs = [(content, style) for content in range(contents) for style in range(len(self.styles))]
        return {**self._mean(pairs, watch), "count": len(pairs)}

    def _mean(self, pairs: Sequence[Pair], watch: Callable[[], object]) -> dict[str, float]:
        found = []
        for content, style in pairs:
            watch()
            found.append(self._losses(self.contents[content], self.styles[style]))
        means = np.mean(found, axis=0)
        return {"content": float(means[0]), "style": float(means[1])}

    def _losses(self, content: np.ndarray, style: np.ndarray) -> tuple[float, float]:
        made, of_content, of_style = (
            [each.numpy()[0] for each in self._look(picture)]
            for picture in (self._paint(content[None], style[None]), content[None], style[None])
        )
        return content_loss(made[DEEP], of_content[DEEP]), style_loss(made, of_style)


def judged_contents(pictures: Pictures) -> list[np.ndarray]:
    """Return the photographs that are looked at after each epoch; the first six are those that are measured last."""
    return evenly(pictures.test_contents, QUICK)


def _squares(pictures: Sequence[np.ndarray], side: int) -> np.ndarray:
    return as_floats(np.stack([square(each, side) for each in pictures]))


def evenly(pictures: Sequence[np.ndarray], most: int) -> list[np.ndarray]:
    """Return so many of some pictures at most, from the first to the last."""
    places = np.unique(np.linspace(0, len(pictures) - 1, most).round().astype(int))
    return [pictures[place] for place in places]
