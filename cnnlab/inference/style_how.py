"""What the mode How it works asks of the perceptual network: maps of pictures, and how far each of them sees.

It asks the network that is shipped, so that what is shown looks the same on every computer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_floats
from cnnlab.training import perceptual

if TYPE_CHECKING:
    import keras

SIDE = 192
"""Pixels of the long side of the pictures that are looked at: a multiple of all tiles, and quick."""


def maps_of(pictures: np.ndarray) -> list[np.ndarray]:
    """Return the maps of pictures (uint8, (N, H, W, 3)) in each of the perceptual layers: float32, (N, h, w, C)."""
    return [maps.numpy() for maps in _looker()(as_floats(pictures))]


def fields() -> tuple[int, ...]:
    """Return the pixels of the side of the part of a picture that one value in each of the perceptual layers sees."""
    model = pretrained.trained(perceptual.SHIPPED).model
    return tuple(_reach(output, model)[0] for output in model.outputs)


def _looker() -> Callable:
    network = pretrained.trained(perceptual.SHIPPED)
    if "style_how_maps" not in network.kept:
        network.kept["style_how_maps"] = _compiled(network.model)
    return network.kept["style_how_maps"]


def _compiled(model: keras.Model) -> Callable:
    import tensorflow as tf

    # One trace for pictures of any size: each costs seconds.
    return tf.function(
        lambda pictures: model(pictures, training=False),
        input_signature=[tf.TensorSpec((None, None, None, 3), tf.float32)],
    )


def _reach(tensor: keras.KerasTensor, model: keras.Model) -> tuple[int, int]:
    """Return the side of the field of a value, and how many pixels lie between those of two neighbours."""
    layer = tensor._keras_history.operation
    sources = (
        [each for each in _several(layer.input) if each is not tensor] if layer.input is not None else []
    )
    if any(tensor is each for each in model.inputs) or not sources:
        return 1, 1
    field, step = max(_reach(source, model) for source in sources)
    size = getattr(layer, "kernel_size", None) or getattr(layer, "pool_size", None)
    if size is None:
        return field, step
    span = (size[0] - 1) * getattr(layer, "dilation_rate", (1,))[0]
    return field + span * step, step * layer.strides[0]


def _several(tensors: object) -> list:
    return list(tensors) if isinstance(tensors, list | tuple) else [tensors]
