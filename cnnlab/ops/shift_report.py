"""How much four ways of downsampling change when the picture moves: all that the mode Shift asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.downsampling import dense_pool, low_pass, strided_convolution

METHODS = ("convolution", "max", "average", "blur")
LARGEST_SHIFT = 8
_FLAT = 1e-6
"""Of the largest value: a smaller spread is rounding."""


@dataclass(frozen=True, eq=False)
class Moved:
    """One way of downsampling, of the picture as it is and of the moved one.

    Attributes
    ----------
    before, after : ndarray of float32, shape (oh, ow)
    spread : float
        Root of the mean of both variances; 0 where both maps are flat.
    in_place, along : tuple of float, length `LARGEST_SHIFT` + 1
        For each shift the change in units of the spread, as it stands and against the map before, moved by
        whole steps. NaN where it cannot be told, because both maps are flat and differ.
    steps : int
        So many steps to the right the map before fits best to the map after.
    """

    before: np.ndarray
    after: np.ndarray
    spread: float
    in_place: tuple[float, ...]
    along: tuple[float, ...]
    steps: int


@dataclass(frozen=True, eq=False)
class ShiftReport:
    """What a shift does.

    Attributes
    ----------
    picture, moved : ndarray of float32, shape (H, W)
        The picture, cut to a multiple of the stride, and moved to the right; what leaves comes in on the left.
    maps : dict of str to Moved
        For each of `METHODS`.
    """

    picture: np.ndarray
    moved: np.ndarray
    maps: dict[str, Moved]


def trimmed(pixels: np.ndarray, stride: int) -> np.ndarray:
    """Cut a picture to whole steps.

    Parameters
    ----------
    pixels : ndarray, shape (H, W)
    stride : int

    Returns
    -------
    ndarray, shape (H - H % stride, W - W % stride)

    Raises
    ------
    LabError
        Where nothing would be left.
    """
    rows, columns = (n - n % stride for n in pixels.shape)
    if not rows or not columns:
        raise LabError(
            "The stride is {stride} and the picture has only {rows} × {columns} pixels. Choose a smaller stride"
            " or a larger picture.",
            stride=stride,
            rows=pixels.shape[0],
            columns=pixels.shape[1],
        )
    return pixels[:rows, :columns]


def report_shift(pixels: np.ndarray, edges: bool, window: int, stride: int, shift: int) -> ShiftReport:
    """Downsample a picture in four ways, for every shift from 0 to `LARGEST_SHIFT`.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
        It is taken to go on beyond its border as on the opposite side.
    edges : bool
        True: pool the edge map (convolution and ReLU), as a network does; the strided convolution is then the
        same map, of which it computes every s-th value only. False: pool the picture itself.
    window, stride : int
        Of the poolings; the convolution's kernel is `cnnlab.ops.downsampling.EDGES`.
    shift : int
        Pixels to the right, from 0 to `LARGEST_SHIFT`: the one whose maps are wanted.

    Returns
    -------
    ShiftReport

    Raises
    ------
    LabError
        Where a stride does not fit into the picture.
    """
    picture = trimmed(pixels, stride).astype(np.float32) / np.float32(255)
    ways = _ways(picture, edges, window, stride)
    return ShiftReport(
        picture,
        np.roll(picture, shift, axis=1),
        {name: _compare(way, stride, shift) for name, way in ways.items()},
    )


def _ways(
    picture: np.ndarray, edges: bool, window: int, stride: int
) -> dict[str, Callable[[int], np.ndarray]]:
    """For each method, a function that gives its map for a shift."""
    windows, steps = (window, window), (stride, stride)
    activated = _relu if edges else _unchanged
    source = _relu(strided_convolution(picture, (1, 1))) if edges else picture
    highest, mean = (dense_pool(source, kind, windows) for kind in ("max", "average"))
    # What a movement to the right leaves as it is, smoothing down the picture, is done once.
    smoothed = low_pass(highest, (stride, 1))
    return {
        "convolution": lambda shift: activated(strided_convolution(_moved(picture, shift), steps)),
        "max": lambda shift: _moved(highest, shift)[::stride, ::stride],
        "average": lambda shift: _moved(mean, shift)[::stride, ::stride],
        "blur": lambda shift: low_pass(_moved(smoothed, shift), (1, stride)),
    }


def _compare(way: Callable[[int], np.ndarray], stride: int, shift: int) -> Moved:
    # A movement by whole steps moves the map, and nothing else: one map for each remainder is enough.
    phases = [way(remainder) for remainder in range(min(stride, LARGEST_SHIFT + 1))]
    maps = [_moved(phases[each % stride], each // stride) for each in range(LARGEST_SHIFT + 1)]
    before, after = maps[0], maps[shift]
    along = [_best_step(before, each, stride, by) for by, each in enumerate(maps)]
    return Moved(
        before,
        after,
        _spread(before, after),
        tuple(change(before, each) for each in maps),
        tuple(smallest for smallest, _ in along),
        along[shift][1],
    )


def _best_step(before: np.ndarray, after: np.ndarray, stride: int, shift: int) -> tuple[float, int]:
    """Smallest change, and the number of whole steps with it: the shift, rounded down or up."""
    choices = dict.fromkeys((shift // stride, -(-shift // stride)))
    return min(((change(_moved(before, steps), after), steps) for steps in choices), key=lambda each: each[0])


def change(before: np.ndarray, after: np.ndarray) -> float:
    """Return the root mean square of a difference in units of the maps' spread.

    Two maps without any relation, but of equal mean and variance, differ by the square root of 2.

    Parameters
    ----------
    before, after : ndarray, of equal shape

    Returns
    -------
    float
        NaN where both maps are flat and differ: there is nothing to measure the change by.
    """
    spread = _spread(before, after)
    differing = float(np.sqrt(np.mean((after.astype(float) - before) ** 2)))
    if spread:
        return differing / spread
    return 0.0 if differing <= _FLAT * _largest(before, after) else float("nan")


def _spread(before: np.ndarray, after: np.ndarray) -> float:
    spread = float(np.sqrt((np.var(before, dtype=float) + np.var(after, dtype=float)) / 2))
    return spread if spread > _FLAT * _largest(before, after) else 0.0


def _largest(before: np.ndarray, after: np.ndarray) -> float:
    return float(max(np.abs(before).max(), np.abs(after).max()))


def _moved(values: np.ndarray, shift: int) -> np.ndarray:
    return np.roll(values, shift, axis=1)


def _relu(values: np.ndarray) -> np.ndarray:
    return np.maximum(values, 0)


def _unchanged(values: np.ndarray) -> np.ndarray:
    return values
