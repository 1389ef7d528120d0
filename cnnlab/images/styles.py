"""The style pictures: drawn by programs, each from a seed, and textures that come with scikit-image."""

from __future__ import annotations

import functools

import numpy as np

from cnnlab.errors import LabError
from cnnlab.images import gallery
from cnnlab.images.preparing import in_colour
from cnnlab.images.styles_drawn import DRAWN

SIDE = 320
"""Pixels of the side of a drawn one."""
TEXTURES = ("tissue", "brick", "grass", "gravel")
"""Pictures of the gallery that are textures all over."""
NAMES = (*DRAWN, *TEXTURES)
"""Ids, in the order in which they are shown."""
DEFAULT = "strokes"


def sample(name: str, seed: int = 0) -> np.ndarray:
    """Return a style picture.

    Parameters
    ----------
    name : str
        One of `NAMES`.
    seed : int
        Of a drawn one; textures do not heed it.

    Returns
    -------
    ndarray of uint8, shape (h, w, 3)
        Read-only; a drawn one has `SIDE` rows and columns.

    Raises
    ------
    LabError
        There is none of that name.

    Examples
    --------
    >>> sample("strokes").shape
    (320, 320, 3)
    """
    if name in TEXTURES:
        return _texture(name)
    if name not in DRAWN:
        raise LabError('There is no style picture called "{name}".', name=name)
    return _drawn(name, seed)


# A third of a megabyte each.
@functools.lru_cache(maxsize=32)
def _drawn(name: str, seed: int) -> np.ndarray:
    pixels = DRAWN[name](np.random.default_rng((seed, *name.encode())), SIDE)
    pixels.setflags(write=False)
    return pixels


@functools.lru_cache(maxsize=4)
def _texture(name: str) -> np.ndarray:
    coloured = in_colour(gallery.sample(name))
    coloured.setflags(write=False)
    return coloured
