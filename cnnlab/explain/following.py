"""From a value back to the one before it that counted most."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab.explain.origins import Origin
from cnnlab.explain.stages import Stage

MAP_BY_MAP = ("max_pool", "average_pool", "global_pool", "norm", "activation")
"""Kinds of stages whose maps each come from one map alone."""


def back(
    stage: Stage, origin: Origin, place: Sequence[int], channel: int, before: Sequence[np.ndarray]
) -> tuple[int, tuple[int, ...]]:
    """Say which value of the stage before has added most to a value, or was the largest of those that went in.

    Parameters
    ----------
    stage : Stage
    origin : Origin
        Of the value, in the layer itself (the first step after a flattening).
    place : sequence of int
        Of the value: (row, column, map) or (value,).
    channel : int
        The map or value before it that is followed; without meaning where only one goes in, or the ways are added.
    before : sequence of ndarray
        What its sources gave: (rows, columns, maps) or (values,).

    Returns
    -------
    source : int
        Which of `stage.sources`.
    place : tuple of int
        In that source: (row, column, map) or (value,).
    """
    if stage.kind == "add":
        return int(np.abs(origin.terms).argmax()), tuple(place)
    given, unit = before[0], place[-1] if stage.kind in MAP_BY_MAP else channel
    if given.ndim == 1:
        return 0, (unit,)
    if stage.kind == "global_pool":
        return 0, (*_largest(given[..., unit]), unit)
    if stage.kind == "dense":
        return 0, (*_largest(origin.terms.reshape(given.shape)[..., unit]), unit)
    if origin.patch is None:
        return 0, (*place[:2], unit)
    inside = (origin.rows[:, None] >= 0) & (origin.cols >= 0)
    if stage.kind == "max_pool":
        # The winner, which need not be the farthest from zero.
        window = np.where(inside, origin.patch[..., 0], -np.inf)
        row, column = np.unravel_index(int(window.argmax()), window.shape)
    else:
        layer = unit if origin.kernel is not None else 0
        window = origin.patch[..., layer] * (1 if origin.kernel is None else origin.kernel[..., layer])
        row, column = _largest(np.where(inside, np.nan_to_num(window), 0))
    # Where nothing in the window counts, any place will do that is not in the padding.
    row, column = (row, column) if inside[row, column] else np.argwhere(inside)[0]
    return 0, (int(origin.rows[row]), int(origin.cols[column]), unit)


def _largest(values: np.ndarray) -> tuple[int, int]:
    row, column = np.unravel_index(int(np.abs(values).argmax()), values.shape)
    return int(row), int(column)
