"""The property that says which mode of the page is open, and what its modes share."""

from __future__ import annotations

from cnnlab.web.i18n import N_
from cnnlab.web.state import Choice, Number

MODE = Choice(
    "act_mode",
    N_("Mode"),
    {
        "function": N_("Function"),
        "depth": N_("Depth"),
        "softmax": N_("Softmax"),
        "why": N_("Why convolve"),
    },
    "function",
)

FUNCTIONS = {
    "relu": "ReLU",
    "leaky_relu": N_("leaky ReLU"),
    "elu": "ELU",
    "gelu": "GELU",
    "sigmoid": N_("sigmoid"),
    "tanh": "tanh",
    "softplus": "softplus",
    "swish": "swish",
    "linear": N_("none"),
}
"""The functions that work on each number apart. Softmax, which compares numbers, has a mode of its own."""

FUNCTION = Choice(
    "act", N_("Activation"), FUNCTIONS, "relu", N_("Applied to every value of the feature map.")
)
SLOPE = Number(
    "act_slope",
    N_("Slope below zero"),
    0.0,
    1.0,
    0.2,
    0.01,
    N_("What leaky ReLU multiplies negative values by."),
)
ALPHA = Number(
    "act_alpha",
    N_("Alpha"),
    0.1,
    3.0,
    1.0,
    0.1,
    N_("ELU comes down to minus alpha for very negative values."),
)

SHARED = (FUNCTION, SLOPE, ALPHA)
