"""All that the mode Kinds asks for, in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.ops.cost import multiply_adds, parameters
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.kinds import Kind, apply_kind, ordinary_kernel
from cnnlab.ops.padding import span
from cnnlab.ops.transposed import overlap, transposed_convolve

DETAIL = 48
"""Pixels of the side of the part of a result in which a checkerboard can be seen."""
CORNER = 9
"""Pixels of the side of the corner in which the copies are counted."""
FLAT = 0.5
"""Grey of the flat picture."""


@dataclass(frozen=True)
class Cost:
    """Parameters (with a bias for each map) and multiply-adds of a layer."""

    parameters: int
    multiply_adds: int


@dataclass(frozen=True, eq=False)
class Enlargement:
    """What shows a checkerboard.

    Attributes
    ----------
    source : ((top, bottom), (left, right))
        The middle of the picture: the part that is followed.
    detail : ndarray of float32, shape (h, w, 3)
        Where that part lies in the result, at most `DETAIL` pixels a side.
    flat : ndarray of float32, shape (h, w)
        The same place where the picture is flat grey (`FLAT`).
    copies : ndarray of int, shape (h, w)
        How many copies of the kernel cover each pixel of the upper left corner.
    least, most : int
        The same away from the border: the smallest and the largest number.
    """

    source: tuple[tuple[int, int], tuple[int, int]]
    detail: np.ndarray
    flat: np.ndarray
    copies: np.ndarray
    least: int
    most: int


@dataclass(frozen=True, eq=False)
class KindReport:
    """What one kind of convolution made of the picture.

    Attributes
    ----------
    kind : Kind
        The maps of the transposed one are cut to `Enlargement.detail`.
    size : (int, int)
        Rows and columns of the maps, before they are cut.
    cost, ordinary : Cost
        Of this kind, and of the ordinary one on the same picture.
    field : int
        Rows of the picture that one value sees.
    signed : tuple of bool
        For each map: it has negative weights, so that its zero means something.
    enlargement : Enlargement or None
        Of the transposed kind alone.
    """

    kind: Kind
    size: tuple[int, int]
    cost: Cost
    ordinary: Cost
    field: int
    signed: tuple[bool, ...]
    enlargement: Enlargement | None = None


def as_colour(pixels: np.ndarray) -> np.ndarray:
    """Return a picture with three channels; a grey one becomes three equal ones.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)

    Returns
    -------
    ndarray of float32, shape (H, W, 3)
    """
    image = pixels.astype(np.float32) / np.float32(255)
    return np.repeat(image[..., None], 3, axis=2) if image.ndim == 2 else image


def kind_maps(pixels: np.ndarray, name: str, dilation: int, kernel_size: int, stride: int) -> Kind:
    """Apply one kind of convolution to a picture (see `cnnlab.ops.kinds.apply_kind`)."""
    return apply_kind(as_colour(pixels), name, dilation, kernel_size, stride)


def report_kind(pixels: np.ndarray, name: str, dilation: int, kernel_size: int, stride: int) -> KindReport:
    """Apply one kind of convolution to a picture and say what it costs.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    name : str
        One of `cnnlab.ops.kinds.KINDS`.
    dilation : int
        Of the dilated kind.
    kernel_size, stride : int
        Of the transposed kind.

    Returns
    -------
    KindReport

    Raises
    ------
    LabError
        Where a setting is impossible.
    """
    image = as_colour(pixels)
    kind = apply_kind(image, name, dilation, kernel_size, stride)
    shape, spec = ordinary_kernel().shape, ConvolutionSpec(padding="same")
    report = KindReport(
        kind,
        kind.maps.shape[:2],
        Cost(kind.parameters, kind.multiply_adds),
        Cost(parameters(shape), multiply_adds(image.shape, shape, spec)),
        _field(name, dilation, kernel_size, stride),
        _signed(kind),
    )
    if name != "transposed":
        return report
    enlargement = _enlargement(kind, image.shape[:2], kernel_size, stride)
    return replace(report, kind=replace(kind, maps=enlargement.detail), enlargement=enlargement)


def copies_inside(kernel_size: int, stride: int) -> tuple[int, int]:
    """Return how many copies of a transposed convolution's kernel cover a pixel away from the border.

    Parameters
    ----------
    kernel_size, stride : int

    Returns
    -------
    least, most : int
        Equal exactly where the stride divides the kernel's size.
    """
    return (kernel_size // stride) ** 2, (-(-kernel_size // stride)) ** 2


def _signed(kind: Kind) -> tuple[bool, ...]:
    count = kind.maps.shape[2]
    if any(kernel.ndim == 2 and kernel.min() < 0 for kernel in kind.kernels):
        return (True,) * count
    return tuple(bool(kind.kernels[-1][..., index].min() < 0) for index in range(count))


def _field(name: str, dilation: int, kernel_size: int, stride: int) -> int:
    return {
        "pointwise": 1,
        "dilated": span(3, dilation),
        # A pixel of the result gets copies from so many pixels of the picture.
        "transposed": -(-kernel_size // stride),
    }.get(name, 3)


def _enlargement(kind: Kind, size: tuple[int, int], kernel_size: int, stride: int) -> Enlargement:
    rows, columns = (_middle(n, DETAIL // stride) for n in size)
    place = tuple(slice(first * stride, last * stride) for first, last in (rows, columns))
    flat = transposed_convolve(np.full(size, FLAT, np.float32), kind.kernels[0][..., 0, 0], (stride, stride))
    corner = tuple(min(n, CORNER) for n in size)
    copies = overlap(corner, (kernel_size, kernel_size), (stride, stride))[:CORNER, :CORNER]
    return Enlargement(
        (rows, columns),
        np.ascontiguousarray(kind.maps[place]),
        np.ascontiguousarray(flat[place]),
        copies,
        *copies_inside(kernel_size, stride),
    )


def _middle(n: int, most: int) -> tuple[int, int]:
    length = min(n, most)
    first = (n - length) // 2
    return first, first + length
