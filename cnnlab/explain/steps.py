"""A network as the steps that it computes one after another, and where each takes its values from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import keras

KINDS = {
    "InputLayer": "input",
    "Conv2D": "conv",
    "SeparableConv2D": "separable",
    "DepthwiseConv2D": "depthwise",
    "BatchNormalization": "norm",
    "Activation": "activation",
    "ReLU": "activation",
    "MaxPooling2D": "max_pool",
    "AveragePooling2D": "average_pool",
    "GlobalAveragePooling2D": "global_pool",
    "Flatten": "flatten",
    "Dense": "dense",
    "Add": "add",
}
"""What Keras's layers are called here."""
_NOTHING = ("Dropout", "SpatialDropout2D", "GaussianNoise", "Rescaling")
"""Layers that do nothing when a trained network is asked; a rescaling is part of how a picture is given."""
_OTHER_NAMES = {"silu": "swish"}
"""Functions that Keras calls otherwise than `cnnlab.ops.activation`."""


@dataclass(frozen=True)
class Step:
    """One step of a network.

    Attributes
    ----------
    name : str
        Of the layer in the model.
    kind : str
        One of the values of `KINDS`; "other" for any other layer.
    sources : tuple of str
        Names of the steps whose values it takes; none for the input, two where a way around ends.
    shape : tuple of int
        (rows, columns, maps), or (values,).
    function : str
        Of an activation its name; of a layer with a built-in activation that one; else "linear".
    """

    name: str
    kind: str
    sources: tuple[str, ...]
    shape: tuple[int, ...]
    function: str = "linear"


def steps_of(model: keras.Model) -> tuple[Step, ...]:
    """Return the steps of a model, in the order in which they are computed.

    Parameters
    ----------
    model : keras.Model
        Sequential or functional, with one input and one output, each layer used once.

    Returns
    -------
    tuple of Step
        What does nothing outside training is left out.
    """
    steps: list[Step] = []
    made: dict[int, str] = {}
    """Which step made a tensor, by the tensor's identity."""
    for layer in _in_order(model):
        sources = [] if type(layer).__name__ == "InputLayer" else _several(layer.input)
        if type(layer).__name__ in _NOTHING:
            made[id(layer.output)] = made[id(sources[0])]
            continue
        steps.append(
            Step(
                layer.name,
                KINDS.get(type(layer).__name__, "other"),
                tuple(made[id(source)] for source in sources),
                tuple(layer.output.shape[1:]),
                _function(layer),
            )
        )
        made[id(layer.output)] = layer.name
    return tuple(steps)


def _in_order(model: keras.Model) -> list[Any]:
    """Return the layers, the input among them; that of a Sequential model is not in its list."""
    functional = getattr(model, "_functional", None) or model
    return list(functional.layers)


def _several(tensors: Any) -> list[Any]:
    return list(tensors) if isinstance(tensors, (list, tuple)) else [tensors]


def _function(layer: Any) -> str:
    if type(layer).__name__ == "ReLU":
        return "relu"
    name = getattr(getattr(layer, "activation", None), "__name__", "linear")
    return _OTHER_NAMES.get(name, name)
