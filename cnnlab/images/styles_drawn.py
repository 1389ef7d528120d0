"""The styles that programs draw, by their names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab.images import styles_painted, styles_pieces, styles_printed

DRAWN: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "strokes": styles_painted.strokes,
    "waves": styles_printed.waves,
    "glass": styles_pieces.glass,
    "hatching": styles_printed.hatching,
    "mosaic": styles_pieces.mosaic,
    "halftone": styles_printed.halftone,
    "marbling": styles_pieces.marbling,
    "points": styles_painted.points,
    "impasto": styles_painted.impasto,
    "wash": styles_painted.wash,
    "cloth": styles_pieces.cloth,
    "facets": styles_pieces.facets,
}
"""For each name a function of a random generator and the side: pixels (side, side, 3) of uint8."""
