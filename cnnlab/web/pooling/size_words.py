"""The output size of a pooling as a calculation."""

from __future__ import annotations

from cnnlab.ops.arithmetic import AxisArithmetic

FORMULA = "⌊(n + p − k)/s⌋ + 1"
"""p is the padding of both sides together."""


def numbers(axis: AxisArithmetic) -> str:
    """Return the formula of one axis with its numbers and result."""
    return f"⌊({axis.n} + {axis.before + axis.after} − {axis.kernel})/{axis.stride}⌋ + 1 = {axis.output}"


def calculation(rows: AxisArithmetic, columns: AxisArithmetic) -> str:
    """Return the formula, and its numbers for rows and for columns, once where they are the same."""
    return f"{FORMULA} = " + "; ".join(dict.fromkeys((numbers(rows), numbers(columns))))
