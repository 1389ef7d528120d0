"""The state of the mode Step by step."""

from __future__ import annotations

from cnnlab.recipes.painting import LAYERS, WEIGHTS
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number
from cnnlab.web.training.stepped import Stepped

SECONDS = Choice(
    "style_s_seconds",
    N_("I have"),
    {"10": N_("10 s"), "30": N_("30 s"), "60": N_("60 s")},
    "30",
    N_(
        "How long it may calculate. The speed of this computer is measured, and with it sizes and steps are chosen:"
        " more time makes a larger picture."
    ),
)
STYLE_WEIGHT = Stepped(
    "style_s_style",
    N_("Weight of the style"),
    0.0,
    WEIGHTS[1],
    100.0,
    1,
    N_("How much it counts that the Gram matrices are those of the style picture."),
    stops=(0.0, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0, 1000.0, 3000.0),
)
CONTENT_WEIGHT = Stepped(
    "style_s_content",
    N_("Weight of the content"),
    0.0,
    WEIGHTS[1],
    1.0,
    1,
    N_("How much it counts that the maps themselves are those of the content."),
    stops=(0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
)
SMOOTH = Stepped(
    "style_s_smooth",
    N_("Smoothness"),
    0.0,
    WEIGHTS[1],
    1.0,
    1,
    N_(
        "Weight of the total variation, the mean difference of neighbouring pixels. 0: fine noise may stay. Much: only"
        " broad areas are left."
    ),
    stops=(0.0, 0.1, 0.3, 1.0, 3.0, 10.0, 30.0),
)
START = Choice(
    "style_s_start",
    N_("Begin with"),
    {"content": N_("The content"), "noise": N_("Noise")},
    "content",
    N_(
        "What the pixels are before the first step. From the content less is left to do; from noise you see that all of"
        " it comes from the losses."
    ),
)
NETWORK = Choice(
    "style_s_network",
    N_("Network that looks"),
    {"compact": N_("Compact, our own"), "vgg19": N_("VGG19, blocks 1 to 3")},
    "compact",
    N_(
        "Its maps say what content and style are; it learns nothing here. The compact one has learned to predict the"
        " maps of VGG19, with a sixteenth of the multiplications."
    ),
)
SEED = Number("style_s_seed", N_("Seed"), 0, 999, 0, 1, N_("Of the noise."))
CONTENT_LAYERS = {layer: Flag(f"style_s_content_{layer}", layer, layer == LAYERS[-1]) for layer in LAYERS}
"""Whether the content of a layer counts."""
STYLE_LAYERS = {layer: Flag(f"style_s_style_{layer}", layer, True) for layer in LAYERS}
"""Whether the style of a layer counts."""

STEPS = (
    SECONDS,
    STYLE_WEIGHT,
    CONTENT_WEIGHT,
    SMOOTH,
    START,
    NETWORK,
    SEED,
    *CONTENT_LAYERS.values(),
    *STYLE_LAYERS.values(),
)
