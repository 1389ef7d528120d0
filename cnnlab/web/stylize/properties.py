"""The properties that all modes of the page Style transfer share, and the one that says which mode is open."""

from __future__ import annotations

from cnnlab.images import styles
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number
from cnnlab.web.stylize.style_names import STYLE_NAMES

OWN = "own"

MODE = Choice(
    "style_mode",
    N_("Mode"),
    {
        "instant": N_("Instant"),
        "steps": N_("Step by step"),
        "train": N_("Train a style"),
        "how": N_("How it works"),
    },
    "instant",
)
STYLE = Choice(
    "style_picture",
    N_("Style"),
    {**STYLE_NAMES, OWN: N_("My own style picture")},
    styles.DEFAULT,
    N_("The picture whose colours, strokes and textures are taken."),
)
SEED = Number(
    "style_seed",
    N_("Seed of the style picture"),
    0,
    99,
    0,
    1,
    N_("Most style pictures here are drawn by a program: another seed is another picture of the same kind."),
)

SHARED = (STYLE, SEED)
"""The style that is in hand."""
