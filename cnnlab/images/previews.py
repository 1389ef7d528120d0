"""Pictures as small files, for the way from a calculation to the page while it goes on."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

QUALITIES = (92, 85, 75, 60, 40)
MOST = 60_000
"""Bytes."""


def preview(picture: np.ndarray, most: int = MOST) -> bytes:
    """Return a picture (uint8, (H, W, 3)) as JPEG, as good as it can be in so many bytes."""
    shown = Image.fromarray(picture)
    while True:
        for quality in QUALITIES:
            file = io.BytesIO()
            shown.save(file, "JPEG", quality=quality)
            if file.tell() <= most or max(shown.size) <= 32:
                return file.getvalue()
        shown = shown.reduce(2)


def opened(data: bytes) -> np.ndarray:
    """Return the picture (uint8, (H, W, 3)) of such a file."""
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))
