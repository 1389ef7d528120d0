"""Pooling, ways back, and pooling again and again: all that the mode Undo asks for."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, log10

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.pooling import PoolingSpec, pool
from cnnlab.ops.unpooling import enlarge_to, switches, unpool


@dataclass(frozen=True, eq=False)
class Undone:
    """What a way back gives.

    Attributes
    ----------
    name : str
        "switches", "nearest" or "bilinear".
    picture : ndarray of float32, shape (H, W)
    error : ndarray of float32, shape (H, W)
        The picture given back less the picture.
    psnr : float
        In decibels; infinite where both are equal.
    """

    name: str
    picture: np.ndarray
    error: np.ndarray
    psnr: float


@dataclass(frozen=True, eq=False)
class UndoReport:
    """A pooled map, the ways back from it and the pyramid.

    Attributes
    ----------
    pooled : ndarray of float32, shape (oh, ow)
    ways : tuple of Undone
        The switches only for max pooling. For L2 they start from the map divided by the root of the number of
        values that count, which makes it as bright as the picture.
    pyramid : tuple of ndarray of float32
        The picture, its pooled map, that map's pooled map and so on (see `pyramid`).
    whole : float
        The maximum, mean or L2 norm of the picture at once.
    """

    pooled: np.ndarray
    ways: tuple[Undone, ...]
    pyramid: tuple[np.ndarray, ...]
    whole: float


def report_undo(pixels: np.ndarray, spec: PoolingSpec) -> UndoReport:
    """Pool a grey picture, go back in each way, and pool on to the end.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    spec : PoolingSpec

    Returns
    -------
    UndoReport

    Raises
    ------
    LabError
        Where there is no output.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    pooled = pool(image, spec)
    scaled = pooled / pool(np.ones_like(image), spec) if spec.kind == "l2" else pooled
    pictures = {"switches": unpool(pooled, switches(image, spec), image.shape)} if spec.kind == "max" else {}
    for method in ("nearest", "bilinear"):
        pictures[method] = stretch(scaled, spec, image.shape, method)
    ways = tuple(Undone(name, each, each - image, psnr(image, each)) for name, each in pictures.items())
    whole = {"max": np.max, "average": lambda x: np.mean(x, dtype=float), "l2": np.linalg.norm}[spec.kind]
    return UndoReport(pooled, ways, pyramid(image, pooled, spec), float(whole(image)))


def stretch(pooled: np.ndarray, spec: PoolingSpec, size: tuple[int, int], method: str) -> np.ndarray:
    """Stretch a pooled map so that each value lies on the middle of the window that it comes from.

    Stretching it to the picture's size at once would shift everything where rows or columns are left out.

    Parameters
    ----------
    pooled : ndarray, shape (oh, ow)
    spec : PoolingSpec
    size : (int, int)
        Rows and columns of the picture that was pooled.
    method : str
        One of `cnnlab.ops.unpooling.METHODS`.

    Returns
    -------
    ndarray of float32, shape `size`
        What lies beyond the stretched map repeats its border.
    """
    steps = zip(pooled.shape, spec.stride, strict=True)
    large = enlarge_to(pooled, tuple(n * step for n, step in steps), method)
    return large[np.ix_(*stretch_sources(spec, size))]


def stretch_sources(spec: PoolingSpec, size: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Return, for each row and each column of the picture, the one in the map stretched by the stride.

    Where window less stride is odd, the middle of the window lies between two pixels: the first is taken.
    """
    rows, columns = (
        (np.arange(axis.n) + axis.before - (axis.kernel - axis.stride) // 2).clip(
            0, axis.output * axis.stride - 1
        )
        for axis in spec.arithmetic(size)
    )
    return rows, columns


def pyramid(image: np.ndarray, pooled: np.ndarray, spec: PoolingSpec) -> tuple[np.ndarray, ...]:
    """Pool on, map after map.

    Parameters
    ----------
    image : ndarray of float32, shape (H, W)
    pooled : ndarray of float32, shape (oh, ow)
        What pooling it gives.
    spec : PoolingSpec
        With a stride of 1 there are only these two: the map hardly shrinks.

    Returns
    -------
    tuple of ndarray of float32
        The picture first; the last has one value, or is too small for the window.
    """
    levels = [image, pooled]
    while levels[-1].size > 1 and min(spec.stride) > 1:
        try:
            levels.append(pool(levels[-1], spec))
        except LabError:  # No window fits any more.
            break
    return tuple(levels)


def psnr(picture: np.ndarray, other: np.ndarray) -> float:
    """Return the peak signal-to-noise ratio of pictures in [0, 1].

    Parameters
    ----------
    picture, other : ndarray, of equal shape

    Returns
    -------
    float
        ``-10 log10(mean((picture - other)²))``, in decibels; infinite where they are equal.
    """
    squared = float(np.mean((picture.astype(float) - other) ** 2))
    return -10 * log10(squared) if squared else inf
