"""The state of the mode Window: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.web import channels
from cnnlab.web.i18n import N_
from cnnlab.web.positions import reads_as_position
from cnnlab.web.state import Number, Text

CHANNEL = channels.choice(
    "pool_channel", N_("One channel, or all three: a pooling layer pools each channel apart.")
)
WINDOW_ACROSS = Number(
    "pool_window_across", N_("Window across"), 0, 16, 0, 1, N_("Columns of the window. 0: as many as rows.")
)
STRIDE_ACROSS = Number(
    "pool_stride_across", N_("Stride across"), 0, 16, 0, 1, N_("0: the same as downwards.")
)
AT = Text(
    "pool_at",
    N_("Output value"),
    reads_as_position,
    help=N_("Row and column, counted from 0, of the value whose arithmetic is shown."),
    limit=9,
)

WINDOW_MODE = (CHANNEL, WINDOW_ACROSS, STRIDE_ACROSS, AT)
