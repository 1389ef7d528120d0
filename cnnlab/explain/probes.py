"""A network with its gradients, as compiled functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import keras

BATCH = 64
"""Pictures whose gradients are computed at once."""

Probe = Callable[[np.ndarray, int], tuple[np.ndarray, ...]]


def input_probe(model: keras.Model, factor: float = 1.0) -> Probe:
    """Compile the score of a class, and its gradient with respect to the picture.

    Parameters
    ----------
    model : keras.Model
        Sequential or functional, from images to logits. Logits, because the probabilities of a network that is
        sure are flat, and because they mix in all other classes.
    factor : float
        What images in [0, 1] are multiplied by before the network gets them.

    Returns
    -------
    callable
        From float32 images (N, H, W, C) in [0, 1] and the index of a class to the logits of that class (N,) and
        their gradients (N, H, W, C).
    """
    import tensorflow as tf

    @tf.function(input_signature=_signature(model))
    def compiled(images: Any, target: Any) -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(images)
            scores = tf.gather(model(images * factor, training=False), target, axis=1)
        return scores, tape.gradient(scores, images)

    return _in_batches(compiled)


def layer_probe(model: keras.Model, layer: str, factor: float = 1.0) -> Probe:
    """Compile the score of a class, the maps of a layer, and the score's gradient with respect to these.

    Parameters
    ----------
    model, factor
        As for `input_probe`.
    layer : str
        Name of the layer in the model.

    Returns
    -------
    callable
        From images (N, H, W, C) and the index of a class to its logits (N,), the layer's values (N, H', W', K)
        or (N, K), and the gradients of the logits with respect to these, of the same shape.

    Raises
    ------
    ValueError
        The model has no layer of that name.
    """
    import keras
    import tensorflow as tf

    # A Sequential model has `outputs` as well; what it lacks until it is called is `output`.
    cut = keras.Model(model.inputs[0], [model.get_layer(layer).output, model.outputs[0]])

    @tf.function(input_signature=_signature(model))
    def compiled(images: Any, target: Any) -> Any:
        with tf.GradientTape(watch_accessed_variables=False) as tape:
            tape.watch(images)
            values, logits = cut(images * factor, training=False)
            scores = tf.gather(logits, target, axis=1)
        return scores, values, tape.gradient(scores, values)

    return _in_batches(compiled)


def _signature(model: keras.Model) -> list:
    import tensorflow as tf

    (inputs,) = model.inputs
    return [tf.TensorSpec((None, *inputs.shape[1:]), tf.float32), tf.TensorSpec((), tf.int32)]


def _in_batches(compiled: Callable) -> Probe:
    def probe(images: np.ndarray, target: int) -> tuple[np.ndarray, ...]:
        images = np.asarray(images, np.float32)
        parts = [
            [each.numpy() for each in compiled(images[start : start + BATCH], target)]
            for start in range(0, len(images), BATCH)
        ]
        return tuple(np.concatenate(column) for column in zip(*parts, strict=True))

    return probe
