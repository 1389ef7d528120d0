"""Picture files made for the tests, some of them by hand."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image


def encoded(picture: Image.Image | np.ndarray, kind: str, **options) -> bytes:
    """Return a picture as a file of this kind."""
    image = picture if isinstance(picture, Image.Image) else Image.fromarray(picture)
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def chunk(name: bytes, content: bytes) -> bytes:
    """Return a chunk of a PNG, its checksum right."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(rows: list[bytes], width: int, colour_type: int, depth: int, *more: bytes) -> bytes:
    """Return a PNG of raw rows; `more` are chunks before the pixels."""
    pixels = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"".join(
        [png_header(width, len(rows), colour_type, depth), *more, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    )


def png_header(width: int, height: int, colour_type: int = 2, depth: int = 8) -> bytes:
    """Return the beginning of a PNG that says how large it is."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour_type, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)


def zeros_png(width: int, height: int, colour_type: int, samples: int) -> bytes:
    """Return a large PNG of zeros, made row by row."""
    squeezer, row = zlib.compressobj(9), bytes(1 + width * samples)
    pixels = b"".join([squeezer.compress(row) for _ in range(height)]) + squeezer.flush()
    return png_header(width, height, colour_type) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def noise(height: int = 24, width: int = 32, channels: int = 3, seed: int = 0) -> np.ndarray:
    """Return random bytes as a picture."""
    shape = (height, width, channels) if channels > 1 else (height, width)
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def smooth(height: int = 24, width: int = 32) -> np.ndarray:
    """Return a picture in colour that even a JPEG keeps."""
    y, x = np.mgrid[:height, :width]
    return np.stack([40 + 5 * x, 200 - 6 * y, 60 + 2 * x + 3 * y], axis=-1).clip(0, 255).astype(np.uint8)
