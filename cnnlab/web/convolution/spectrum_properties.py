"""The state of the mode Spectrum, besides the kernel: everything that its URL can carry.

The kernel is that of the mode One filter, with all its properties.
"""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

SPECTRUM_RADIUS = Number(
    "spectrum_radius",
    N_("Cut the spectrum: radius"),
    0,
    100,
    0,
    1,
    N_(
        "In percent of the way from the centre to the finest detail along a row. 0: nothing is cut. What is cut away"
        " is set to 0, and the picture is put together from the rest."
    ),
)
SPECTRUM_KEEP = Choice(
    "spectrum_keep",
    N_("Keep"),
    {"low": N_("the disc: slow changes"), "high": N_("the rest: fine detail")},
    "low",
)

SPECTRUM = (SPECTRUM_RADIUS, SPECTRUM_KEEP)
