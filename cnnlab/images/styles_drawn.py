"""The styles that programs draw, by their names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image


def _placeholder(rng: np.random.Generator, side: int) -> np.ndarray:
    small = Image.fromarray(rng.integers(0, 256, (12, 12, 3)).astype(np.uint8))
    return np.asarray(small.resize((side, side), Image.Resampling.BICUBIC)).copy()


_NAMES = (
    "strokes",
    "glass",
    "waves",
    "marbling",
    "mosaic",
    "impasto",
    "points",
    "wash",
    "hatching",
    "halftone",
    "cloth",
    "facets",
)
DRAWN: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {name: _placeholder for name in _NAMES}
"""For each name a function of a random generator and the side: pixels (side, side, 3) of uint8."""
