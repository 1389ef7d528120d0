"""What every step of a network gives for a picture."""

from __future__ import annotations

from typing import Any

import numpy as np

from cnnlab.explain.stages import Stage, stages_of
from cnnlab.explain.steps import steps_of
from cnnlab.pretrained import Trained
from cnnlab.training.features import factor


def stages_in(network: Trained) -> tuple[Stage, ...]:
    """Return the stages of a network; they are found once."""
    if "stages" not in network.kept:
        network.kept["stages"] = stages_of(steps_of(network.model))
    return network.kept["stages"]


def values_of(network: Trained, seen: np.ndarray) -> dict[str, np.ndarray]:
    """Return what every step of a network gives for a picture (uint8, (H, W, C)), by the step's name."""
    if "step_values" not in network.kept:
        network.kept["step_values"] = _compiled(network)
    found = network.kept["step_values"](seen[None].astype(np.float32) / np.float32(255))
    return {name: each.numpy()[0] for name, each in found.items()}


def _compiled(network: Trained) -> Any:
    import keras
    import tensorflow as tf

    model, scale = network.model, factor(network.recipe)
    names = [step.name for stage in stages_in(network) for step in stage.steps]
    inner = keras.Model(model.inputs[0], {name: model.get_layer(name).output for name in names})
    return tf.function(
        lambda images: inner(images * scale, training=False),
        input_signature=[tf.TensorSpec((1, *network.shape), tf.float32)],
    )
