"""How one value of a network came about from those of the steps before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnlab.explain.steps import Step
from cnnlab.ops.padding import amounts

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, eq=False)
class Origin:
    """The arithmetic of one value, in double precision.

    Attributes
    ----------
    kind : str
        Of the step.
    terms : ndarray of float64, shape (n,)
        What is added up: of a convolution the sum of each channel's products, of a dense layer each product, of a
        pooling the values in the window, of an addition its two values, of all others the one value.
    bias : float
        Added to their sum; of a normalisation what it adds after scaling.
    scale : float
        By which a normalisation multiplies; else 1.
    before : float
        What the arithmetic gives before the step's own function.
    value : float
        What the step gives.
    patch, kernel : ndarray of float64, shape (kh, kw, C), or None
        Of a convolution (of a separable one: those of the first of its two parts) and, without a kernel, of a
        pooling (kh, kw, 1); zeros in the padding of a convolution, NaN in that of a pooling.
    mix : ndarray of float64, shape (C,), or None
        Of a separable convolution: the weight of each channel in its second part.
    rows, cols : ndarray of int
        Where the patch lies in the maps before, -1 in the padding.
    """

    kind: str
    terms: np.ndarray
    before: float
    value: float
    bias: float = 0.0
    scale: float = 1.0
    patch: np.ndarray | None = None
    kernel: np.ndarray | None = None
    mix: np.ndarray | None = None
    rows: np.ndarray = field(default_factory=lambda: np.zeros(0, int))
    cols: np.ndarray = field(default_factory=lambda: np.zeros(0, int))


def origin(model: keras.Model, step: Step, values: Mapping[str, np.ndarray], place: Sequence[int]) -> Origin:
    """Show how a step came to one of its values.

    Parameters
    ----------
    model : keras.Model
    step : Step
        One of `cnnlab.explain.steps.steps_of`, and neither the input nor of the kind "other".
    values : mapping of str to ndarray
        What each of its sources gave for one picture: (rows, columns, maps) or (values,).
    place : sequence of int
        (row, column, map), or (value,).

    Returns
    -------
    Origin
    """
    from cnnlab.ops.activation import activate

    layer = model.get_layer(step.name)
    given = [np.asarray(values[source], np.float64) for source in step.sources]
    found = _WAYS[step.kind](layer, given, tuple(place))
    before = found.pop("before", None)
    if before is None:
        before = found.get("scale", 1.0) * float(np.sum(found["terms"])) + found.get("bias", 0.0)
    value = before if step.function == "linear" else float(activate(np.array([before]), step.function)[0])
    return Origin(step.kind, before=before, value=value, **found)


def partial_maps(model: keras.Model, step: Step, values: np.ndarray, unit: int) -> np.ndarray:
    """Return what each channel adds to one map of a convolution: the maps whose sum, plus the bias, is that map.

    Parameters
    ----------
    model, step
        Of the kind "conv" or "separable".
    values : ndarray of float32, shape (rows, columns, C)
        What its source gave.
    unit : int
        The map.

    Returns
    -------
    ndarray of float32, shape (rows', columns', C)
    """
    import tensorflow as tf

    layer = model.get_layer(step.name)
    weights = [np.asarray(each) for each in layer.get_weights()]
    kernel = weights[0] if step.kind == "separable" else weights[0][..., unit : unit + 1]
    strides = (1, *layer.strides, 1)
    maps = tf.nn.depthwise_conv2d(values[None].astype(np.float32), kernel, strides, layer.padding.upper())[
        0
    ].numpy()
    return maps * weights[1][0, 0, :, unit] if step.kind == "separable" else maps


def _window(given: np.ndarray, layer: Any, size: tuple[int, int], place: tuple[int, ...]) -> tuple:
    """Return the rows and columns under the window of an output, -1 in the padding."""
    lines = []
    for axis in (0, 1):
        length, stride, reach = given.shape[axis], layer.strides[axis], size[axis]
        start = place[axis] * stride - amounts(length, reach, stride, 1, layer.padding)[0]
        line = np.arange(start, start + reach)
        lines.append(np.where((line >= 0) & (line < length), line, -1))
    return tuple(lines)


def _under(given: np.ndarray, rows: np.ndarray, cols: np.ndarray, padding: float) -> np.ndarray:
    patch = given[np.ix_(rows, cols)].copy()
    patch[rows < 0] = padding
    patch[:, cols < 0] = padding
    return patch


def _conv(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    kernel, *bias = (np.asarray(each, np.float64) for each in layer.get_weights())
    rows, cols = _window(given[0], layer, kernel.shape[:2], place)
    patch, own = _under(given[0], rows, cols, 0.0), kernel[..., place[2]]
    return {
        "terms": (patch * own).sum(axis=(0, 1)),
        "bias": float(bias[0][place[2]]) if bias else 0.0,
        "patch": patch,
        "kernel": own,
        "rows": rows,
        "cols": cols,
    }


def _separable(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    depthwise, pointwise, *bias = (np.asarray(each, np.float64) for each in layer.get_weights())
    rows, cols = _window(given[0], layer, depthwise.shape[:2], place)
    patch, own, mix = _under(given[0], rows, cols, 0.0), depthwise[..., 0], pointwise[0, 0, :, place[2]]
    return {
        "terms": (patch * own).sum(axis=(0, 1)) * mix,
        "bias": float(bias[0][place[2]]) if bias else 0.0,
        "patch": patch,
        "kernel": own,
        "mix": mix,
        "rows": rows,
        "cols": cols,
    }


def _norm(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    gamma, beta, mean, variance = (float(each[place[-1]]) for each in layer.get_weights())
    scale = gamma / np.sqrt(variance + layer.epsilon)
    return {"terms": np.array([given[0][place]]), "scale": scale, "bias": beta - scale * mean}


def _dense(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    kernel, *bias = (np.asarray(each, np.float64) for each in layer.get_weights())
    return {"terms": given[0] * kernel[:, place[0]], "bias": float(bias[0][place[0]]) if bias else 0.0}


def _pool(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    rows, cols = _window(given[0], layer, tuple(layer.pool_size), place)
    patch = _under(given[0][..., place[2] : place[2] + 1], rows, cols, np.nan)
    terms = patch[~np.isnan(patch)]
    before = float(terms.max() if type(layer).__name__ == "MaxPooling2D" else terms.mean())
    return {"terms": terms, "before": before, "patch": patch, "rows": rows, "cols": cols}


def _global_pool(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    terms = given[0][..., place[0]].ravel()
    return {"terms": terms, "before": float(terms.mean())}


def _flatten(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    return {"terms": given[0].reshape(-1)[place[0] : place[0] + 1]}


def _same(layer: Any, given: list[np.ndarray], place: tuple[int, ...]) -> dict[str, Any]:
    return {"terms": np.array([each[place] for each in given])}


_WAYS = {
    "conv": _conv,
    "separable": _separable,
    "norm": _norm,
    "activation": _same,
    "max_pool": _pool,
    "average_pool": _pool,
    "global_pool": _global_pool,
    "flatten": _flatten,
    "dense": _dense,
    "add": _same,
}
