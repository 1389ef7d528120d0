"""The state of the mode Why convolve: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.ops.why_report import FARTHEST
from cnnlab.web.i18n import N_
from cnnlab.web.preset_words import NAMES
from cnnlab.web.state import Choice, Number

WHY_PART = Choice(
    "act_why",
    N_("Compare"),
    {"cost": N_("cost"), "matrix": N_("same job"), "shift": N_("shift")},
    "cost",
)
WHY_SIZE = Choice(
    "act_why_size",
    N_("Kernel size"),
    {"3": "3", "5": "5", "7": "7"},
    "3",
    N_("Rows and columns of the kernel."),
)
WHY_MAPS = Number(
    "act_why_maps",
    N_("Maps"),
    1,
    64,
    1,
    1,
    N_("How many feature maps the layer gives, each with a kernel of its own."),
)
WHY_KERNEL = Choice("act_why_kernel", N_("Kernel"), NAMES, "sobel_x")
WHY_ROW = Number(
    "act_why_row",
    N_("Output"),
    1,
    16,
    6,
    1,
    N_("Which value of the result is looked at, in reading order: each is one row of the matrix."),
)
WHY_SHIFT = Number(
    "act_why_shift",
    N_("Shift in pixels"),
    0,
    FARTHEST,
    4,
    1,
    N_("How far the picture is moved to the right. What leaves it on the right comes in again on the left."),
)

WHY = (WHY_PART, WHY_SIZE, WHY_MAPS, WHY_KERNEL, WHY_ROW, WHY_SHIFT)
