"""Feature maps as pictures, and as files to take home."""

from __future__ import annotations

import io
from collections.abc import Mapping

import numpy as np

from cnnlab.images import colour, encoding


def map_png(values: np.ndarray, scale: str = "auto") -> bytes:
    """Return a feature map as the page shows it: signed values on the diverging scale, others in grey."""
    return encoding.png(picture_of(values, scale))


def picture_of(values: np.ndarray, scale: str = "auto") -> np.ndarray:
    """Return a feature map as a picture (uint8).

    Parameters
    ----------
    scale : str
        "grey": from 0 to 1, clipped, whatever the values are.
    values : ndarray of float32, shape (H, W) or (H, W, 3)
        A colour result is clipped to [0, 1]. One map is shown on the diverging scale where any value is
        negative, else in grey from 0 to the larger of 1 and its maximum.
    """
    if values.ndim == 3 or scale == "grey":
        return np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
    if values.min() < 0:
        return colour.diverging(values)
    return np.round(values / max(1.0, float(values.max())) * 255).astype(np.uint8)


def npz(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Return arrays, by their names, as a compressed NumPy archive."""
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def csv(values: np.ndarray) -> bytes:
    """Return a map as comma-separated values, one line a row; channels follow one another, a line between."""
    planes = values[..., None] if values.ndim == 2 else values
    buffer = io.StringIO()
    for channel in range(planes.shape[2]):
        if channel:
            buffer.write("\n")
        np.savetxt(buffer, planes[..., channel], fmt="%.9g", delimiter=",")
    return buffer.getvalue().encode()
