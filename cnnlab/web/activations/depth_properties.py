"""The state of the mode Depth: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

INITIALISATION = Choice(
    "act_init",
    N_("Initialisation"),
    {"glorot": "Glorot", "he": "He", "small": N_("too small"), "large": N_("too large")},
    "he",
    N_(
        "How far the random weights spread before training. For layers of n units each, their standard deviation is"
        " √(1/n) by Glorot and √(2/n) by He. Too small: half of Glorot's. Too large: four times Glorot's."
    ),
)
LAYERS = Number("act_layers", N_("Layers"), 1, 30, 20, 1, N_("Dense layers one after another."))
UNITS = Number(
    "act_units", N_("Units in each layer"), 10, 200, 100, 10, N_("The inputs are as many numbers.")
)
DEPTH_SEED = Number(
    "act_depth_seed",
    N_("Seed"),
    0,
    999,
    0,
    1,
    N_("Of inputs, labels and weights: the same seed gives the same numbers."),
)

DEPTH = (INITIALISATION, LAYERS, UNITS, DEPTH_SEED)
