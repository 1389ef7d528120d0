"""Networks as lists of blocks: counted without TensorFlow, and built from the same list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, prod

from cnnlab.networks.plan import Planned


@dataclass(frozen=True)
class Block:
    """One layer.

    Attributes
    ----------
    name : str
    kind : str
        "conv", "transposed" (both with `units`, `size`, `stride`), "gated" (a convolution times the sigmoid of
        another), "pool" (maximum), "up" (each value becomes `size` x `size`), "flatten", "dense", "reshape", "norm"
        (the values of each place have a mean square of 1, and each map a factor), "scale" (from 0..1 to -1..1).
    units : int
    size, stride : int
    padding : {"same", "valid"}
    activation : str
        Of "conv", "transposed", "gated", "dense" and "norm".
    shape : tuple of int
        Of "reshape".
    joins : str
        Name of an earlier block of the same list whose maps come in beside those of the block before.
    adds : str
        Name of an earlier block of the same list whose maps are added to what this one gives.
    spectral : bool
        Of "conv" and "dense": the weights are divided by the largest singular value that they have as a matrix.
    """

    name: str
    kind: str
    units: int = 0
    size: int = 3
    stride: int = 1
    padding: str = "same"
    activation: str = "relu"
    shape: tuple[int, ...] = ()
    joins: str = ""
    adds: str = ""
    spectral: bool = False


def planned(shape: tuple[int, ...], blocks: Sequence[Block]) -> tuple[Planned, ...]:
    """Say what blocks make of a picture: shapes, parameters, multiply-adds.

    Parameters
    ----------
    shape : (rows, columns, channels) or (values,)
    blocks : sequence of Block

    Returns
    -------
    tuple of Planned
        One for each block.
    """
    found: list[Planned] = []
    shapes: dict[str, tuple[int, ...]] = {}
    for block in blocks:
        if block.joins:
            shape = (*shape[:2], shape[2] + shapes[block.joins][2])
        after, parameters, products = _COUNTS[block.kind](shape, block)
        if block.spectral:
            parameters += block.units  # the direction that is kept from step to step
        found.append(Planned(block.name, block.kind, after, parameters, products))
        shape = shapes[block.name] = after
    return tuple(found)


def _sides(shape: tuple[int, ...], block: Block) -> tuple[int, int]:
    if block.padding == "same":
        return ceil(shape[0] / block.stride), ceil(shape[1] / block.stride)
    return (shape[0] - block.size) // block.stride + 1, (shape[1] - block.size) // block.stride + 1


def _conv(shape: tuple[int, ...], block: Block) -> tuple:
    rows, columns = _sides(shape, block)
    weights = block.size**2 * shape[2] * block.units
    return (rows, columns, block.units), weights + block.units, rows * columns * weights


def _gated(shape: tuple[int, ...], block: Block) -> tuple:
    after, parameters, products = _conv(shape, block)
    return after, 2 * parameters, 2 * products


def _transposed(shape: tuple[int, ...], block: Block) -> tuple:
    beyond = max(block.size - block.stride, 0) if block.padding == "valid" else 0
    rows, columns = shape[0] * block.stride + beyond, shape[1] * block.stride + beyond
    weights = block.size**2 * shape[2] * block.units
    # Each value of the input is multiplied by all weights of its map.
    return (rows, columns, block.units), weights + block.units, shape[0] * shape[1] * weights


def _dense(shape: tuple[int, ...], block: Block) -> tuple:
    values = prod(shape)
    return (block.units,), (values + 1) * block.units, values * block.units


_COUNTS = {
    "conv": _conv,
    "gated": _gated,
    "transposed": _transposed,
    "dense": _dense,
    "pool": lambda shape, block: ((shape[0] // block.size, shape[1] // block.size, shape[2]), 0, 0),
    "up": lambda shape, block: ((shape[0] * block.size, shape[1] * block.size, shape[2]), 0, 0),
    "flatten": lambda shape, block: ((prod(shape),), 0, 0),
    "reshape": lambda shape, block: (block.shape, 0, 0),
    "norm": lambda shape, block: (shape, shape[-1], 0),
    "scale": lambda shape, block: (shape, 0, 0),
}
