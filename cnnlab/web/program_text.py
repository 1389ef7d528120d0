"""Arrays as they stand in a program."""

from __future__ import annotations

import numpy as np

KERNEL = "kernel = np.array("


def nested(values: np.ndarray, indent: int = len(KERNEL)) -> str:
    """Write an array as nested lists, with all digits that a 32-bit number has, rows below one another.

    Parameters
    ----------
    values : ndarray
    indent : int
        Letters before it on its line.

    Returns
    -------
    str
    """
    text = np.array2string(
        values,
        separator=", ",
        max_line_width=100,
        threshold=10_000,
        formatter={"float_kind": lambda value: f"{value:.9g}"},
    )
    return text.replace("\n", "\n" + " " * indent)
