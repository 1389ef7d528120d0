"""The arithmetic of one axis of a convolution."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.padding import sources


@dataclass(frozen=True)
class AxisArithmetic:
    """How the output size of one axis comes about.

    Attributes
    ----------
    n : int
        Length of the input.
    before, after : int
        Padding on either side.
    kernel, dilation, stride : int
    output : int
        Length of the output.
    """

    n: int
    before: int
    after: int
    kernel: int
    dilation: int
    stride: int
    output: int

    @property
    def formula(self) -> str:
        """The formula in letters; p is the padding of both sides together."""
        return "floor((n + p - d(k - 1) - 1) / s) + 1"

    @property
    def numbers(self) -> str:
        """The formula with its numbers and result."""
        return (
            f"floor(({self.n} + {self.before + self.after} - {self.dilation}·({self.kernel} - 1) - 1)"
            f" / {self.stride}) + 1 = {self.output}"
        )


def unread(axis: AxisArithmetic, padding: str) -> tuple[int, ...]:
    """The pixels of one axis that no window reads.

    Parameters
    ----------
    axis : AxisArithmetic
    padding : str
        One of `cnnlab.ops.padding.PADDINGS`.

    Returns
    -------
    tuple of int
        Indices from 0 to ``axis.n - 1``, rising.
    """
    starts = np.arange(axis.output) * axis.stride
    taps = np.arange(axis.kernel) * axis.dilation
    origin = sources(axis.n, axis.before, axis.after, padding)
    read = origin[starts[:, None] + taps]
    return tuple(int(i) for i in np.setdiff1d(np.arange(axis.n), read))


def window_of(
    axes: tuple[AxisArithmetic, AxisArithmetic], padding: str, row: int, col: int
) -> tuple[np.ndarray, np.ndarray]:
    """Say where the window of one output lies in the input.

    Parameters
    ----------
    axes : (AxisArithmetic, AxisArithmetic)
        Of rows and columns.
    padding : str
        One of `cnnlab.ops.padding.PADDINGS`.
    row, col : int
        Position in the output, from 0.

    Returns
    -------
    rows, cols : ndarray of int
        Indices in the input; -1 where a zero is added.

    Raises
    ------
    LabError
        Where there is no such output.
    """
    for place, axis in zip((row, col), axes, strict=True):
        if isinstance(place, bool) or not isinstance(place, Integral) or not 0 <= place < axis.output:
            raise LabError(
                "There is no such output: the output has {rows} rows and {columns} columns, counted from 0.",
                rows=axes[0].output,
                columns=axes[1].output,
            )
    rows, cols = (
        sources(axis.n, axis.before, axis.after, padding)[
            place * axis.stride + np.arange(axis.kernel) * axis.dilation
        ]
        for place, axis in zip((row, col), axes, strict=True)
    )
    return rows, cols
