"""A picture averaged down to a few numbers."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError


def averaged(grey: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Average a grey picture over blocks.

    Parameters
    ----------
    grey : ndarray of uint8, shape (H, W)
    size : (int, int)
        Rows and columns of blocks, as equal as whole pixels allow: cut at the pixels nearest to equal parts.

    Returns
    -------
    ndarray of float32, shape `size`
        From 0 (black) to 1 (white).

    Raises
    ------
    LabError
        Where there are fewer pixels than blocks.
    """
    rows, columns = size
    if grey.shape[0] < rows or grey.shape[1] < columns:
        raise LabError(
            "The picture has only {height} × {width} pixels, too few for {rows} × {columns} blocks. Choose"
            " a larger or less narrow picture.",
            height=grey.shape[0],
            width=grey.shape[1],
            rows=rows,
            columns=columns,
        )
    bands = np.split(grey.astype(np.float64) / 255, _cuts(grey.shape[0], rows))
    cuts = _cuts(grey.shape[1], columns)
    return np.array([[block.mean() for block in np.split(band, cuts, axis=1)] for band in bands], np.float32)


def _cuts(length: int, parts: int) -> list[int]:
    return [round(length * part / parts) for part in range(1, parts)]
