"""Test pictures that teach, made at the size they are asked for: an impulse stays one pixel at any size."""

from __future__ import annotations

import numpy as np

DARK, LIGHT = 51, 204  # 0.2 and 0.8 of white
"""Grey levels of the edges: away from black and white, so that an overshoot is seen."""


def impulse(size: int) -> np.ndarray:
    """Return one white pixel on black: what a filter makes of it is the kernel itself.

    Parameters
    ----------
    size : int
        Pixels of the side.

    Returns
    -------
    ndarray of uint8, shape (size, size)
        The pixel is at row and column ``size // 2``.
    """
    picture = np.zeros((size, size), np.uint8)
    picture[size // 2, size // 2] = 255
    return picture


def step_edge(size: int) -> np.ndarray:
    """Return a dark left half (0.2) and a light right half (0.8), with nothing between.

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
    """
    return np.tile(np.where(np.arange(size) < size // 2, DARK, LIGHT).astype(np.uint8), (size, 1))


def gradient(size: int) -> np.ndarray:
    """Return grey that rises evenly from black on the left to white on the right.

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
    """
    return np.tile(np.rint(np.linspace(0, 255, size)).astype(np.uint8), (size, 1))


def checkerboard(size: int) -> np.ndarray:
    """Return black and white squares of an eighth of the side (rounded down, at least one pixel).

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
        Black at the top left.
    """
    fields = np.arange(size) // max(1, size // 8)
    return ((fields[:, None] + fields) % 2 * 255).astype(np.uint8)


def bars(size: int) -> np.ndarray:
    """Return upright stripes that grow wider downwards: 1, 2, 4 and 8 pixels, a quarter of the height each.

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
    """
    widths = 2 ** (np.arange(size) * 4 // size)
    return (np.arange(size) // widths[:, None] % 2 * 255).astype(np.uint8)


def disc(size: int) -> np.ndarray:
    """Return a light disc (192) on dark ground (64): an edge in every direction, smooth along its pixels.

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
        The radius is 0.3 of the side; the edge is one pixel wide.
    """
    cover = np.clip(0.3 * size - _radius(size) + 0.5, 0, 1)
    return np.rint(DARK + (LIGHT - DARK) * cover).astype(np.uint8)


def zone_plate(size: int) -> np.ndarray:
    """Return rings that grow finer outwards, up to the finest that pixels can show.

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
        ``(1 + cos(pi r^2 / size)) / 2`` of white: at ``r = size / 2``, the middle of each side, the phase
        changes by pi a pixel, which is the Nyquist frequency; the corners beyond are aliased on purpose.
    """
    return np.rint(127.5 * (1 + np.cos(np.pi * _radius(size) ** 2 / size))).astype(np.uint8)


def flat(size: int) -> np.ndarray:
    """Return one mid grey (128): no filter whose weights sum to zero finds anything in it.

    Parameters
    ----------
    size : int

    Returns
    -------
    ndarray of uint8, shape (size, size)
    """
    return np.full((size, size), 128, np.uint8)


def _radius(size: int) -> np.ndarray:
    along = np.arange(size) - (size - 1) / 2
    return np.hypot(along[:, None], along)
