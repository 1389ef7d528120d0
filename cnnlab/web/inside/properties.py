"""The property that says which mode of the page Inside is open."""

from __future__ import annotations

from cnnlab.web.classifier import properties as cls
from cnnlab.web.classifier import use_properties as use
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice

MODE = Choice(
    "in_mode",
    N_("Mode"),
    {
        "layers": N_("Layer by layer"),
        "why": N_("Why this class"),
        "wants": N_("What it looks for"),
        "course": N_("Time machine"),
        "map": N_("Map of images"),
    },
    "layers",
)

SHARED = (*cls.SHARED, use.GIVEN_DIGITS, use.GIVEN_OTHERS, use.EXAMPLE)
"""Which network is opened, and what it is given: the same as on the page Classifier."""
