"""Zip files made for the tests, some of them by hand."""

from __future__ import annotations

import io
import zipfile

import numpy as np
from PIL import Image


def photo(seed: int, side: int = 40) -> np.ndarray:
    """Return a picture that resembles no other: coarse coloured squares."""
    rng = np.random.default_rng(seed)
    return rng.integers(0, 256, (5, 5, 3), np.uint8).repeat(side // 5, 0).repeat(side // 5, 1)


def file_of(picture: np.ndarray, kind: str = "PNG") -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    Image.fromarray(picture).save(file, kind)
    return file.getvalue()


def packed(files: dict, compress: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip file; keys are names or ZipInfo."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compress) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return file.getvalue()


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """Give a file in a zip file another name of the same length, of any bytes, not marked as UTF-8."""
    assert len(old) == len(new)
    return data.replace(old, new)
