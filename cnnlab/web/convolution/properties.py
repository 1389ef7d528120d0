"""The state of the Convolution page: everything that its URL can carry."""

from __future__ import annotations

from cnnlab.errors import LabError
from cnnlab.ops import kernels
from cnnlab.web import channels
from cnnlab.web.i18n import N_
from cnnlab.web.positions import reads_as_position
from cnnlab.web.preset_words import NAMES
from cnnlab.web.state import Choice, Flag, Number, Text


def _reads_as_kernel(text: str) -> bool:
    try:
        kernels.parse(text)
    except LabError:
        return False
    return True


MODE = Choice(
    "conv_mode",
    N_("Mode"),
    {
        "filter": N_("One filter"),
        "stack": N_("Stack"),
        "kinds": N_("Kinds"),
        "learn": N_("Learn a filter"),
        "spectrum": N_("Spectrum"),
    },
    "filter",
)

PRESET = Choice(
    "preset",
    N_("Kernel"),
    NAMES,
    "sobel_x",
    N_("A kernel to start from. Every cell below can be changed by dragging it or typing a number."),
)
KERNEL_SIZE = Number("kernel_size", N_("Kernel size"), 1, 15, 3, 1, N_("Rows and columns of the kernel."))
SIGMA = Number("sigma", N_("Sigma"), 0.3, 5.0, 1.0, 0.1, N_("Standard deviation of the Gaussian, in pixels."))
ANGLE = Number("angle", N_("Angle"), 0, 180, 0, 5, N_("In degrees, anticlockwise from the right."))
WAVELENGTH = Number(
    "wavelength", N_("Wavelength"), 2.0, 16.0, 4.0, 0.5, N_("From crest to crest, in pixels.")
)
AMOUNT = Number("amount", N_("Strength"), 0.0, 5.0, 1.0, 0.1, N_("0 leaves the picture as it is."))
KERNEL_SEED = Number("kernel_seed", N_("Seed"), 0, 999, 0, 1, N_("The same seed gives the same numbers."))
KERNEL = Text(
    "kernel",
    N_("Kernel as text"),
    _reads_as_kernel,
    help=N_(
        "Cells by commas, rows by semicolons; three kernels, for red, green and blue, by |. Empty: the preset."
    ),
)
PADDING = Choice(
    "padding",
    N_("Padding"),
    {
        "valid": N_("valid: none"),
        "same": N_("same: zeros"),
        "full": N_("full: zeros, as many as fit"),
        "circular": N_("circular: from the opposite side"),
        "reflect": N_("reflect: mirrored"),
        "replicate": N_("replicate: the edge repeated"),
    },
    "valid",
    N_("What lies beyond the border. Without padding the output is smaller than the input."),
)
STRIDE = Number("stride", N_("Stride"), 1, 8, 1, 1, N_("How far the window moves in one step."))
STRIDE_ACROSS = Number(
    "stride_across", N_("Stride to the right"), 0, 8, 0, 1, N_("0: the same as downwards.")
)
DILATION = Number(
    "dilation", N_("Dilation"), 1, 8, 1, 1, N_("Distance between neighbouring kernel cells in the picture.")
)
DILATION_ACROSS = Number(
    "dilation_across", N_("Dilation to the right"), 0, 8, 0, 1, N_("0: the same as downwards.")
)
CHANNEL = channels.choice(
    "channel",
    N_(
        "One channel; or the same kernel on each of the three; or, as in a network, a kernel for each and their sum."
    ),
    {"sum": N_("all three, added")},
)
BIAS = Number("bias", N_("Bias"), -1.0, 1.0, 0.0, 0.05, N_("Added to every sum."))
ACTIVATION = Choice(
    "activation",
    N_("Activation"),
    {
        "linear": N_("none"),
        "relu": "ReLU",
        "leaky_relu": N_("leaky ReLU"),
        "sigmoid": N_("sigmoid"),
        "tanh": "tanh",
    },
    "linear",
    N_("Applied to every value of the feature map."),
)
FLIP = Flag(
    "flip",
    N_("Flip the kernel"),
    help=N_("On: the mathematician's convolution. Off: cross-correlation, which libraries call convolution."),
)
AT = Text(
    "at",
    N_("Output value"),
    reads_as_position,
    help=N_("Row and column, counted from 0, of the value whose arithmetic is shown."),
    limit=9,
)

FILTER = (
    PRESET,
    KERNEL_SIZE,
    SIGMA,
    ANGLE,
    WAVELENGTH,
    AMOUNT,
    KERNEL_SEED,
    KERNEL,
    PADDING,
    STRIDE,
    STRIDE_ACROSS,
    DILATION,
    DILATION_ACROSS,
    CHANNEL,
    BIAS,
    ACTIVATION,
    FLIP,
    AT,
)
