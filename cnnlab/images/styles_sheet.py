"""All style pictures, small, from one file: to draw them takes seconds, and a page shows all of them at once.

``python -m cnnlab.images.styles_sheet`` writes the file anew.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import numpy as np
from PIL import Image

from cnnlab.images import preparing, styles

FILE = Path(__file__).with_suffix(".jpg")
SIDE = 96


@functools.cache
def thumbnails() -> Mapping[str, np.ndarray]:
    """Return, for each of `cnnlab.images.styles.NAMES`, the picture of seed 0 as uint8 (SIDE, SIDE, 3), read-only."""
    with Image.open(FILE) as sheet:
        pixels = np.asarray(sheet.convert("RGB"))
    pixels.setflags(write=False)
    return MappingProxyType(
        {name: pixels[:, SIDE * place : SIDE * (place + 1)] for place, name in enumerate(styles.NAMES)}
    )


def drawn() -> np.ndarray:
    """Return all of them side by side as they are when they are drawn, uint8 (SIDE, n SIDE, 3)."""
    found = (preparing.fit(styles.sample(name), SIDE, "colour", "square") for name in styles.NAMES)
    return np.concatenate(list(found), axis=1)


if __name__ == "__main__":
    Image.fromarray(drawn()).save(FILE, quality=90, subsampling=0, optimize=True)
