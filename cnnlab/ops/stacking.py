"""Convolutions one after another, and when two of them are one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.activation import activate
from cnnlab.ops.checks import as_kernel, as_picture
from cnnlab.ops.convolution import convolve
from cnnlab.ops.cost import receptive_field
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.padding import sources

COLLAPSIBLE = ("valid", "same", "full", "circular")
"""Paddings that `collapse` takes."""


@dataclass(frozen=True, eq=False)
class Layer:
    """One convolution with its activation.

    Attributes
    ----------
    kernel : array_like, shape (kh, kw) or (kh, kw, C_in, C_out)
    spec : ConvolutionSpec
    bias : float or array_like
    activation : str
        One of `cnnlab.ops.activation.NAMES`.
    """

    kernel: np.ndarray
    spec: ConvolutionSpec = field(default_factory=ConvolutionSpec)
    bias: float | np.ndarray = 0.0
    activation: str = "linear"


@dataclass(frozen=True, eq=False)
class Collapse:
    """Two convolutions in succession beside the single one that replaces them.

    Attributes
    ----------
    kernel : ndarray of float32, shape (kh1 + kh2 - 1, kw1 + kw2 - 1)
        The single kernel.
    two_steps, one_step : ndarray of float32, shape (oh, ow)
    difference : ndarray of float32, shape (oh, ow)
        Two steps less one step.
    border : ((top, bottom), (left, right))
        Rows and columns where the second convolution reads zeros in place of values
        that the first would have had there; 0 where both ways are equal.
    largest : float
        Largest absolute difference.
    largest_inside : float
        The same away from the border; 0 where nothing is left inside it.
    """

    kernel: np.ndarray
    two_steps: np.ndarray
    one_step: np.ndarray
    difference: np.ndarray
    border: tuple[tuple[int, int], tuple[int, int]]
    largest: float
    largest_inside: float


def run_stack(image: np.ndarray, layers: Sequence[Layer]) -> tuple[np.ndarray, ...]:
    """Run a picture through several convolutions.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    layers : sequence of Layer

    Returns
    -------
    tuple of ndarray of float32
        The map after each layer.

    Raises
    ------
    LabError
        Where a layer cannot take the map before it (see `convolve` and `activate`).
    """
    maps = []
    current = image
    for layer in layers:
        current = activate(convolve(current, layer.kernel, layer.spec, layer.bias), layer.activation)
        maps.append(current)
    return tuple(maps)


def receptive_window(
    size: tuple[int, int],
    layers: Sequence[tuple[ConvolutionSpec, tuple[int, int]]],
    row: int,
    col: int,
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where in the picture the receptive field of one output value lies.

    Parameters
    ----------
    size : (int, int)
        Rows and columns of the picture.
    layers : sequence of (ConvolutionSpec, (kh, kw))
    row, col : int
        Position in the last map.

    Returns
    -------
    (top, bottom), (left, right) : pairs of int
        First row and the one after the last. Where they lie outside the picture the
        field hangs over into the padding.

    Raises
    ------
    LabError
        Where a layer has no output.
    """
    origin = [0, 0]
    for index, (spec, kernel_size) in enumerate(layers):
        before = spec.padding_amounts(size, kernel_size)
        jumps = [field.jump for field in receptive_field(layers[:index])]
        origin = [start - pad[0] * jump for start, pad, jump in zip(origin, before, jumps, strict=True)]
        size = spec.output_size(size, kernel_size)
    rows, columns = (
        (start + place * field.jump, start + place * field.jump + field.size)
        for start, place, field in zip(origin, (row, col), receptive_field(layers), strict=True)
    )
    return rows, columns


def combined_kernel(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The single kernel that does what two do in succession (stride and dilation 1).

    Sliding two kernels over a picture one after the other adds their positions, so
    the single kernel is the full convolution of the two. It holds for two
    cross-correlations and for two true convolutions alike (``flip`` the same in both
    and in the single one); the order of the two does not matter.

    Parameters
    ----------
    first, second : array_like, shape (kh, kw)

    Returns
    -------
    ndarray of float32, shape (kh1 + kh2 - 1, kw1 + kw2 - 1)

    Raises
    ------
    LabError
        Where they are not two-dimensional kernels of finite numbers.
    """
    first, second = as_kernel(first), as_kernel(second)
    if first.ndim != 2 or second.ndim != 2:
        raise LabError("Only kernels of two dimensions are combined here; choose one channel.")
    return convolve(first, second, ConvolutionSpec(padding="full", flip=True))


def collapse(image: np.ndarray, first: np.ndarray, second: np.ndarray, padding: str = "valid") -> Collapse:
    """Compare two cross-correlations in succession with the single one that replaces them.

    Parameters
    ----------
    image : array_like, shape (H, W)
    first, second : array_like, shape (kh, kw)
    padding : str
        One of `COLLAPSIBLE`. With "same" the border differs: the second convolution
        reads zeros outside the first map, where the first would have had values.

    Returns
    -------
    Collapse
        The single step pads by what both steps pad together, so that the results lie
        over each other.

    Raises
    ------
    LabError
        Where there is no output, or picture, kernels or padding are not of this kind.
    """
    image = as_picture(image)
    if image.ndim != 2:
        raise LabError("Choose one channel of the picture: this compares single maps.")
    if padding not in COLLAPSIBLE:
        raise LabError("Choose the padding valid, same, full or circular to compare two steps with one.")
    kernel = combined_kernel(first, second)
    spec = ConvolutionSpec(padding=padding)
    middle = convolve(image, first, spec)
    two_steps = convolve(middle, second, spec)
    first_pads = spec.padding_amounts(image.shape, np.shape(first))
    second_pads = spec.padding_amounts(middle.shape, np.shape(second))
    pads = tuple((a[0] + b[0], a[1] + b[1]) for a, b in zip(first_pads, second_pads, strict=True))
    one_step = convolve(_padded(image, pads, padding), kernel)
    border = second_pads if padding == "same" else ((0, 0), (0, 0))
    (top, bottom), (left, right) = border
    difference = two_steps - one_step
    inside = difference[top : len(difference) - bottom, left : difference.shape[1] - right]
    return Collapse(
        kernel=kernel,
        two_steps=two_steps,
        one_step=one_step,
        difference=difference,
        border=border,
        largest=float(np.abs(difference).max()),
        largest_inside=float(np.abs(inside).max(initial=0)),
    )


def _padded(image: np.ndarray, pads: tuple[tuple[int, int], ...], padding: str) -> np.ndarray:
    if padding != "circular":
        return np.pad(image, pads)
    rows, columns = (sources(n, *pad, padding) for n, pad in zip(image.shape, pads, strict=True))
    return image[np.ix_(rows, columns)]
