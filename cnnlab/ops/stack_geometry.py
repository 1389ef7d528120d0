"""What a stack of convolutions does to size and receptive field, without looking at a pixel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from cnnlab.errors import LabError
from cnnlab.ops.cost import multiply_adds, parameters, receptive_field
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.padding import span
from cnnlab.ops.stacking import receptive_window

Settings = tuple[ConvolutionSpec, tuple[int, int]]
"""A layer's settings and its kernel's size."""
Window = tuple[tuple[int, int], tuple[int, int]]
"""``(top, bottom), (left, right)``, the ends one after the last."""


@dataclass(frozen=True)
class Step:
    """One layer of a stack.

    Attributes
    ----------
    output : (int, int)
        Rows and columns of its map.
    field : (int, int)
        Rows and columns of the picture that one value of its map can see.
    jump : (int, int)
        Pixels of the picture between the fields of neighbouring values.
    parameters, multiply_adds : int
        Without biases.
    window : Window
        The part of its map that the chosen value of the last map sees; of the last map that value alone.
    seen : Window
        The part of the picture that the value in the middle of `window` sees. It may hang over.
    """

    output: tuple[int, int]
    field: tuple[int, int]
    jump: tuple[int, int]
    parameters: int
    multiply_adds: int
    window: Window
    seen: Window


def require_fit(size: tuple[int, int], layers: Sequence[Settings]) -> list[tuple[int, int]]:
    """Make sure that every layer has an output, and return the sizes.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the picture.
    layers : sequence of (ConvolutionSpec, (kh, kw))

    Returns
    -------
    list of (int, int)
        Rows and columns of the picture and of each map.

    Raises
    ------
    LabError
        With the number of the layer that does not fit, and what to change.
    """
    sizes = [size]
    for number, (spec, kernel_size) in enumerate(layers, 1):
        try:
            sizes.append(spec.output_size(sizes[-1], kernel_size))
        except LabError as error:
            if number == 1:
                raise
            # The spec's own sentence speaks of the picture; here it is the map of the layer before.
            raise _too_small(number, spec, kernel_size, sizes[-1]) from error
    return sizes


def _too_small(
    number: int, spec: ConvolutionSpec, kernel_size: tuple[int, int], size: tuple[int, int]
) -> LabError:
    down, across = (span(k, d) for k, d in zip(kernel_size, spec.dilation, strict=True))
    return LabError(
        "Layer {number} does not fit: its kernel spans {down} × {across} pixels and the map before it has only"
        " {rows} × {columns}. Choose smaller kernels, strides or dilations, fewer layers, another padding, or a"
        " larger picture.",
        number=number,
        down=down,
        across=across,
        rows=size[0],
        columns=size[1],
    )


def follow(size: tuple[int, int], layers: Sequence[Settings], down: float, right: float) -> tuple[Step, ...]:
    """Follow the receptive field of one value of the last map through the stack.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the picture.
    layers : sequence of (ConvolutionSpec, (kh, kw))
        At least one.
    down, right : float
        Where the value lies in the last map: 0 is the first row or column, 1 the last.

    Returns
    -------
    tuple of Step

    Raises
    ------
    LabError
        As `require_fit`.
    """
    sizes = require_fit(size, layers)
    place = tuple(round(share * (n - 1)) for share, n in zip((down, right), sizes[-1], strict=True))
    steps = []
    for number, (before, output) in enumerate(pairwise(sizes), 1):
        spec, kernel_size = layers[number - 1]
        fields = receptive_field(layers[:number])
        window = receptive_window(output, layers[number:], *place)
        middle = (_middle(ends, n) for ends, n in zip(window, output, strict=True))
        steps.append(
            Step(
                output,
                (fields[0].size, fields[1].size),
                (fields[0].jump, fields[1].jump),
                parameters(kernel_size, bias=False),
                multiply_adds(before, kernel_size, spec),
                window,
                receptive_window(size, layers[:number], *middle),
            )
        )
    return tuple(steps)


def _middle(ends: tuple[int, int], n: int) -> int:
    return min(max((ends[0] + ends[1] - 1) // 2, 0), n - 1)


def field_slips(layers: Sequence[Settings]) -> dict[int, str]:
    """Return wrong sizes of a receptive field (of rows), and the slip behind each.

    Parameters
    ----------
    layers : sequence of (ConvolutionSpec, (kh, kw))

    Returns
    -------
    dict of int to str
        "sum" (the kernels' sizes added), "last" (the last kernel alone), "stride" or "dilation" (forgotten),
        "product" (the sizes multiplied), "area" (all pixels of the field), "jump" (the last stride counted
        although nothing follows it). The right size is never among them; the first named of equals stays.
    """
    right = receptive_field(layers)[0].size
    sizes = [kernel_size[0] for _, kernel_size in layers]
    product = 1
    for size in sizes:
        product *= size
    wrong = {
        "sum": sum(sizes),
        "stride": _field(layers, strides=False),
        "dilation": _field(layers, dilations=False),
        "last": sizes[-1],
        "product": product,
        "area": right * receptive_field(layers)[1].size,
        "jump": right + receptive_field(layers)[0].jump - 1,
    }
    slips: dict[int, str] = {}
    for name, value in wrong.items():
        if value != right:
            slips.setdefault(value, name)
    return slips


def _field(layers: Sequence[Settings], strides: bool = True, dilations: bool = True) -> int:
    plain = [
        (
            ConvolutionSpec(spec.stride if strides else (1, 1), spec.dilation if dilations else (1, 1)),
            kernel_size,
        )
        for spec, kernel_size in layers
    ]
    return receptive_field(plain)[0].size
