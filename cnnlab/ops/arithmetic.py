"""The arithmetic of one axis of a convolution."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

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
