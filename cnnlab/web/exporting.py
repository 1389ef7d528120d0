"""Files to take home, and short names for what is on the screen."""

from __future__ import annotations

import hashlib
import io
from typing import Any

import numpy as np

from cnnlab.images import colour, encoding


def identity(*parts: Any) -> str:
    """Return a short name that changes when any of the parts does.

    Parameters
    ----------
    *parts
        Arrays are taken by their bytes and shape, everything else by its text.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        if isinstance(part, np.ndarray):
            digest.update(f"{part.shape}{part.dtype}".encode())
            digest.update(np.ascontiguousarray(part))
        else:
            digest.update(repr(part).encode())
    return digest.hexdigest()


def map_png(values: np.ndarray) -> bytes:
    """Return a feature map as the page shows it: signed values on the diverging scale, others in grey."""
    return encoding.png(picture_of(values))


def picture_of(values: np.ndarray) -> np.ndarray:
    """Return a feature map as a picture (uint8).

    Parameters
    ----------
    values : ndarray of float32, shape (H, W) or (H, W, 3)
        A colour result is clipped to [0, 1]. One map is shown on the diverging scale where any value is
        negative, else in grey from 0 to the larger of 1 and its maximum.
    """
    if values.ndim == 3:
        return np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)
    if values.min() < 0:
        return colour.diverging(values)
    return np.round(values / max(1.0, float(values.max())) * 255).astype(np.uint8)


def npz(**arrays: np.ndarray) -> bytes:
    """Return arrays as a compressed NumPy archive."""
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
