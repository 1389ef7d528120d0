"""Many small pictures in one: as a sheet for the browser, and laid out where they belong."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from PIL import Image

COLUMNS = 30
LARGEST = 600_000
"""Bytes of a sheet, if a lower quality can keep it below."""
_PLAIN = 250_000
"""Bytes up to which a grey sheet is sent without loss."""
_QUALITIES = (85, 60, 30)


@dataclass(frozen=True, eq=False)
class Sheet:
    """Pictures of one size in rows, as a file.

    Attributes
    ----------
    file : bytes
    mime : str
        "image/png" or "image/webp".
    columns : int
    size : (int, int)
        Rows and columns of one picture.
    """

    file: bytes
    mime: str
    columns: int
    size: tuple[int, int]


def tiled(pictures: np.ndarray, columns: int) -> np.ndarray:
    """Put pictures (N, H, W, C) beside and below one another, so many in a row; the rest of the last row is zero."""
    count, height, width, channels = pictures.shape
    rows = -(-count // columns)
    whole = np.zeros((rows * columns, height, width, channels), pictures.dtype)
    whole[:count] = pictures
    lines = whole.reshape(rows, columns, height, width, channels).swapaxes(1, 2)
    return lines.reshape(rows * height, columns * width, channels)


def sheet(pictures: np.ndarray) -> Sheet:
    """Put pictures into one file: grey ones without loss where that is small, others as WebP.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (N, H, W, C)
        N at least 1; C 1 or 3.
    """
    columns = min(COLUMNS, len(pictures))
    pixels = tiled(pictures, columns)
    image = Image.fromarray(pixels[..., 0] if pixels.shape[2] == 1 else pixels)
    size = pictures.shape[1:3]
    if image.mode == "L" and len(file := _written(image, "PNG", compress_level=6)) <= _PLAIN:
        return Sheet(file, "image/png", columns, size)
    for quality in _QUALITIES:
        file = _written(image, "WEBP", quality=quality)
        if len(file) <= LARGEST:
            break
    return Sheet(file, "image/webp", columns, size)


def _written(image: Image.Image, kind: str, **options: int) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def laid_out(pictures: np.ndarray, places: np.ndarray, paints: np.ndarray, side: int = 1600) -> np.ndarray:
    """Draw pictures where they lie in a plane, each in a frame of a colour, on white.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (N, H, W, C)
        C 1 or 3. Later ones lie on earlier ones.
    places : ndarray of float, shape (N, 2)
        To the right, and up.
    paints : ndarray of uint8, shape (N, 3)
        Colours of the frames.
    side : int
        Pixels of the longer side of the result.

    Returns
    -------
    ndarray of uint8, shape (rows, columns, 3)
    """
    frame = 2
    tall, wide = (length + 2 * frame for length in pictures.shape[1:3])
    low, high = places.min(axis=0), places.max(axis=0)
    scale = (side - max(tall, wide)) / (max(high - low) or 1.0)
    across, up = np.rint((places - low) * scale).astype(int).T
    rows, columns = int(up.max()) + tall, int(across.max()) + wide
    drawn = np.full((rows, columns, 3), 255, np.uint8)
    for picture, left, height, paint in zip(pictures, across, up, paints, strict=True):
        top = rows - tall - height
        drawn[top : top + tall, left : left + wide] = paint
        drawn[top + frame : top + tall - frame, left + frame : left + wide - frame] = picture
    return drawn
