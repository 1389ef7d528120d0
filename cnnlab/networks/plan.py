"""What a list of layers makes of a picture, counted without building it: shapes, parameters, multiply-adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, prod

from cnnlab.errors import LabError
from cnnlab.recipes.layers import Layer


@dataclass(frozen=True)
class Planned:
    """One layer as it will be.

    Attributes
    ----------
    name : str
        Its name in the network: ``<number>_<kind>``, counted from 1, and "logits" for the output.
    kind : str
    shape : tuple of int
        (rows, columns, maps), or (values,) of its output.
    parameters : int
        Numbers that are learned, and the two of each map that batch normalisation keeps track of.
    multiply_adds : int
        Of its convolutions and products for one picture; additions alone (pooling, bias) are not counted.
    """

    name: str
    kind: str
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int


def plan(
    shape: tuple[int, int, int], classes: int, layers: Sequence[Layer], *, batch_norm: bool = False
) -> tuple[Planned, ...]:
    """Plan a classifier.

    Parameters
    ----------
    shape : (rows, columns, channels)
    classes : int
    layers : sequence of Layer
    batch_norm : bool
        Batch normalisation after every convolution; it then has no bias.

    Returns
    -------
    tuple of Planned
        One for each layer of the list, and the output layer.

    Raises
    ------
    LabError
        With the number of the first layer that is impossible, and why.
    """
    planned: list[Planned] = []
    for number, layer in enumerate(layers, 1):
        _check(shape, layer, number)
        after, parameters, products = _COUNTS[layer.kind](shape, layer, batch_norm)
        planned.append(Planned(f"{number}_{layer.kind}", layer.kind, after, parameters, products))
        shape = after
    values = prod(shape)
    planned.append(Planned("logits", "output", (classes,), (values + 1) * classes, values * classes))
    return tuple(planned)


def _check(shape: tuple[int, ...], layer: Layer, number: int) -> None:
    if layer.kind not in ("dense", "flatten") and len(shape) != 3:
        raise LabError(
            "Layer {number} ({kind}) needs maps, and after Flatten or a global pooling there are none. "
            "Move it before that, or remove it.",
            number=number,
            kind=layer.kind,
        )
    windowed = layer.kind in ("conv", "separable", "max_pool", "average_pool")
    if windowed and layer.padding == "valid" and min(shape[:2]) < layer.size:
        raise LabError(
            "Layer {number} ({kind}) has a window of {size} × {size}, and the maps have only {rows} × {columns} "
            "values there. Choose a smaller window, same padding, or fewer poolings before it.",
            number=number,
            kind=layer.kind,
            size=layer.size,
            rows=shape[0],
            columns=shape[1],
        )


def _windows(shape: tuple[int, ...], size: int, stride: int, padding: str) -> tuple[int, int]:
    rows, columns = shape[:2]
    if padding == "same":
        return ceil(rows / stride), ceil(columns / stride)
    return (rows - size) // stride + 1, (columns - size) // stride + 1


def _normed(weights: int, maps: int, batch_norm: bool) -> int:
    return weights + (4 * maps if batch_norm else maps)


def _conv(shape: tuple[int, ...], layer: Layer, batch_norm: bool) -> tuple:
    rows, columns = _windows(shape, layer.size, layer.stride or 1, layer.padding)
    weights = layer.size**2 * shape[2] * layer.units
    after = (rows, columns, layer.units)
    return after, _normed(weights, layer.units, batch_norm), rows * columns * weights


def _separable(shape: tuple[int, ...], layer: Layer, batch_norm: bool) -> tuple:
    rows, columns = _windows(shape, layer.size, layer.stride or 1, layer.padding)
    weights = layer.size**2 * shape[2] + shape[2] * layer.units
    after = (rows, columns, layer.units)
    return after, _normed(weights, layer.units, batch_norm), rows * columns * weights


def _residual(shape: tuple[int, ...], layer: Layer, batch_norm: bool) -> tuple:
    stride, units, maps = layer.stride or 1, layer.units, shape[2]
    rows, columns = _windows(shape, 3, stride, "same")
    first, second = 9 * maps * units, 9 * units * units
    parameters = _normed(first, units, batch_norm) + _normed(second, units, batch_norm)
    products = rows * columns * (first + second)
    if stride > 1 or maps != units:
        parameters += (maps + 1) * units
        products += rows * columns * maps * units
    return (rows, columns, units), parameters, products


def _pool(shape: tuple[int, ...], layer: Layer, batch_norm: bool) -> tuple:
    return (*_windows(shape, layer.size, layer.stride or layer.size, layer.padding), shape[2]), 0, 0


def _dense(shape: tuple[int, ...], layer: Layer, batch_norm: bool) -> tuple:
    values = prod(shape)
    return (layer.units,), (values + 1) * layer.units, values * layer.units


_COUNTS = {
    "conv": _conv,
    "separable": _separable,
    "residual": _residual,
    "max_pool": _pool,
    "average_pool": _pool,
    "global_pool": lambda shape, layer, batch_norm: ((shape[2],), 0, 0),
    "flatten": lambda shape, layer, batch_norm: ((prod(shape),), 0, 0),
    "dense": _dense,
}
