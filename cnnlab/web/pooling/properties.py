"""The state that the modes of the Pooling page share, and the property that says which mode is open."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Flag, Number

MODE = Choice(
    "pool_mode",
    N_("Mode"),
    {
        "window": N_("Window"),
        "noise": N_("Noise"),
        "shift": N_("Shift"),
        "undo": N_("Undoing"),
        "global": N_("Global"),
    },
    "window",
)
KIND = Choice(
    "pool_kind",
    N_("Kind"),
    {"max": N_("max"), "average": N_("average"), "l2": "L2"},
    "max",
    N_("What becomes of the values in a window: the largest, their mean, or the root of the sum of squares."),
)
WINDOW = Number("pool_window", N_("Window"), 2, 16, 2, 1, N_("Rows and columns of the window."))
TILES = Flag(
    "pool_tiles",
    N_("Windows side by side"),
    True,
    N_(
        "On: the stride is the window's width, as usual. Off: choose the stride, so that windows overlap or leave gaps."
    ),
)
STRIDE = Number("pool_stride", N_("Stride"), 1, 16, 2, 1, N_("How far the window moves in one step."))
PADDING = Choice(
    "pool_padding",
    N_("Padding"),
    {"valid": N_("valid: none"), "same": N_("same: windows hang over")},
    "valid",
    N_("Whether windows that do not fit completely count. What lies beyond the border takes no part."),
)

SHARED = (KIND, WINDOW, TILES, STRIDE, PADDING)


def stride_now() -> int:
    """Return the stride: the window's width, unless it was chosen."""
    return int(WINDOW.value if TILES.value else STRIDE.value)
