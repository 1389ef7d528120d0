"""The property of the page GAN that says which mode is open."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice

MODE = Choice(
    "gan_mode",
    N_("Mode"),
    {
        "play": N_("Play around"),
        "watch": N_("Watch"),
        "points": N_("Points"),
        "experiments": N_("Experiments"),
    },
    "play",
)
