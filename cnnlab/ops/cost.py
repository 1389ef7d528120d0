"""What a convolution costs, and how far its outputs see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from cnnlab.errors import LabError
from cnnlab.ops.checks import whole_pair
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.padding import span


@dataclass(frozen=True)
class ReceptiveField:
    """How far one output value sees on one axis.

    Attributes
    ----------
    size : int
        Pixels of the input from the first to the last that can change it.
    jump : int
        Pixels of the input between the fields of neighbouring outputs.
    """

    size: int
    jump: int


def parameters(kernel_shape: tuple[int, ...], bias: bool = True) -> int:
    """Count the numbers that a convolution learns.

    Parameters
    ----------
    kernel_shape : (kh, kw) or (kh, kw, C_in, C_out)
    bias : bool
        Whether there is one bias for each output channel (one in all for a
        two-dimensional kernel, which all channels share).

    Returns
    -------
    int

    Raises
    ------
    LabError
        Where `kernel_shape` is no such shape.
    """
    shape = _require_kernel_shape(kernel_shape)
    biases = shape[3] if len(shape) == 4 else 1
    return prod(shape) + (biases if bias else 0)


def multiply_adds(size: tuple[int, ...], kernel_shape: tuple[int, ...], spec: ConvolutionSpec) -> int:
    """Count the multiplications, each with its addition; those with padding count too.

    Parameters
    ----------
    size : (H, W) or (H, W, C)
        The picture's shape. C matters only to a two-dimensional kernel, which is
        applied to each channel apart.
    kernel_shape : (kh, kw) or (kh, kw, C_in, C_out)
    spec : ConvolutionSpec

    Returns
    -------
    int

    Raises
    ------
    LabError
        Where there is no output, or `kernel_shape` is no such shape.
    """
    shape = _require_kernel_shape(kernel_shape)
    outputs = prod(spec.output_size(tuple(size[:2]), shape[:2]))
    copies = prod(size[2:]) if len(shape) == 2 else 1
    return outputs * prod(shape) * copies


def receptive_field(
    layers: Sequence[tuple[ConvolutionSpec, tuple[int, int]]],
) -> tuple[ReceptiveField, ReceptiveField]:
    """The receptive field of a stack of convolutions.

    Each layer adds ``d (k - 1)`` steps of its input, and a step of its input is as
    long as the strides before it make it (Araujo, Norris and Sim 2019,
    https://distill.pub/2019/computing-receptive-fields).

    Parameters
    ----------
    layers : sequence of (ConvolutionSpec, (kh, kw))
        From the picture upwards; none at all sees one pixel.

    Returns
    -------
    rows, columns : ReceptiveField

    Raises
    ------
    LabError
        Where a kernel size is not a pair of whole numbers of at least 1.
    """
    size, jump = [1, 1], [1, 1]
    for spec, kernel_size in layers:
        kernel = _require_kernel_shape(kernel_size)
        for axis in range(2):
            size[axis] += (span(kernel[axis], spec.dilation[axis]) - 1) * jump[axis]
            jump[axis] *= spec.stride[axis]
    return ReceptiveField(size[0], jump[0]), ReceptiveField(size[1], jump[1])


def _require_kernel_shape(shape: tuple[int, ...]) -> tuple[int, ...]:
    pairs = [whole_pair(tuple(shape[start : start + 2])) for start in range(0, len(shape), 2)]
    if len(shape) not in (2, 4) or None in pairs:
        raise LabError("A kernel's shape is two or four whole numbers of at least 1.")
    return sum(pairs, ())
