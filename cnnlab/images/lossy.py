"""Grey pictures as files with loss, byte for byte: JPEG and WebP; and what the same takes without loss."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

JPEG_QUALITIES = range(1, 96)
WEBP_QUALITIES = range(101)
_SCAN = b"\xff\xda"
_WEBP_HEADER = 30
"""RIFF header 12, head of the chunk 8, frame tag 3, start code 3, width and height 4."""


def jpeg(picture: np.ndarray, quality: int) -> bytes:
    """Return a picture (uint8, (H, W)) as a JPEG file, with Huffman tables of its own: the smallest of this quality."""
    return _written(picture, "JPEG", quality=quality, optimize=True)


def webp(picture: np.ndarray, quality: int) -> bytes:
    """Return a picture (uint8, (H, W)) as a WebP file with loss, at the method that makes the smallest files."""
    return _written(picture, "WEBP", quality=quality, method=6)


def without_loss(picture: np.ndarray) -> int:
    """Return how many bytes a picture (uint8, (H, W)) takes with every pixel kept, as PNG or WebP: the smaller.

    WebP's slowest way would save a few bytes in a thousand more, and takes seconds.
    """
    return min(
        len(_written(picture, "PNG")),
        len(_written(picture, "WEBP", lossless=True, quality=75, method=4)),
        len(_written(picture, "WEBP", lossless=True, quality=80, method=6)),
    )


def read(data: bytes) -> np.ndarray:
    """Return the picture (uint8, (H, W)) of a file that `jpeg` or `webp` has written."""
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("L"))


def header_of(data: bytes) -> int:
    """Return how many bytes of such a file stand before the first pixel: names, sizes and tables."""
    if data.startswith(b"RIFF"):
        return _WEBP_HEADER
    place = 2
    while data[place : place + 2] != _SCAN:  # each segment says how long it is
        place += 2 + int.from_bytes(data[place + 2 : place + 4], "big")
    return place + 2 + int.from_bytes(data[place + 2 : place + 4], "big")


def _written(picture: np.ndarray, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    Image.fromarray(picture).save(file, kind, **how)
    return file.getvalue()
