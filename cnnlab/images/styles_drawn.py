"""The styles that programs draw, by their names."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab.images import styles_painted, styles_pieces, styles_printed

DRAWN: dict[str, Callable[[np.random.Generator, int], np.ndarray]] = {
    "strokes": styles_painted.strokes,
    "glass": styles_pieces.glass,
    "waves": styles_printed.waves,
    "marbling": styles_pieces.marbling,
    "mosaic": styles_pieces.mosaic,
    "impasto": styles_painted.impasto,
    "points": styles_painted.points,
    "wash": styles_painted.wash,
    "hatching": styles_printed.hatching,
    "halftone": styles_printed.halftone,
    "cloth": styles_pieces.cloth,
    "facets": styles_pieces.facets,
}
"""For each name a function of a random generator and the side: pixels (side, side, 3) of uint8."""
