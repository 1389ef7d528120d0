"""The state of the mode Global: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

GLOBAL_POOLING = Choice(
    "pool_global",
    N_("Of each map take"),
    {"average": N_("its average"), "max": N_("its maximum")},
    "average",
    N_("Global average pooling hears every place; global max pooling hears the strongest one alone."),
)
GLOBAL_TURN = Number(
    "pool_turn",
    N_("Turn the picture, in degrees"),
    0,
    180,
    0,
    5,
    N_("Anticlockwise. What is filled after the turn is cut out, so a turned picture is smaller."),
)
GLOBAL_SCALE = Number(
    "pool_scale",
    N_("Weight before the softmax"),
    10,
    500,
    200,
    10,
    N_(
        "The dense layer multiplies each number by this before the softmax: the larger, the more decided the answer."
        " Maxima are about ten times as large as averages, so they get a tenth of it."
    ),
)

GLOBAL = (GLOBAL_POOLING, GLOBAL_TURN, GLOBAL_SCALE)
