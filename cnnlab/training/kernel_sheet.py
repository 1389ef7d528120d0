"""The kernels of a network's first convolution as one picture."""

from __future__ import annotations

import keras
import numpy as np

from cnnlab.images import colour, encoding

CELL = 6
"""Pixels a side for each weight."""
GAP = 3


def kernel_sheet(model: keras.Model) -> bytes | None:
    """Draw the kernels of the first convolution, side by side.

    Parameters
    ----------
    model : keras.Model

    Returns
    -------
    bytes or None
        A PNG: kernels of one channel on the diverging scale, those of three as colours around grey, all on one
        scale; the gaps between them are transparent. None: the first layer with weights is no convolution.
    """
    weighted = next((layer for layer in model.layers if layer.trainable_weights), None)
    if not isinstance(weighted, keras.layers.Conv2D):
        return None
    kernels = np.moveaxis(np.asarray(weighted.kernel), 3, 0)
    largest = float(np.abs(kernels).max()) or 1.0
    if kernels.shape[3] == 1:
        tiles = np.stack([colour.diverging(kernel[..., 0], largest) for kernel in kernels])
    elif kernels.shape[3] == 3:
        tiles = np.rint(127.5 * (1 + kernels / largest)).astype(np.uint8)
    else:
        return None
    return encoding.png(_sheet(tiles.repeat(CELL, axis=1).repeat(CELL, axis=2)))


def _sheet(tiles: np.ndarray) -> np.ndarray:
    """Lay tiles (N, h, w, 3) out in rows, twice as wide as high at most, with see-through gaps (RGBA)."""
    count, height, width = tiles.shape[:3]
    columns = min(count, 16)
    rows = -(-count // columns)
    sheet = np.zeros((rows * (height + GAP) - GAP, columns * (width + GAP) - GAP, 4), np.uint8)
    for place, tile in enumerate(tiles):
        top, left = place // columns * (height + GAP), place % columns * (width + GAP)
        sheet[top : top + height, left : left + width, :3] = tile
        sheet[top : top + height, left : left + width, 3] = 255
    return sheet
