"""The names of the style pictures."""

from __future__ import annotations

from cnnlab.web.i18n import N_

STYLE_NAMES = {
    "strokes": N_("Night strokes"),
    "waves": N_("Woodcut waves"),
    "glass": N_("Stained glass"),
    "hatching": N_("Ink hatching"),
    "mosaic": N_("Mosaic"),
    "halftone": N_("Halftone print"),
    "marbling": N_("Marbled paper"),
    "points": N_("Pointillism"),
    "impasto": N_("Thick paint"),
    "wash": N_("Watercolour wash"),
    "cloth": N_("Woven cloth"),
    "facets": N_("Facets"),
    "tissue": N_("Stained tissue"),
    "brick": N_("Brick wall"),
    "grass": N_("Grass"),
    "gravel": N_("Gravel"),
}
"""For each of `cnnlab.images.styles.NAMES` the message id of its name."""
