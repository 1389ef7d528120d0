"""Wrong output sizes, and the slip behind each."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from cnnlab.ops.arithmetic import AxisArithmetic


def size_slips(axis: AxisArithmetic) -> Mapping[int, str]:
    """Return what a person gets who makes one of the common slips.

    Parameters
    ----------
    axis : AxisArithmetic
        The right calculation.

    Returns
    -------
    dict of int to str
        Wrong output size, and the name of its slip: "padding" (forgotten), "one_side" (padding counted on
        one side only), "floor" (rounded up), "dilation" (d k instead of d (k - 1) + 1), "no_dilation",
        "stride" (forgotten), "plus_one" (forgotten), "kernel" (output taken for as large as the input).
        The right size is never among them; where two slips give the same number, the first named stays.
    """
    n, k, d, s = axis.n, axis.kernel, axis.dilation, axis.stride
    padding = axis.before + axis.after

    def size(padding: int, reach: int, stride: int = s) -> int:
        return (n + padding - reach) // stride + 1

    reach = d * (k - 1) + 1
    wrong = {
        "padding": size(0, reach),
        "one_side": size(axis.before, reach),
        "no_dilation": size(padding, k),
        "dilation": size(padding, d * k),
        "floor": ceil((n + padding - reach) / s) + 1,
        "stride": size(padding, reach, 1),
        "plus_one": (n + padding - reach) // s,
        "kernel": n,
    }
    slips: dict[int, str] = {}
    for name, value in wrong.items():
        if value != axis.output:
            slips.setdefault(value, name)
    return slips
