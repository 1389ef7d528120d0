"""What the layers of a network make of a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlab.pretrained import Trained
from cnnlab.training.features import factor

MOST = 64
"""Maps that are shown of a layer; the others are counted."""


@dataclass(frozen=True)
class Shown:
    """A layer whose values can be looked at.

    Attributes
    ----------
    name : str
        ``<number>_<kind>``, as in the plan of the network.
    shape : tuple of int
        (rows, columns, maps), or (values,).
    signed : bool
        Whether there are values before an activation function to be seen.
    """

    name: str
    shape: tuple[int, ...]
    signed: bool


def layers(network: Trained) -> tuple[Shown, ...]:
    """Return the layers that can be looked at, in order."""
    found = []
    for name in _names(network):
        after, before = _pair(network.model, name)
        found.append(Shown(name, tuple(after.shape[1:]), before is not after))
    return tuple(found)


def values(network: Trained, image: np.ndarray, name: str, before: bool = False) -> np.ndarray:
    """Return what a layer gives for an image.

    Parameters
    ----------
    network : Trained
    image : ndarray of float32, shape (H, W, C)
        In [0, 1].
    name : str
        Of one of `layers`.
    before : bool
        Before the activation function (after batch normalisation, where there is one).

    Returns
    -------
    ndarray of float32, shape (rows, columns, maps) or (values,)
    """
    return next(iter(_several(network, image, [(name, before)])))


def output(network: Trained, name: str) -> Any:
    """Return the model's tensor that stands for what a layer gives, after its activation."""
    return _pair(network.model, name)[0]


def _several(network: Trained, image: np.ndarray, wanted: Sequence[tuple[str, bool]]) -> list[np.ndarray]:
    look = network.kept.get("look")
    if look is None:
        look = network.kept["look"] = _compiled(network)
    given = look(image[None])
    return [given[f"{name}{'-before' if before else ''}"][0].numpy() for name, before in wanted]


def _compiled(network: Trained) -> Any:
    import keras
    import tensorflow as tf

    outputs = {}
    for name in _names(network):
        after, before = _pair(network.model, name)
        outputs |= {name: after, f"{name}-before": before}
    inner, scale = keras.Model(network.model.input, outputs), factor(network.recipe)
    return tf.function(
        lambda image: inner(image * scale, training=False),
        input_signature=[tf.TensorSpec((1, *network.shape), tf.float32)],
    )


def _names(network: Trained) -> list[str]:
    names = [f"{number}_{layer.kind}" for number, layer in enumerate(network.recipe.layers, 1)]
    # What flatten gives has just been seen; but it may be all that there is.
    return [name for name in names if not name.endswith("_flatten")] or names


def last_of(model: Any, name: str) -> Any:
    """Return the layer of the model with which a layer of the recipe ends, its activation included."""
    return [layer for layer in model.layers if layer.name == name or layer.name.startswith(f"{name}_")][-1]


def _pair(model: Any, name: str) -> tuple[Any, Any]:
    """Return what a layer of the recipe gives, and what it had before its activation; the same where it has none."""
    last = last_of(model, name)
    is_activation = type(last).__name__ == "Activation"
    return last.output, last.input if is_activation else last.output
