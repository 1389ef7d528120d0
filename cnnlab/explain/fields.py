"""Which pixels of the picture a value of a network can see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cnnlab.explain.steps import Step
from cnnlab.ops.padding import amounts, span

if TYPE_CHECKING:
    import keras

Lines = tuple[int, int]
"""The first, and the one after the last."""
Box = tuple[int, int, int, int]
"""Top, left, bottom, right; the last two are the ones after the last."""
_WINDOWS = ("conv", "separable", "depthwise", "max_pool", "average_pool")
_PLACE_BY_PLACE = ("norm", "activation", "add")


def field_box(
    model: keras.Model, steps: Sequence[Step], name: str, row: int, column: int, unit: int = 0
) -> Box:
    """Return the part of the picture that one value of a step can see.

    Parameters
    ----------
    model : keras.Model
    steps : sequence of Step
        `cnnlab.explain.steps.steps_of` this model.
    name : str
        Of the step.
    row, column : int
        Of the value in its map; without effect where the step gives one value a unit.
    unit : int
        Of a flattening: which of its values; it comes from one place of the map before.

    Returns
    -------
    (top, left, bottom, right)
        Within the picture. A pixel outside of it cannot change the value.
    """
    by_name = {step.name: step for step in steps}
    here = by_name[name]
    wanted: dict[str, list[Lines]] = {name: _start(here, row, column)}
    if here.kind == "flatten":
        across = by_name[here.sources[0]].shape[1:]
        if len(across) == 2:
            place = unit // across[1]
            row, column = divmod(place, across[0])
            wanted = {here.sources[0]: [(row, row + 1), (column, column + 1)]}
    first = steps[0]
    for step in reversed(steps[1:]):
        lines = wanted.pop(step.name, None)
        if lines is None:
            continue
        for source in step.sources:
            seen = _before(model.get_layer(step.name), step, by_name[source], lines)
            wanted[source] = [_both(a, b) for a, b in zip(wanted.get(source, seen), seen, strict=True)]
    (top, bottom), (left, right) = wanted[first.name]
    return top, left, bottom, right


def _start(step: Step, row: int, column: int) -> list[Lines]:
    return [(row, row + 1), (column, column + 1)] if len(step.shape) == 3 else [(0, 1), (0, 1)]


def _both(a: Lines, b: Lines) -> Lines:
    return min(a[0], b[0]), max(a[1], b[1])


def _before(layer: Any, step: Step, source: Step, lines: list[Lines]) -> list[Lines]:
    """Return the lines of a source that lines of a step are made of."""
    if len(source.shape) < 3:
        return [(0, 1), (0, 1)]
    if step.kind in _PLACE_BY_PLACE:
        return lines
    if step.kind not in _WINDOWS:
        return [(0, source.shape[0]), (0, source.shape[1])]
    size = getattr(layer, "kernel_size", None) or layer.pool_size
    dilation = getattr(layer, "dilation_rate", (1, 1))
    found = []
    for axis in (0, 1):
        n, stride = source.shape[axis], layer.strides[axis]
        before, _ = amounts(n, size[axis], stride, dilation[axis], layer.padding)
        low, high = lines[axis]
        start = low * stride - before
        end = (high - 1) * stride - before + span(size[axis], dilation[axis])
        # What lies outside is padding: it comes from no pixel.
        found.append((max(0, start), min(n, end)))
    return found
