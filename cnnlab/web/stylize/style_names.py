"""The names of the style pictures."""

from __future__ import annotations

from cnnlab.web.i18n import N_

STYLE_NAMES = {
    "strokes": N_("Night strokes"),
    "glass": N_("Stained glass"),
    "waves": N_("Woodcut waves"),
    "marbling": N_("Marbled paper"),
    "mosaic": N_("Mosaic"),
    "impasto": N_("Thick paint"),
    "points": N_("Pointillism"),
    "wash": N_("Watercolour wash"),
    "hatching": N_("Ink hatching"),
    "halftone": N_("Halftone print"),
    "cloth": N_("Woven cloth"),
    "facets": N_("Facets"),
    "tissue": N_("Stained tissue"),
    "brick": N_("Brick wall"),
    "grass": N_("Grass"),
    "gravel": N_("Gravel"),
}
"""For each of `cnnlab.images.styles.NAMES` the message id of its name."""
