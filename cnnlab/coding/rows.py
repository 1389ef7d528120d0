"""Rows of numbers, such as the codes of many pictures, as bytes: quantised, and all coded together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.coding.range_coder import Decoder, Encoder
from cnnlab.coding.whole_numbers import LONGEST, Chances, read, spread_of, write
from cnnlab.errors import LabError

HEADER = 4
"""Bytes before the first code: how many rows (2), how many numbers in each (1), the step (1)."""
STEPS = range(256)
"""Numbers of the steps: eight to an octave, 128 is a step of 1."""


@dataclass(frozen=True, eq=False)
class Scales:
    """What encoder and decoder both know of the numbers in a row before they have seen any.

    Attributes
    ----------
    mean, deviations : ndarray of float32, shape (d,)
        Of the codes of training pictures: nothing here may come from those that are to be coded.
    gains : ndarray of float32, shape (d,)
        By how much what is decoded changes, as the root of the summed squares, where a number changes by 1. The steps
        are in proportion to 1 / gain: each number may be wrong by as much as it matters.
    """

    mean: np.ndarray
    deviations: np.ndarray
    gains: np.ndarray

    def first(self, count: int) -> Scales:
        """Return the scales of the first numbers alone."""
        return Scales(self.mean[:count], self.deviations[:count], self.gains[:count])


def step_of(number: int) -> float:
    """Return the step with a number in `STEPS`."""
    return 2.0 ** ((number - 128) / 8)


def quantise(rows: np.ndarray, scales: Scales, step: int) -> np.ndarray:
    """Return rows (N, d) as whole numbers of steps from the mean (int64)."""
    steps = (rows.astype(np.float64) - scales.mean) * scales.gains / step_of(step)
    most = 2.0 ** (LONGEST - 1)
    return np.rint(np.clip(np.nan_to_num(steps), -most, most)).astype(np.int64)


def restore(numbers: np.ndarray, scales: Scales, step: int) -> np.ndarray:
    """Return the rows (float32) that whole numbers stand for."""
    return (numbers * step_of(step) / _gains(scales) + scales.mean).astype(np.float32)


def encode(rows: np.ndarray, scales: Scales, step: int) -> bytes:
    """Return rows as bytes.

    Parameters
    ----------
    rows : ndarray of float, shape (N, d)
        At most 65535 rows of at most 255 numbers.
    scales : Scales
        Of d numbers.
    step : int
        One of `STEPS`.

    Raises
    ------
    LabError
        There are too many rows, or numbers in a row.
    """
    if len(rows) > 0xFFFF or rows.shape[1] > 0xFF:
        raise LabError("At most 65535 codes of at most 255 numbers each can be written into one file.")
    chances, coder = _chances(scales, step), Encoder()
    for row in quantise(rows, scales, step).tolist():
        for number, chance in zip(row, chances, strict=True):
            write(number, chance, coder)
    head = len(rows).to_bytes(2, "big") + bytes((rows.shape[1], step))
    return head + coder.finish()


def decode(data: bytes, scales: Scales) -> np.ndarray:
    """Return the rows (float32, (N, d)) that `encode` has written, with the same scales.

    Raises
    ------
    LabError
        There is no header, or the rows have another number of numbers.
    """
    if len(data) < HEADER or data[2] != len(scales.mean):
        raise LabError("These bytes are no codes of this network.")
    count, size, step = int.from_bytes(data[:2], "big"), data[2], data[3]
    chances, coder = _chances(scales, step), Decoder(data[HEADER:])
    numbers = [read(chance, coder) for _ in range(count) for chance in chances]
    return restore(np.array(numbers, np.int64).reshape(count, size), scales, step)


def _gains(scales: Scales) -> np.ndarray:
    """Return the gains; a number that changes nothing keeps its mean."""
    return np.where(scales.gains > 0, scales.gains, np.inf).astype(np.float64)


def _chances(scales: Scales, step: int) -> list[Chances]:
    """Return for each number of a row what is supposed of it; those that are spread alike learn from one another."""
    deviations = scales.deviations.astype(np.float64) * scales.gains / step_of(step)
    spreads = [spread_of(float(each)) for each in deviations]
    held = {spread: Chances(spread) for spread in set(spreads)}
    return [held[spread] for spread in spreads]
