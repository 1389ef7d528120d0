"""How well a perceptual network predicts the maps of its teacher, on pictures that it has never learned from."""

from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf

from cnnlab.datasets.style_pictures import Pictures, square
from cnnlab.networks.perceptual import STYLE_LAYERS
from cnnlab.recipes import PerceptualRecipe

QUICK = 8
"""Pictures that are looked at after each epoch."""
SIDE = 256


class Judge:
    """Measures the share of the variance that is predicted (R²), for each layer.

    Parameters
    ----------
    recipe : PerceptualRecipe
    model, predictor, teacher : keras.Model
    pictures : Pictures
        Their test pictures alone are shown, as squares of at most 256 pixels.
    """

    def __init__(
        self,
        recipe: PerceptualRecipe,
        model: keras.Model,
        predictor: keras.Model,
        teacher: keras.Model,
        pictures: Pictures,
    ) -> None:
        shown = [*pictures.test_contents, *pictures.test_styles]
        side = min(SIDE, 2 * recipe.crop)
        self._pictures = [square(each, side) for each in shown]

        @tf.function(reduce_retracing=True)
        def look(picture):
            predicted, wanted = predictor(model(picture)), teacher(picture)
            return [_sums(*each) for each in zip(predicted, wanted, strict=True)]

        self._look = look

    def quick(self, watch: Callable[[], object]) -> dict[str, float]:
        """Return the R² of each layer for a few pictures, and "loss": the mean of what is missed."""
        step = max(1, len(self._pictures) // QUICK)
        return self._measured(self._pictures[::step], watch)

    def whole(self, watch: Callable[[], object]) -> dict[str, float]:
        """Return the R² of each layer for all test pictures, the loss, and how many pictures there are."""
        return {**self._measured(self._pictures, watch), "count": len(self._pictures)}

    def _measured(self, pictures: list[np.ndarray], watch: Callable[[], object]) -> dict[str, float]:
        sums = []
        for each in pictures:
            watch()
            shown = each[None].astype(np.float32) / np.float32(255)
            sums.append([[part.numpy() for part in layer] for layer in self._look(shown)])
        found, missed = {}, []
        for place, name in enumerate(STYLE_LAYERS):
            errors, totals, squares, values = (
                np.sum([one[place][k] for one in sums], axis=0) for k in range(4)
            )
            variance = np.sum(squares - totals**2 / values)
            missed.append(float(errors / variance))
            found[f"r2_{name}"] = 1 - missed[-1]
        return {"loss": float(np.mean(missed)), **found}


def _sums(predicted: tf.Tensor, wanted: tf.Tensor) -> tuple[tf.Tensor, ...]:
    """Return the squared error, for each map the sum and the sum of squares of the teacher's, and of how many."""
    wanted = tf.cast(wanted, tf.float64)
    return (
        tf.reduce_sum((tf.cast(predicted, tf.float64) - wanted) ** 2),
        tf.reduce_sum(wanted, axis=(0, 1, 2)),
        tf.reduce_sum(wanted**2, axis=(0, 1, 2)),
        tf.cast(tf.reduce_prod(tf.shape(wanted)[:3]), tf.float64),
    )
