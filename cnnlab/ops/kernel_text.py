"""Kernels as text, the way a link carries them: "1,0;0,-1", three of them parted by "|"."""

from __future__ import annotations

import re

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_numbers

LARGEST_SIZE = 15
LARGEST_NUMBER = 1e6
LONGEST_TEXT = 20_000

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
# What a Chinese keyboard types, and the minus sign of typeset text.
_FULL_WIDTH = str.maketrans({"，": ",", "；": ";", "｜": "|", "−": "-"})


def parse(text: str) -> np.ndarray:
    """Read a kernel, or three.

    Parameters
    ----------
    text : str
        Cells parted by ",", rows by ";" or a new line, three kernels by "|". Spaces
        do not matter.

    Returns
    -------
    ndarray of float32, shape (kh, kw) or (3, kh, kw)

    Raises
    ------
    LabError
        Where it is empty, ragged, too long, too large, or a cell is no finite number.
    """
    if not isinstance(text, str) or not text.strip():
        raise LabError(
            'The kernel is empty. Write cells parted by "," and rows by ";": for example 1,0;0,-1.'
        )
    if len(text) > LONGEST_TEXT:
        raise LabError("The kernel's text is longer than {longest} characters.", longest=LONGEST_TEXT)
    kernels = [_parse_one(part) for part in text.translate(_FULL_WIDTH).split("|")]
    if len(kernels) not in (1, 3):
        raise LabError(
            'There are {count} kernels. Give one, or three parted by "|" for red, green and blue.',
            count=len(kernels),
        )
    if len({kernel.shape for kernel in kernels}) > 1:
        raise LabError("The three kernels need to have the same number of rows and columns.")
    return kernels[0] if len(kernels) == 1 else np.stack(kernels)


def to_text(kernel: np.ndarray) -> str:
    """Write a kernel, or three, for `parse` to read.

    Parameters
    ----------
    kernel : array_like, shape (kh, kw) or (3, kh, kw)

    Returns
    -------
    str
        Each number with at most six significant digits.

    Raises
    ------
    LabError
        Where it is no such array of finite numbers, or is empty.
    """
    array = as_numbers(kernel)
    if array is None or array.size == 0 or array.ndim not in (2, 3) or (array.ndim == 3 and len(array) != 3):
        raise LabError("The kernel needs to be one table of finite numbers, or three of the same size.")
    # Adding 0 turns -0 into 0.
    return "|".join(
        ";".join(",".join(f"{value + 0.0:.6g}" for value in row) for row in one)
        for one in array.reshape(-1, *array.shape[-2:])
    )


def _parse_one(text: str) -> np.ndarray:
    # A new line after a semicolon, or around a bar, parts nothing: lines that hold nothing are passed over.
    lines = [line.strip().rstrip(";") for line in text.splitlines() if line.strip(" \t;")]
    rows = [[cell.strip() for cell in row.split(",")] for row in ";".join(lines).split(";")]
    if len({len(row) for row in rows}) > 1:
        raise LabError("The kernel's rows differ in length. Give every row the same number of cells.")
    if max(len(rows), len(rows[0])) > LARGEST_SIZE:
        raise LabError(
            "The kernel has {rows} rows and {columns} columns. It can have at most {largest} of each.",
            rows=len(rows),
            columns=len(rows[0]),
            largest=LARGEST_SIZE,
        )
    return np.array([[_number(cell) for cell in row] for row in rows], dtype=np.float32)


def _number(cell: str) -> float:
    if not _NUMBER.fullmatch(cell):
        raise LabError(
            "“{cell}” is not a number. Every cell of the kernel needs one, such as -1 or 0.25.",
            cell=cell[:20],
        )
    value = float(cell)
    if abs(value) > LARGEST_NUMBER:
        raise LabError(
            "The kernel's numbers can lie between -{largest} and {largest}; {cell} does not.",
            largest=int(LARGEST_NUMBER),
            cell=cell[:20],
        )
    return value
