"""The state of the mode Use."""

from __future__ import annotations

from cnnlab.inference.examples import COUNT
from cnnlab.inference.feature_maps import MOST
from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number

_HELP = N_(
    "What is in hand can be changed above: a sample, an upload, a photo. The test pictures had no part in the training."
)
_DIGIT, _PICTURE, _EXAMPLE = N_("Digit in hand"), N_("Picture in hand"), N_("Test picture")

GIVEN_DIGITS = Choice(
    "cls_given",
    N_("The network is given"),
    {"digit": _DIGIT, "picture": _PICTURE, "example": _EXAMPLE},
    "digit",
    _HELP,
)
"""For networks that know digits."""
GIVEN_OTHERS = Choice(
    "cls_shown", N_("The network is given"), {"example": _EXAMPLE, "picture": _PICTURE}, "example", _HELP
)
"""For all others."""
EXAMPLE = Number("cls_example", N_("Test picture"), 0, COUNT - 1, 0, 1, N_("Which of the test pictures."))
LAYER = Number("cls_layer", N_("Layer"), 0, MOST_LAYERS, 0, 1, N_("Whose feature maps are shown below."))
MAP = Number("cls_map", N_("Feature map"), 0, MOST - 1, 0)
"""The one that is shown large."""
BEFORE = Flag(
    "cls_before",
    N_("Before the activation"),
    False,
    N_("The sums of the layer as they are, with a sign, before its activation function."),
)
VARY = Choice(
    "cls_vary",
    N_("Try all amounts of"),
    {"turn": N_("Turning"), "shift": N_("Shifting"), "noise": N_("Noise")},
    "turn",
    N_("The curve shows what the network says when the picture is turned, shifted or made noisy."),
)
TURN = Number("cls_use_turn", N_("Turn"), -180, 180, 0, 5, N_("Degrees, anticlockwise."))
SHIFT = Number("cls_use_shift", N_("Shift"), -16, 16, 0, 1, N_("Pixels to the right."))
NOISE = Number(
    "cls_use_noise",
    N_("Noise"),
    0.0,
    1.0,
    0.0,
    0.02,
    N_("Standard deviation of Gaussian noise, where 1 is white."),
)

USE = (GIVEN_DIGITS, GIVEN_OTHERS, EXAMPLE, LAYER, MAP, BEFORE, VARY, TURN, SHIFT, NOISE)
