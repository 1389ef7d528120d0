"""The state of the mode Shift: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.ops.shift_report import LARGEST_SHIFT
from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

SHIFT_BY = Number(
    "pool_shift",
    N_("Shift"),
    0,
    LARGEST_SHIFT,
    1,
    1,
    N_("How far the picture moves to the right. What leaves on the right comes in on the left."),
)
SHIFT_COMPARE = Choice(
    "pool_shift_compare",
    N_("Compare"),
    {"here": N_("where it stands"), "along": N_("moved along")},
    "here",
    N_(
        "Where it stands: does the map stay the same (invariance)? Moved along: does it move as the picture does"
        " (equivariance)? Then the map before is moved by whole steps, to where it fits best."
    ),
)
SHIFT_ON = Choice(
    "pool_shift_on",
    N_("What is pooled"),
    {"edges": N_("its edge map, as in a network"), "picture": N_("the picture itself")},
    "edges",
    N_("In a network a pooling follows a convolution and a ReLU. Here these find upright edges."),
)

SHIFT = (SHIFT_BY, SHIFT_COMPARE, SHIFT_ON)
