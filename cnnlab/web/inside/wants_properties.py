"""The state of the mode What it looks for."""

from __future__ import annotations

from cnnlab.inference.want import OF_PICTURE
from cnnlab.recipes.classifier import MOST_LAYERS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

MOST_UNITS = 4096

KIND = Choice(
    "in_want",
    N_("What is to be excited"),
    {"class": N_("A class"), "unit": N_("A unit"), "layer": N_("A layer")},
    "class",
    N_(
        "A class: its logit. A unit: one map of a convolution, or one value of a dense layer, before its activation"
        " function. A layer: the mean square of all its values."
    ),
)
CLASS = Number(
    "in_want_class",
    N_("Class"),
    OF_PICTURE,
    MOST_UNITS - 1,
    OF_PICTURE,
    1,
    N_("Whose logit is to grow."),
)
LAYER = Number(
    "in_want_layer",
    N_("Layer"),
    0,
    MOST_LAYERS,
    0,
    1,
    N_("Early layers want stripes and colours, late ones parts of things."),
)
UNIT = Number(
    "in_want_unit",
    N_("Unit"),
    1,
    MOST_UNITS,
    1,
    1,
    N_("Number of the map or value in its layer, from 1."),
)
PICTURES = Number(
    "in_want_pictures",
    N_("Pictures"),
    1,
    9,
    4,
    1,
    N_("Each begins with other noise. Where all come out alike, the unit wants one thing; else several."),
)
STEPS = Number("in_want_steps", N_("Steps"), 8, 512, 192, 8, N_("How often all pixels are moved a little."))
_SMOOTH = N_(
    "Weight of the total variation, the mean difference of neighbouring pixels. 0: whatever excites the unit most,"
    " fine stripes above all. Much: nothing but grey."
)
SMOOTH_GREY = Number("in_want_smooth", N_("Smoothness"), 0.0, 10.0, 1.0, 0.25, _SMOOTH)
"""For networks that take grey pictures."""
SMOOTH_COLOUR = Number("in_want_smooth_colour", N_("Smoothness"), 0.0, 10.0, 3.0, 0.25, _SMOOTH)
"""For networks that take colour."""
_DARK = N_(
    "Weight of the mean brightness: what need not be bright becomes black, as the paper of a digit is here."
)
DARK_GREY = Number("in_want_dark", N_("Darkness"), 0.0, 2.0, 0.3, 0.1, _DARK)
DARK_COLOUR = Number("in_want_dark_colour", N_("Darkness"), 0.0, 2.0, 0.0, 0.1, _DARK)
JITTER = Number(
    "in_want_jitter",
    N_("Jitter"),
    0,
    6,
    1,
    1,
    N_(
        "Before each step the picture is shifted by chance, by so many pixels at most: only what bears that survives."
    ),
)
SEED = Number(
    "in_want_seed",
    N_("Seed"),
    0,
    999,
    0,
    1,
    N_("Of the noise that the pictures begin with, and of the jitter."),
)
NOISE_SEED = Number(
    "in_want_noise", N_("Seed of the noise"), 0, 999, 0, 1, N_("Another number, other noise.")
)

WANTS = (
    KIND,
    CLASS,
    LAYER,
    UNIT,
    PICTURES,
    STEPS,
    SMOOTH_GREY,
    SMOOTH_COLOUR,
    DARK_GREY,
    DARK_COLOUR,
    JITTER,
    SEED,
    NOISE_SEED,
)
