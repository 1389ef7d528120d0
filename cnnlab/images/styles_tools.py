"""What all drawn styles are made of: colours, smooth surfaces, and a landscape to be drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image


def colours(*names: str) -> np.ndarray:
    """Return colours (n, 3) of float from 0 to 255 by names such as ``"1d3557"``."""
    return np.array([list(bytes.fromhex(name)) for name in names], np.float32)


def blended(palette: np.ndarray, along: np.ndarray) -> np.ndarray:
    """Return the colours (..., 3) at places from 0 to 1 along a palette (n, 3)."""
    places = np.linspace(0, 1, len(palette))
    return np.stack([np.interp(along, places, channel) for channel in palette.T], axis=-1).astype(np.float32)


def surface(rng: np.random.Generator, side: int, scale: float) -> np.ndarray:
    """Return a smooth random surface (side, side) from 0 to 1, whose hills have about `scale` pixels."""
    few = max(4, round(side / scale) + 3)
    small = Image.fromarray(rng.random((few, few)).astype(np.float32))
    # Cut out of the middle: at its edges an enlarged picture is flat.
    margin = 1.0
    box = (margin, margin, few - margin, few - margin)
    values = np.asarray(small.resize((side, side), Image.Resampling.BICUBIC, box=box))
    low, high = values.min(), values.max()
    return (values - low) / max(float(high - low), 1e-6)


def clouds(rng: np.random.Generator, side: int, scale: float, octaves: int = 4) -> np.ndarray:
    """Return a random surface (side, side) from 0 to 1 with hills of many sizes (fractal noise)."""
    total = sum(surface(rng, side, max(scale / 2**number, 2.0)) / 2**number for number in range(octaves))
    return (total - total.min()) / max(float(np.ptp(total)), 1e-6)


def ridge(rng: np.random.Generator, side: int, rough: float) -> np.ndarray:
    """Return the outline (side,) of hills, about 0, of height 1; rougher, more like mountains."""
    across = np.linspace(0, 1, side)
    line = np.zeros(side)
    for waves in (1, 2, 3, 5, 9, 17):
        line += np.sin(2 * np.pi * (waves * across + rng.random())) / waves ** (2 - rough)
    return line / max(float(np.abs(line).max()), 1e-6)


def landscape(
    rng: np.random.Generator,
    side: int,
    sky: np.ndarray,
    hills: Sequence[np.ndarray],
    sun: np.ndarray,
    rough: float = 0.4,
) -> np.ndarray:
    """Paint a sky with a sun in it, and hills before one another.

    Parameters
    ----------
    rng : numpy.random.Generator
    side : int
    sky : ndarray of float, shape (n, 3)
        Its colours from the top to the horizon.
    hills : sequence of ndarray of float, shape (3,)
        From the farthest to the nearest.
    sun : ndarray of float, shape (3,)
    rough : float
        Of the hills, from 0 to 1.

    Returns
    -------
    ndarray of float32, shape (side, side, 3)
        From 0 to 255.
    """
    rows, columns = np.mgrid[:side, :side].astype(np.float32) / side
    picture = blended(sky, np.clip(rows / 0.62 + 0.12 * (clouds(rng, side, side / 3) - 0.5), 0, 1))
    middle = rng.uniform(0.22, 0.34), rng.uniform(0.28, 0.72)
    distance = np.hypot(rows - middle[0], columns - middle[1])
    for radius, share in ((0.30, 0.25), (0.2, 0.3), (0.13, 0.4), (0.085, 1.0)):
        inside = np.clip((radius - distance) * side / 2 + 0.5, 0, 1)[..., None] * share
        picture = (1 - inside) * picture + inside * sun
    horizons = np.linspace(0.5, 0.86, len(hills))
    for number, (colour, horizon) in enumerate(zip(hills, horizons, strict=True)):
        outline = horizon + (0.1 - 0.01 * number) * ridge(rng, side, rough)
        under = np.clip((rows - outline[None, :]) * side + 0.5, 0, 1)[..., None]
        light = 1.12 - 0.5 * np.clip(rows - outline[None, :], 0, 0.4)[..., None]
        picture = (1 - under) * picture + under * np.clip(colour * light, 0, 255)
    return picture.astype(np.float32)


def nearest_two(points: np.ndarray, side: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return, for each pixel of a square, its nearest point and the distances of that and of the second nearest.

    Parameters
    ----------
    points : ndarray of float, shape (n, 2)
        Row and column in pixels.
    side : int

    Returns
    -------
    nearest : ndarray of int, shape (side, side)
    first, second : ndarray of float32, shape (side, side)
    """
    rows = np.arange(side, dtype=np.float32)[:, None]
    columns = np.arange(side, dtype=np.float32)[None, :]
    nearest = np.zeros((side, side), np.int32)
    first = np.full((side, side), np.inf, np.float32)
    second = first.copy()
    for number, (row, column) in enumerate(points.astype(np.float32)):
        squared = (rows - row) ** 2 + (columns - column) ** 2
        closer = squared < first
        second = np.where(closer, first, np.minimum(second, squared))
        nearest[closer] = number
        first = np.minimum(first, squared)
    return nearest, np.sqrt(first), np.sqrt(second)


def finished(picture: np.ndarray, side: int) -> np.ndarray:
    """Return a picture, from 0 to 255, as bytes (side, side, 3), reduced where it was drawn larger."""
    pixels = np.clip(np.round(picture), 0, 255).astype(np.uint8)
    if len(pixels) == side:
        return pixels
    return np.array(Image.fromarray(pixels).resize((side, side), Image.Resampling.BOX))


def ink(colour: np.ndarray) -> tuple[int, int, int]:
    """Return a colour as Pillow takes it."""
    return tuple(int(value) for value in np.clip(np.round(colour), 0, 255))
