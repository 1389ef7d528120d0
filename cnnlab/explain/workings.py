"""How one map of a layer came about, from the maps before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cnnlab.explain.origins import partial_maps
from cnnlab.explain.stages import Stage

if TYPE_CHECKING:
    import keras


@dataclass(frozen=True, eq=False)
class Working:
    """What goes into one map (or value), and what becomes of it.

    Attributes
    ----------
    channels : ndarray of int, shape (n,)
        The maps or values before that count most, the largest share first. Of an addition: 0 and 1, its two sources.
    shares : ndarray of float, shape (C,)
        Of every channel: the mean size of what it adds, as a share of all of them; sums to 1, or is 0 everywhere.
    before : ndarray of float32, shape (n, rows, columns), or (n,)
        These channels.
    kernels : ndarray of float32, shape (n, kh, kw), (n,), or None
        What each is multiplied with; None where nothing is.
    mix : ndarray of float32, shape (n,), or None
        Of a separable convolution: by what each is multiplied besides.
    parts : ndarray of float32, shape (n, rows', columns'), or (n,)
        What each adds. Of a dense layer that takes maps one value each: its kernel is as large as the map.
    rest : ndarray of float32, shape (rows', columns'), or ()
        The sum of what all other channels add.
    bias : float
    results : tuple of ndarray of float32, shape (rows', columns') or ()
        What each step of the stage makes of it, from the layer itself to the last.
    """

    channels: np.ndarray
    shares: np.ndarray
    before: np.ndarray
    kernels: np.ndarray | None
    mix: np.ndarray | None
    parts: np.ndarray
    rest: np.ndarray
    bias: float
    results: tuple[np.ndarray, ...]


def working(
    model: keras.Model, stage: Stage, values: Mapping[str, np.ndarray], unit: int, most: int
) -> Working:
    """Show how a stage came to one of its maps or values.

    Parameters
    ----------
    model : keras.Model
    stage : Stage
        Neither the input nor of the kinds "flatten" and "other".
    values : mapping of str to ndarray
        What every step of the network gave for one picture: (rows, columns, maps) or (values,).
    unit : int
        The map or value.
    most : int
        Channels that are shown.
    """
    given = [values[source] for source in stage.steps[0].sources]
    before, kernels, mix, parts, bias = _WAYS[stage.kind](model, stage, given, unit)
    sizes = (
        np.abs(parts).mean(axis=tuple(range(1, parts.ndim)), dtype=np.float64)
        if parts.ndim > 1
        else abs(parts)
    )
    whole = float(sizes.sum())
    shares = sizes / whole if whole > 0 else np.zeros(len(sizes))
    channels = np.argsort(-shares, kind="stable")[:most]
    rest = np.delete(parts, channels, axis=0).sum(axis=0, dtype=np.float64).astype(np.float32)
    first = stage.steps.index(stage.main)
    return Working(
        channels,
        shares,
        before[channels],
        None if kernels is None else kernels[channels],
        None if mix is None else mix[channels],
        parts[channels],
        rest,
        bias,
        tuple(np.asarray(values[step.name][..., unit]) for step in stage.steps[first:]),
    )


def _weights(model: keras.Model, stage: Stage) -> list[np.ndarray]:
    return [np.asarray(each) for each in model.get_layer(stage.main.name).get_weights()]


def _maps_first(values: np.ndarray) -> np.ndarray:
    return np.moveaxis(values, -1, 0)


def _conv(model: keras.Model, stage: Stage, given: list[np.ndarray], unit: int) -> tuple:
    weights = _weights(model, stage)
    parts = _maps_first(partial_maps(model, stage.main, given[0], unit))
    separable = stage.kind == "separable"
    kernels = weights[0][..., 0] if separable else weights[0][..., unit]
    bias = weights[2:] if separable else weights[1:]
    mix = weights[1][0, 0, :, unit] if separable else None
    return _maps_first(given[0]), _maps_first(kernels), mix, parts, float(bias[0][unit]) if bias else 0.0


def _dense(model: keras.Model, stage: Stage, given: list[np.ndarray], unit: int) -> tuple:
    kernel, *bias = _weights(model, stage)
    # What was a map before it was flattened is shown as one.
    before = _maps_first(given[0])
    kernels = _maps_first(kernel[:, unit].reshape(given[0].shape))
    products = before * kernels
    parts = products.sum(axis=(1, 2), dtype=np.float64).astype(np.float32) if before.ndim == 3 else products
    return before, kernels, None, parts, float(bias[0][unit]) if bias else 0.0


def _alone(model: keras.Model, stage: Stage, given: list[np.ndarray], unit: int) -> tuple:
    """A pooling or a normalisation by itself: map by map."""
    made = given[0][..., unit][None]
    result = made.mean(axis=(1, 2)) if stage.kind == "global_pool" else made
    return made, None, None, result, 0.0


def _add(model: keras.Model, stage: Stage, given: list[np.ndarray], unit: int) -> tuple:
    both = np.stack([each[..., unit] for each in given])
    return both, None, None, both, 0.0


_WAYS = {
    "conv": _conv,
    "separable": _conv,
    "dense": _dense,
    "max_pool": _alone,
    "average_pool": _alone,
    "global_pool": _alone,
    "norm": _alone,
    "activation": _alone,
    "add": _add,
}
"""By the kind of the stage. What cannot be taken apart is not in it."""


def slid(source: np.ndarray, kernel: np.ndarray, stride: tuple[int, int], padding: str) -> np.ndarray:
    """Slide one kernel over one map, by TensorFlow.

    Parameters
    ----------
    source, kernel : ndarray of float32, shapes (rows, columns) and (kh, kw)
    stride : (int, int)
    padding : {"valid", "same"}

    Returns
    -------
    ndarray of float32, shape (rows', columns')
    """
    import tensorflow as tf

    made = tf.nn.conv2d(
        source[None, ..., None].astype(np.float32), kernel[..., None, None], stride, padding.upper()
    )
    return made.numpy()[0, ..., 0]


def kernel_of(model: keras.Model, stage: Stage, unit: int, channel: int) -> tuple[np.ndarray | None, float]:
    """Return the kernel (kh, kw) that a convolution slides over one channel for one of its maps.

    And, of a separable one, by what the result is multiplied (else 1). None for all other kinds.
    """
    if stage.kind == "conv":
        return _weights(model, stage)[0][..., channel, unit], 1.0
    if stage.kind == "separable":
        depthwise, pointwise, *_ = _weights(model, stage)
        return depthwise[..., channel, 0], float(pointwise[0, 0, channel, unit])
    return None, 1.0


def can_be_shown(stage: Stage) -> bool:
    """Tell whether `working` knows this kind of stage."""
    return stage.kind in _WAYS
