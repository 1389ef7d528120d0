"""What each kind of convolution does, and what its maps show."""

from __future__ import annotations

from cnnlab.web.i18n import N_

SENTENCES = {
    "ordinary": N_(
        "Each map has a kernel of its own that reaches through all three channels: it mixes neighbours and"
        " channels at once."
    ),
    "pointwise": N_(
        "A kernel of 1 × 1 looks at no neighbour: each map is a mixture of the three channels, pixel by"
        " pixel."
    ),
    "depthwise": N_(
        "Each channel is convolved by itself and gives one map: neighbours are mixed, channels are not."
    ),
    "separable": N_(
        "First depthwise, then 1×1: neighbours and channels are mixed one after the other, which costs much"
        " less."
    ),
    "dilated": N_(
        "The same weights, spread apart: the kernel sees further and costs nothing more. It skips the pixels"
        " between."
    ),
    "transposed": N_(
        "Every pixel lays down a copy of the kernel, times its value; where copies overlap they are added."
        " The picture grows."
    ),
}

_MIXED = (
    N_("Blurred brightness"),
    N_("Slope to the right"),
    N_("Slope downwards"),
    N_("Red against green, blurred"),
)
MAPS = {
    "ordinary": _MIXED,
    "dilated": _MIXED,
    "pointwise": (
        N_("Brightness"),
        N_("Red against green"),
        N_("Blue against yellow"),
        N_("Red against blue"),
    ),
    "depthwise": (
        N_("Slope to the right of red"),
        N_("Slope to the right of green"),
        N_("Slope to the right of blue"),
    ),
    "separable": (
        N_("Slope of the brightness"),
        N_("Slope of red against green"),
        N_("Slope of blue against yellow"),
        N_("Slope of red against blue"),
    ),
}
"""What each map shows, in the order in which `cnnlab.ops.kinds` makes them."""

CHANNELS = (N_("red"), N_("green"), N_("blue"))
