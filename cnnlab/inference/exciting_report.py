"""The pictures that excite one map, or one value, of a layer most, and where in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from cnnlab.errors import LabError
from cnnlab.explain.fields import field_box
from cnnlab.explain.steps import steps_of
from cnnlab.inference.budget import passes_within
from cnnlab.inference.keeping import keep_few
from cnnlab.inference.sound import sound
from cnnlab.inference.stock import stock
from cnnlab.pretrained import Trained
from cnnlab.training.features import factor

BATCH = 64
MOST = 24
"""Pictures that are returned."""
_FEWEST = 200


@dataclass(frozen=True, eq=False)
class Peaks:
    """The largest value that each map of a layer reaches in each picture, and where.

    Attributes
    ----------
    values : ndarray of float32, shape (N, K)
    places : ndarray of int32, shape (N, K)
        Row times the map's columns plus column.
    """

    values: np.ndarray
    places: np.ndarray


@dataclass(frozen=True, eq=False)
class ExcitingReport:
    """The pictures that excite one map of a layer most, the most exciting first.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (n, H, W, C)
    numbers : ndarray of int, shape (n,)
        Which of the pictures at hand they are.
    values : ndarray of float32, shape (n,)
        The largest value that the map reaches there.
    places : ndarray of int, shape (n, 2)
        Row and column of that value in the map; zeros where the layer has no maps.
    boxes : ndarray of int, shape (n, 4)
        Top, left, bottom, right of what that value sees of the picture; the last two are the ones after the last.
    labels : ndarray of int32, shape (n,), or None
    source : str
        See `cnnlab.inference.stock.Stock`.
    looked_at : int
        Pictures among which they were found: fewer than are at hand where the network is large.
    """

    pictures: np.ndarray
    numbers: np.ndarray
    values: np.ndarray
    places: np.ndarray
    boxes: np.ndarray
    labels: np.ndarray | None
    source: str
    looked_at: int


def report_exciting(name: str, stamp: int, step_name: str, unit: int, count: int = 9) -> ExcitingReport:
    """Find the pictures at hand that excite a map or value of a layer most.

    Parameters
    ----------
    name, stamp
        The network, and `cnnlab.pretrained.stamp`.
    step_name : str
        Of a step of `cnnlab.explain.steps.steps_of`, other than the input.
    unit : int
        The map or value.
    count : int
        From 1 to `MOST`.

    Raises
    ------
    LabError
        There is no such network, layer or map.
    """
    network = sound(name)
    steps = steps_of(network.model)
    step = next((each for each in steps[1:] if each.name == step_name), None)
    if step is None:
        raise LabError("This network has no layer of that name. Choose another.")
    if not 0 <= unit < step.shape[-1]:
        raise LabError(
            "This layer has {count} maps or values, counted from 0. Choose one of them.", count=step.shape[-1]
        )
    held = stock(network)
    peaks = _peaks(network, step_name)
    order = np.argsort(-peaks.values[:, unit], kind="stable")[: max(1, min(count, MOST))]
    across = step.shape[1] if len(step.shape) == 3 else 1
    places = np.stack(np.divmod(peaks.places[order, unit], across), axis=-1)
    boxes = [
        field_box(network.model, steps, step_name, int(row), int(column), unit) for row, column in places
    ]
    return ExcitingReport(
        held.pictures[order],
        order,
        peaks.values[order, unit],
        places,
        np.array(boxes),
        None if held.labels is None else held.labels[order],
        held.source,
        len(peaks.values),
    )


def _peaks(network: Trained, step_name: str) -> Peaks:
    """Return the peaks of a layer; the last few are kept, so that another of its maps costs nothing."""

    def find() -> Peaks:
        pictures = stock(network).pictures
        return _found(network, step_name, pictures[: looked_at(network, len(pictures))])

    return keep_few(network, "peaks", step_name, find)


def looked_at(network: Trained, there: int) -> int:
    """Return how many of the pictures that are there a network of this size is shown."""
    return min(there, max(_FEWEST, passes_within(network)))


def _found(network: Trained, step_name: str, pictures: np.ndarray) -> Peaks:
    look = _compiled(network, step_name)
    parts = [
        look(pictures[start : start + BATCH] / np.float32(255)) for start in range(0, len(pictures), BATCH)
    ]
    values, places = zip(*parts, strict=True)
    return Peaks(
        np.concatenate([each.numpy() for each in values]), np.concatenate([each.numpy() for each in places])
    )


def _compiled(network: Trained, step_name: str) -> Any:
    import keras
    import tensorflow as tf

    model, scale = network.model, factor(network.recipe)
    cut = keras.Model(model.inputs[0], model.get_layer(step_name).output)

    @tf.function(input_signature=[tf.TensorSpec((None, *network.shape), tf.float32)])
    def look(images: Any) -> Any:
        values = cut(images * scale, training=False)
        flat = tf.reshape(values, (tf.shape(values)[0], -1, values.shape[-1]))
        return tf.reduce_max(flat, axis=1), tf.argmax(flat, axis=1, output_type=tf.int32)

    return look
