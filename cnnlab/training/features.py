"""What goes into the last layer of a classifier, and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab.pretrained import Trained
from cnnlab.recipes import ClassifierRecipe

BATCH = 256
"""Pictures that go through a network at once: what memory allows for the largest that can be built."""


def look(
    network: Trained,
    images: np.ndarray,
    batch: int = BATCH,
    watch: Callable[[], object] | None = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what goes into the last layer (N, D), and the logits (N, classes).

    Parameters
    ----------
    network : Trained
        A classifier.
    images : ndarray, shape (N, H, W, C)
        At least one. float32 in [0, 1], or bytes.
    batch : int
    watch : callable, optional
        Called before each batch; may raise to leave it.
    """
    compiled = _compiled(network)
    features, logits = [], []
    for start in range(0, len(images), batch):
        if watch is not None:
            watch()
        part = images[start : start + batch]
        if part.dtype == np.uint8:
            part = part / np.float32(255)
        found = compiled(part)
        features.append(found[0].numpy())
        logits.append(found[1].numpy())
    return np.concatenate(features), np.concatenate(logits)


def factor(recipe: ClassifierRecipe) -> float:
    """Return what images in [0, 1] are multiplied by before the network gets them."""
    return 1.0 if recipe.scale_inputs else 255.0


def _compiled(network: Trained) -> Callable:
    """Return the compiled network that gives both; it is compiled once."""
    if "to_points" not in network.kept:
        import keras
        import tensorflow as tf

        model, scale = network.model, factor(network.recipe)
        cut = keras.Model(model.inputs[0], [model.get_layer("logits").input, model.outputs[0]])
        network.kept["to_points"] = tf.function(
            lambda images: cut(images * scale, training=False),
            input_signature=[tf.TensorSpec((None, *network.shape), tf.float32)],
        )
    return network.kept["to_points"]
