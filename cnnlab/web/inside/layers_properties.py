"""The state of the mode Layers."""

from __future__ import annotations

from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.recipes.layers import LARGEST_WIDTH
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

_SIDE = 512
"""Rows and columns of the largest picture that a network may take."""
SCALE = Choice(
    "in_scale",
    N_("One colour scale for"),
    {"map": N_("each map"), "layer": N_("each layer"), "network": N_("the whole network")},
    "layer",
    N_(
        "For each map: every map uses all colours, so that weak ones are seen. For the whole network: sizes can be"
        " compared from layer to layer. Orange: above zero; blue: below. Where nothing is below zero, dark is zero and"
        " light is large."
    ),
)
# -1 stands for what is most active, or counts most.
STAGE = Number("in_stage", N_("Layer"), -1, 6 * MOST_LAYERS, -1)
UNIT = Number("in_unit", N_("Feature map"), -1, LARGEST_WIDTH * 64, -1)
ROW = Number("in_row", N_("Row"), -1, _SIDE - 1, -1)
COLUMN = Number("in_column", N_("Column"), -1, _SIDE - 1, -1)
CHANNEL = Number("in_channel", N_("Map of the layer before"), -1, LARGEST_WIDTH * 64, -1)

LAYERS = (SCALE, STAGE, UNIT, ROW, COLUMN, CHANNEL)
