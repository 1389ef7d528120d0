"""A network opened on one picture: all its layers, one of them with its maps, one map with how it came about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from cnnlab.explain.following import back
from cnnlab.explain.origins import Origin, origin
from cnnlab.explain.stages import Stage
from cnnlab.explain.workings import Working, can_be_shown, kernel_of, working
from cnnlab.images.sheet import by_activity
from cnnlab.inference.examples import given
from cnnlab.inference.opening import geometry_of, kernels_beside, part_of, source_of, strongest
from cnnlab.inference.sound import sound
from cnnlab.inference.step_values import stages_in, values_of
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained

IN_COLUMN = 10
"""Maps or values of a layer in the overview: those that are most active."""
IN_ATLAS = 256
"""Maps or values of the layer that is opened."""
CHANNELS = 8
"""Maps before it that are shown with a map."""


@dataclass(frozen=True)
class Choice:
    """What is opened. -1 stands for what is most active, or counts most.

    Attributes
    ----------
    stage : int
        Place of the stage; what there is not stands for the first after the picture.
    unit : int
        Map or value of it.
    row, column : int
        A place in that map.
    channel : int
        One of the maps that it is made of.
    """

    stage: int = -1
    unit: int = -1
    row: int = -1
    column: int = -1
    channel: int = -1


@dataclass(frozen=True, eq=False)
class Column:
    """A stage in the overview.

    Attributes
    ----------
    stage : Stage
    units : ndarray of int, shape (n,)
        Its most active maps or values, those with the largest value first.
    values : ndarray of float32, shape (n, rows, columns), or (n,)
    low, high : float
        Least and greatest value of the whole stage.
    """

    stage: Stage
    units: np.ndarray
    values: np.ndarray
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Opened:
    """One stage, one of its maps, one value of that, each with how it came about.

    Attributes
    ----------
    place : int
        Of the stage.
    unit, row, column, channel : int
        What was chosen; row and column are 0 where the stage gives one value a unit.
    units : ndarray of int, shape (n,)
        Its maps or values, at most `IN_ATLAS`, the most active first.
    values : ndarray of float32, shape (n, rows, columns), or (n,)
    working : Working or None
        None for the picture itself, and for layers that cannot be taken apart.
    origins : tuple of Origin
        Of the one value, for each step of the stage from the layer itself to the last.
    source, kernel : ndarray of float32, shape (rows, columns), or None
        The map before it that was chosen as `channel`, and the kernel that slides over it.
    kernels : ndarray of float32, or None
        What stands beside the maps. Of a convolution behind the picture those of all its maps, in the order of
        `units`: (kh, kw, n) for a grey picture, (kh, kw, 3, n) for a coloured one; else those of the chosen map, one
        for each map before: (kh, kw, C).
    mix : float
        Of a separable convolution: by what its result is multiplied; else 1.
    part : ndarray of float32, shape (rows', columns'), or None
        What the window gives that slides over `source`, by TensorFlow: of a convolution with `kernel`, before `mix`,
        and with the bias where `source` is all that goes in.
    geometry : dict
        Of the window that slides over it: ``size``, ``stride``, ``padding``; empty where none does.
    back : tuple of int, or None
        Stage, unit, row and column of the value before it that counted most: of those of `channel`, where several
        maps go in.
    parameters : int
        Of the whole stage.
    silent : int
        Maps or values of the stage that are 0 everywhere.
    """

    place: int
    unit: int
    row: int
    column: int
    channel: int
    units: np.ndarray
    values: np.ndarray
    working: Working | None
    origins: tuple[Origin, ...]
    source: np.ndarray | None = None
    kernel: np.ndarray | None = None
    kernels: np.ndarray | None = None
    mix: float = 1.0
    part: np.ndarray | None = None
    geometry: Mapping[str, Any] = field(default_factory=dict)
    back: tuple[int, int, int, int] | None = None
    parameters: int = 0
    silent: int = 0


@dataclass(frozen=True, eq=False)
class LayersReport:
    """All that the mode Layers shows.

    Attributes
    ----------
    seen : ndarray of uint8, shape (H, W, C)
    truth : int or None
        Class of a test picture.
    columns : tuple of Column
        All stages, in order.
    logits, probabilities : ndarray of float32, shape (classes,)
    opened : Opened
    """

    seen: np.ndarray
    truth: int | None
    columns: tuple[Column, ...]
    logits: np.ndarray
    probabilities: np.ndarray
    opened: Opened


def report_layers(
    name: str, stamp: int, picture: np.ndarray | None, number: int, choice: Choice
) -> LayersReport:
    """Open a network on a picture.

    Parameters
    ----------
    name : str
        Of a shipped network, or the id of a run.
    stamp : int
        `cnnlab.pretrained.stamp`: it makes the question another one when the network has learned more.
    picture : ndarray of uint8, shape (H, W, C), or None
        At the network's size; None: one of the test pictures.
    number : int
        Which of these.
    choice : Choice
        What is not there is replaced by what is most active.

    Raises
    ------
    LabError
        There is no such network, or the picture has another size, or the test pictures are not here.
    """
    network = sound(name)
    seen, truth = given(network, picture, number)
    stages = stages_in(network)
    values = values_of(network, seen)
    columns = tuple(_column(stage, values) for stage in stages)
    logits = values[stages[-1].last.name]
    return LayersReport(
        seen, truth, columns, logits, softmax(logits[None])[0], _opened(network, stages, values, choice)
    )


def report_values(name: str, stamp: int, picture: np.ndarray | None, number: int) -> dict[str, np.ndarray]:
    """Return what every step of a network gives for a picture, by its name; arguments as for `report_layers`."""
    network = sound(name)
    seen, _ = given(network, picture, number)
    return values_of(network, seen)


def _column(stage: Stage, values: Mapping[str, np.ndarray]) -> Column:
    own = values[stage.last.name]
    # The classes keep their order, and so do the colours of the picture.
    ordered = (
        np.arange(own.shape[-1]) if stage.kind == "input" or stage.main.name == "logits" else by_activity(own)
    )
    units = ordered[: own.shape[-1] if stage.main.name == "logits" else IN_COLUMN]
    return Column(stage, units, np.moveaxis(own[..., units], -1, 0), float(own.min()), float(own.max()))


def _opened(
    network: Trained, stages: tuple[Stage, ...], values: Mapping[str, np.ndarray], choice: Choice
) -> Opened:
    place = choice.stage if 0 <= choice.stage < len(stages) else 1
    stage = stages[place]
    own = values[stage.last.name]
    ordered = by_activity(own)
    unit = choice.unit if 0 <= choice.unit < own.shape[-1] else int(ordered[0])
    row, column = _where(own[..., unit], choice)
    atlas = ordered[:IN_ATLAS]
    shown = Opened(
        place,
        unit,
        row,
        column,
        -1,
        atlas,
        np.moveaxis(own[..., atlas], -1, 0),
        None,
        (),
        parameters=sum(network.model.get_layer(step.name).count_params() for step in stage.steps),
        silent=int((own.reshape(-1, own.shape[-1]) == 0).all(axis=0).sum()),
    )
    if not can_be_shown(stage):
        return shown
    how = working(network.model, stage, values, unit, CHANNELS)
    at = (row, column, unit) if own.ndim == 3 else (unit,)
    first = stage.steps.index(stage.main)
    origins = tuple(origin(network.model, step, values, at) for step in stage.steps[first:])
    channel = choice.channel if 0 <= choice.channel < len(how.shares) else strongest(origins[0], how)
    kernel, mix = kernel_of(network.model, stage, unit, channel)
    before = [values[stages[source].last.name] for source in stage.sources]
    source, came_from = back(stage, origins[0], at, channel, before)
    source_map, geometry = source_of(stage, values, unit, channel), geometry_of(network, stage)
    return replace(
        shown,
        channel=channel,
        working=how,
        origins=origins,
        back=(stage.sources[source], came_from[-1], *(came_from[:2] if len(came_from) == 3 else (0, 0))),
        source=source_map,
        kernel=kernel,
        kernels=kernels_beside(network, stages, stage, unit, atlas),
        mix=mix,
        part=part_of(how, source_map, kernel, geometry),
        geometry=geometry,
    )


def _where(values: np.ndarray, choice: Choice) -> tuple[int, int]:
    """Return the chosen place in a map, or that of its largest value."""
    if values.ndim == 0:
        return 0, 0
    if 0 <= choice.row < values.shape[0] and 0 <= choice.column < values.shape[1]:
        return choice.row, choice.column
    row, column = np.unravel_index(int(np.abs(values).argmax()), values.shape)
    return int(row), int(column)
