"""The state of the mode Instant."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number
from cnnlab.web.stylize import properties as p
from cnnlab.web.stylize.style_names import STYLE_NAMES

NONE = "none"
SHIPPED = "stylizer"
SIZES = (256, 384, 512, 768, 1024)

NETWORK = Choice(
    "style_network",
    N_("Network"),
    {"shipped": N_("The laboratory's own"), "run": N_("The run of this link")},
    "shipped",
    N_("The laboratory's own takes any style; one that you have trained paints as you have taught it."),
)
STRENGTH = Number(
    "style_strength",
    N_("Strength, in percent"),
    0,
    100,
    100,
    5,
    N_("How much of the style: at 0 the photograph stays as it is, at 100 it gets all of the style."),
)
KEEP = Flag(
    "style_keep",
    N_("Keep the photograph's colours"),
    False,
    N_("Only lightness comes from the result, the colours stay those of the photograph."),
)
SECOND = Choice(
    "style_second",
    N_("Second style"),
    {NONE: N_("None"), **STYLE_NAMES, p.OWN: N_("My own style picture")},
    NONE,
    N_("Another style, to be mixed with the first one."),
)
MIX = Number(
    "style_mix",
    N_("Share of the second style, in percent"),
    0,
    100,
    50,
    5,
    N_("What the network knows of both styles is mixed, and the picture is painted once."),
)
BRUSH = Flag(
    "style_brush",
    N_("Paint where the style goes"),
    False,
    N_("The photograph stays as it is until you paint over it: there the style comes through."),
)
SIZE = Choice(
    "style_size",
    N_("Size of the result, in pixels"),
    {str(size): str(size) for size in SIZES},
    "384",
    N_("The longer side. Strokes stay as large as they are, so that a larger picture has finer ones."),
)

INSTANT = (NETWORK, STRENGTH, KEEP, SECOND, MIX, BRUSH, SIZE)
