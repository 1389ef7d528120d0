"""How one output value of a pooling came about."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.arithmetic import window_of
from cnnlab.ops.checks import as_picture
from cnnlab.ops.pooling_geometry import PoolingSpec


@dataclass(frozen=True, eq=False)
class PoolTrace:
    """The arithmetic of one output position.

    Attributes
    ----------
    patch : ndarray of float32, shape (kh, kw) or (kh, kw, C)
        The input under the window; NaN where the window lies in the padding, which does not count.
    counted : int
        Number of values that count, in each channel.
    winner : (int, int), or tuple of (int, int)
        Row and column, in the input, of the largest value, whatever the kind of pooling; for a picture with
        a channel axis one pair for each channel. Of equal ones the first, row by row, as in TensorFlow.
    gradient : ndarray of float64, of the patch's shape
        By how much the output changes with each value of the window: 1 at the winner (max), 1 / counted
        everywhere (average), value / total (L2; 0 where the total is 0). It is 0 in the padding.
    total : float, or ndarray of float64, shape (C,)
        The output value.
    rows, cols : ndarray of int, shape (kh,) and (kw,)
        Where the patch lies in the input; -1 in the padding.
    """

    patch: np.ndarray
    counted: int
    winner: tuple[int, int] | tuple[tuple[int, int], ...]
    gradient: np.ndarray
    total: float | np.ndarray
    rows: np.ndarray
    cols: np.ndarray


def trace(image: np.ndarray, spec: PoolingSpec, row: int, col: int) -> PoolTrace:
    """Show how the output at one position is computed (in double precision, without TensorFlow).

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    spec : PoolingSpec
    row, col : int
        Position in the output, from 0.

    Returns
    -------
    PoolTrace

    Raises
    ------
    LabError
        Where there is no such output, or the picture is not sound.
    """
    image = as_picture(image)
    rows, cols = window_of(spec.arithmetic(image.shape[:2]), spec.padding, row, col)
    patch = image[np.ix_(rows, cols)]
    patch[rows < 0] = np.nan
    patch[:, cols < 0] = np.nan
    planes = (patch if patch.ndim == 3 else patch[..., None]).astype(float)
    counted = int((rows >= 0).sum() * (cols >= 0).sum())
    places = [np.unravel_index(np.nanargmax(planes[..., c]), patch.shape[:2]) for c in range(planes.shape[2])]
    totals = {
        "max": lambda: np.nanmax(planes, axis=(0, 1)),
        "average": lambda: np.nanmean(planes, axis=(0, 1)),
        "l2": lambda: np.sqrt(np.nansum(planes**2, axis=(0, 1))),
    }[spec.kind]()
    winners = tuple((int(rows[down]), int(cols[across])) for down, across in places)
    gradient = _gradient(planes, spec.kind, places, totals, counted).reshape(patch.shape)
    if image.ndim == 2:
        return PoolTrace(patch, counted, winners[0], gradient, float(totals[0]), rows, cols)
    return PoolTrace(patch, counted, winners, gradient, totals, rows, cols)


def _gradient(
    planes: np.ndarray, kind: str, places: list[tuple[int, int]], totals: np.ndarray, counted: int
) -> np.ndarray:
    if kind == "max":
        gradient = np.zeros_like(planes)
        for channel, (down, across) in enumerate(places):
            gradient[down, across, channel] = 1
        return gradient
    there = ~np.isnan(planes)
    if kind == "average":
        return there / counted
    return np.where(there, planes, 0) / np.where(totals > 0, totals, 1)
