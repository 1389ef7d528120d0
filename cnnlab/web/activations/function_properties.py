"""The state of the mode Function: what its URL carries besides what the page's modes share."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.positions import reads_as_position
from cnnlab.web.preset_words import NAMES
from cnnlab.web.state import Choice, Number, Text

NONE = "none"
"""No kernel: the picture itself."""


FUNCTION_KERNEL = Choice(
    "act_kernel",
    N_("Kernel"),
    {
        NONE: N_("none: the picture itself"),
        **{name: NAMES[name] for name in ("sobel_x", "sobel_y", "laplacian", "emboss", "gaussian", "random")},
    },
    "sobel_x",
    N_("The convolution that makes the feature map. The function is applied to its result."),
)
FUNCTION_BIAS = Number(
    "act_bias",
    N_("Bias"),
    -4.0,
    4.0,
    0.0,
    0.1,
    N_("Added to every sum: it shifts the whole map. Far below zero it shuts a ReLU for good."),
)
FUNCTION_GAIN = Number(
    "act_gain",
    N_("Gain"),
    0.2,
    10.0,
    1.0,
    0.2,
    N_("Multiplies the kernel's weights: with large values sigmoid and tanh saturate."),
)
FUNCTION_AT = Text(
    "act_at",
    N_("Value on the curve"),
    reads_as_position,
    help=N_("Row and column, counted from 0, of the value that is shown on the curve."),
    limit=9,
)

FUNCTION_MODE = (FUNCTION_KERNEL, FUNCTION_BIAS, FUNCTION_GAIN, FUNCTION_AT)
