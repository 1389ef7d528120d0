"""Pictures within a text: a recipe that holds somebody's own picture carries it wherever it goes."""

from __future__ import annotations

import base64
import binascii
import io

import numpy as np
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images.preparing import in_colour

PREFIX = "data:image/jpeg;base64,"
SIDE = 256
"""Pixels of the long side that a picture is reduced to."""
MOST = 40_000
"""Characters of a text at the most."""
QUALITIES = (92, 85, 75, 60, 40, 20, 5)
"""Of JPEG: the first one with which a picture fits into the text."""


def is_embedded(text: object) -> bool:
    """Tell whether this begins as a picture within a text does."""
    return isinstance(text, str) and text.startswith(PREFIX)


def embed(pixels: np.ndarray, side: int = SIDE) -> str:
    """Write a picture down as a text.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    side : int
        Pixels of the long side that a larger one is reduced to.

    Returns
    -------
    str
        A ``data:`` URL with a JPEG, of at most 40,000 characters: equal pixels give equal texts.
    """
    picture = Image.fromarray(pixels).convert("RGB")
    if max(picture.size) > side:
        picture.thumbnail((side, side), Image.Resampling.HAMMING)
    for quality in QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, subsampling=0 if quality > 80 else 2)
        text = PREFIX + base64.b64encode(file.getvalue()).decode("ascii")
        if len(text) <= MOST:
            return text
    raise AssertionError("a picture of this size fits with the lowest quality")


def picture_in(text: str) -> np.ndarray:
    """Return the picture that a text holds: uint8, (H, W, 3).

    Raises
    ------
    LabError
        It holds none, or one that is too large.
    """
    from cnnlab.images.decoding import decode_bytes

    try:
        if not is_embedded(text) or len(text) > MOST:
            raise ValueError
        pixels = decode_bytes(base64.b64decode(text.removeprefix(PREFIX), validate=True))
    except (ValueError, binascii.Error) as error:
        raise LabError(
            "This picture cannot be read. It has to be a data URL with a JPEG, of {most} characters at most.",
            most=MOST,
        ) from error
    pixels = in_colour(pixels)
    if max(pixels.shape[:2]) > SIDE:
        raise LabError("A picture within a recipe has {most} pixels on a side at most.", most=SIDE)
    return pixels
