"""All maps of a layer, or all kernels of one of its maps, as one picture."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from cnnlab.images import colour

GAP = 128
"""Grey of the lines between maps."""
MOST = 256
"""Maps of a sheet."""


@dataclass(frozen=True, eq=False)
class MapSheet:
    """Maps beside and below one another, one pixel apart.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (rows, columns, 3)
    order : ndarray of int, shape (n,)
        Which map is where: row by row, the most active first.
    columns : int
        Maps in a row of the sheet.
    size : (int, int)
        Rows and columns of one map: the one at place i begins at row ``i // columns * (size[0] + 1)`` and column
        ``i % columns * (size[1] + 1)``.
    """

    pixels: np.ndarray
    order: np.ndarray
    columns: int
    size: tuple[int, int]


def by_activity(values: np.ndarray) -> np.ndarray:
    """Return the order of maps (..., K) by their largest size, the largest first; equal ones keep their order."""
    sizes = np.abs(values.reshape(-1, values.shape[-1])).max(axis=0)
    return np.argsort(-sizes, kind="stable")


def map_sheet(
    values: np.ndarray,
    order: np.ndarray | None = None,
    *,
    each: bool = True,
    columns: int = 0,
    most: int = MOST,
) -> MapSheet:
    """Lay the maps of a layer out as one picture.

    Parameters
    ----------
    values : ndarray of float, shape (rows, columns, K), or (K,)
    order : ndarray of int, optional
        Which maps come, one after the other; by default `by_activity`.
    each : bool
        Whether each map has a scale of its own; else there is one for the layer. Where any value of the layer is
        negative it is the diverging one, zero neutral, else the sequential one from zero.
    columns : int
        Maps in a row; 0: so many that the sheet is about as wide as high.
    most : int
        Maps at the most.
    """
    values = values.reshape(1, 1, -1) if values.ndim == 1 else values
    order = (by_activity(values) if order is None else order)[:most]
    maps = np.moveaxis(values[..., order], -1, 0)
    painted = _painted(maps, bool((values < 0).any()), None if each else float(np.abs(values).max()))
    columns = columns or ceil(sqrt(len(order) * (maps.shape[1] + 1) / (maps.shape[2] + 1)))
    columns = max(1, min(columns, len(order)))
    return MapSheet(beside(painted, columns), order, columns, maps.shape[1:])


def kernel_sheet(kernels: np.ndarray, columns: int = 0, limit: float | None = None) -> np.ndarray:
    """Lay kernels out as one picture (uint8, (rows, columns, 3)), in their order, all on one scale.

    Parameters
    ----------
    kernels : ndarray of float, shape (kh, kw, C) or (kh, kw, 3, K)
        Those of one map, one for each channel, on the diverging scale; or those of a first layer that sees colours:
        what each adds to red, green and blue, around grey.
    columns : int
        Kernels in a row; 0: so many that the sheet is about as wide as high.
    limit : float, optional
        The absolute value of the strongest colour; by default the largest there is.
    """
    limit = float(np.abs(kernels).max()) if limit is None else limit
    tiles = np.moveaxis(kernels, -1, 0)
    columns = columns or ceil(sqrt(len(tiles)))
    if kernels.ndim == 4:
        return beside(colour.grey(0.5 + tiles / (2 * limit or 1.0)), columns)
    return beside(colour.diverging(tiles, limit), columns)


def _painted(maps: np.ndarray, signed: bool, limit: float | None) -> np.ndarray:
    limits = [float(np.abs(each).max()) if limit is None else limit for each in maps]
    if signed:
        return np.stack([colour.diverging(each, top) for each, top in zip(maps, limits, strict=True)])
    return np.stack([colour.sequential(each, 0.0, top) for each, top in zip(maps, limits, strict=True)])


def strip(pictures: np.ndarray) -> np.ndarray:
    """Put pictures (uint8, (N, h, w, 3)) side by side, without a line between them: (h, N w, 3)."""
    return beside(pictures, len(pictures), gap=0)


def beside(tiles: np.ndarray, columns: int, gap: int = 1) -> np.ndarray:
    """Put tiles (uint8, (N, h, w) or (N, h, w, 3)) beside and below one another, grey lines of a width between them."""
    count, height, width, *rest = tiles.shape
    rows = -(-count // columns)
    sheet = np.full((rows * (height + gap) - gap, columns * (width + gap) - gap, *rest), GAP, np.uint8)
    for place, tile in enumerate(tiles):
        top, left = place // columns * (height + gap), place % columns * (width + gap)
        sheet[top : top + height, left : left + width] = tile
    return sheet
