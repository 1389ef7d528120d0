"""The properties that all modes of the page Autoencoder share, and the one that says which mode is open."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

MODE = Choice(
    "ae_mode",
    N_("Mode"),
    {
        "rebuild": N_("Rebuild"),
        "repair": N_("Repair"),
        "compress": N_("Compress"),
        "imagine": N_("Imagine"),
        "train": N_("Train"),
    },
    "rebuild",
)
GIVEN = Choice(
    "ae_given",
    N_("Given to it"),
    {
        "digit": N_("The digit in hand"),
        "example": N_("A test picture"),
        "picture": N_("The picture in hand"),
    },
    "digit",
    N_(
        "A digit, drawn or chosen; a picture that the network has never learned from; or the picture in hand."
    ),
)
EXAMPLE = Number("ae_example", N_("Test picture"), 0, 999, 0, 1, N_("Which of the test pictures."))

SHARED = (GIVEN, EXAMPLE)
"""What the networks of the page are given."""
