"""The names of the sample pictures."""

from __future__ import annotations

from cnnlab.web.i18n import N_

SAMPLE_NAMES = {
    "coffee": N_("Coffee"),
    "cat": N_("Cat"),
    "pagoda": N_("Pagoda"),
    "flower": N_("Flower"),
    "rocket": N_("Rocket"),
    "photographer": N_("Photographer"),
    "astronaut": N_("Astronaut"),
    "coins": N_("Coins"),
    "clock": N_("Moving clock"),
    "moon": N_("Moon"),
    "galaxies": N_("Galaxies"),
    "retina": N_("Retina"),
    "tissue": N_("Tissue"),
    "cell": N_("Cell"),
    "horse": N_("Horse"),
    "page": N_("Page of a book"),
    "text": N_("Text"),
    "brick": N_("Brick wall"),
    "grass": N_("Grass"),
    "gravel": N_("Gravel"),
    "impulse": N_("Impulse: one white pixel"),
    "step_edge": N_("Step edge"),
    "gradient": N_("Gradient"),
    "checkerboard": N_("Checkerboard"),
    "bars": N_("Bars"),
    "disc": N_("Disc"),
    "zone_plate": N_("Zone plate"),
    "flat": N_("Flat grey"),
    "digit": N_("Handwritten digit"),
}
"""For each of `cnnlab.images.gallery.SAMPLES` the message id of its name."""
