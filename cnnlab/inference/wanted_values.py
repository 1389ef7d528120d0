"""How much a class, a unit or a layer of a trained network is excited by pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnlab.errors import LabError
from cnnlab.inference.budget import passes_within
from cnnlab.inference.keeping import keep_few
from cnnlab.inference.stock import stock
from cnnlab.metrics.certainty import energies
from cnnlab.pretrained import Trained
from cnnlab.training.features import BATCH, factor

LOOKED_THROUGH = 500
"""Real pictures that are looked through at most."""
SECONDS = 0.85
"""What that may take, once for a layer; for a large network there are fewer pictures."""


def layer_of(network: Trained, kind: str, name: str) -> str:
    """Return the Keras layer whose output says how excited a unit is.

    Parameters
    ----------
    network : Trained
    kind : str
        "class": the logits. "unit": the layer's sums, before its activation function, which would hide from descent
        what lies below zero. "layer": its values after it.
    name : str
        Of the layer in the plan of the network, such as "5_conv".

    Raises
    ------
    LabError
        The network has no such layer.
    """
    if kind == "class":
        return "logits"
    own = [each for each in network.model.layers if each.name == name or each.name.startswith(f"{name}_")]
    if not own or not name[:1].isdigit():
        raise LabError("This network has no layer of that name. Choose another.")
    is_activation = type(own[-1]).__name__ == "Activation"
    return own[-2 if kind == "unit" and is_activation else -1].name


def excitements(
    network: Trained, kind: str, layer: str, pictures: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Return the values that are maximised, for real pictures.

    Parameters
    ----------
    network : Trained
    kind, layer
        As for `layer_of`.
    pictures : ndarray of uint8, shape (N, H, W, C), optional
        By default the first of the network's stock; what they give is kept.

    Returns
    -------
    values : ndarray of float32, shape (N, K)
        Of each unit, a map's mean; of a layer its mean square, and K is 1.
    energies : ndarray of float32, shape (N,)
    """
    if pictures is not None:
        return _measured(network, kind, layer, pictures)
    count = min(LOOKED_THROUGH, passes_within(network, SECONDS))
    return keep_few(
        network,
        "excitements",
        (kind, layer),
        lambda: _measured(network, kind, layer, stock(network).pictures[:count]),
    )


def _measured(network: Trained, kind: str, layer: str, pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    look, parts = _compiled(network, kind, layer), []
    for start in range(0, len(pictures), BATCH):
        images = pictures[start : start + BATCH].astype(np.float32) / np.float32(255)
        parts.append([each.numpy() for each in look(images)])
    values, logits = (np.concatenate(column) for column in zip(*parts, strict=True))
    return values, energies(logits)


def _compiled(network: Trained, kind: str, layer: str) -> Callable:
    """Return the compiled measurement; the last few are kept."""

    def make() -> Callable:
        import keras
        import tensorflow as tf

        name, scale = layer_of(network, kind, layer), factor(network.recipe)
        cut = keras.Model(
            network.model.inputs[0], [network.model.get_layer(name).output, network.model.outputs[0]]
        )

        @tf.function(input_signature=[tf.TensorSpec((None, *network.shape), tf.float32)])
        def look(images: Any) -> Any:
            values, logits = cut(images * scale, training=False)
            if kind == "layer":
                values = tf.reduce_mean(tf.square(values), axis=-1, keepdims=True)
            places = list(range(1, len(values.shape) - 1))
            return tf.reduce_mean(values, axis=places) if places else values, logits

        return look

    return keep_few(network, "excitement", (kind, layer), make)
