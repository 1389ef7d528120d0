"""The state of the mode Stack: everything that its URL can carry.

The activation that all layers share is the one of the mode One filter (`activation`).
"""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.web.convolution import properties as p
from cnnlab.web.i18n import N_
from cnnlab.web.preset_words import NAMES
from cnnlab.web.state import Choice, Number, Property

COMMON = "common"
MOST = 4

LAYERS = Choice(
    "layers",
    N_("Number of convolutions"),
    {str(number): str(number) for number in range(1, MOST + 1)},
    "2",
    N_("Each works on the map of the one before it."),
)
STACK_PADDING = Choice(
    "stack_padding", N_("Padding"), p.PADDING.options, "valid", N_("The same for all convolutions.")
)
FIELD_DOWN = Number(
    "field_down",
    N_("Chosen value: row"),
    0,
    100,
    50,
    1,
    N_("Where in the last map it lies, in percent: 0 is the first row, 100 the last."),
)
FIELD_RIGHT = Number(
    "field_right",
    N_("Chosen value: column"),
    0,
    100,
    50,
    1,
    N_("Where in the last map it lies, in percent: 0 is the first column, 100 the last."),
)


@dataclass(frozen=True)
class LayerProperties:
    """What can be chosen for one layer."""

    kernel: Choice
    size: Choice
    stride: Number
    dilation: Number
    activation: Choice

    @property
    def all(self) -> tuple[Property, ...]:
        """All of them."""
        return (self.kernel, self.size, self.stride, self.dilation, self.activation)


def _layer(number: int, preset: str) -> LayerProperties:
    return LayerProperties(
        Choice(f"layer{number}", N_("Kernel"), NAMES, preset),
        Choice(
            f"size{number}",
            N_("Kernel size"),
            {"1": "1", "3": "3", "5": "5", "7": "7"},
            "3",
            N_("Rows and columns of the kernel."),
        ),
        Number(f"stride{number}", N_("Stride"), 1, 4, 1, 1, N_("How far the window moves in one step.")),
        Number(
            f"dilation{number}",
            N_("Dilation"),
            1,
            4,
            1,
            1,
            N_("Distance between neighbouring kernel cells in the map before."),
        ),
        Choice(
            f"activation{number}",
            N_("Activation"),
            {COMMON: N_("as for all layers"), **p.ACTIVATION.options},
            COMMON,
            N_("Applied to every value of this layer's map."),
        ),
    )


# An edge detector first: its negative values are what a ReLU after it takes away.
EACH = tuple(
    _layer(number, preset) for number, preset in enumerate(("sobel_x", "gaussian", "sobel_y", "gaussian"), 1)
)
"""For each layer its own."""

STACK = (
    LAYERS,
    STACK_PADDING,
    FIELD_DOWN,
    FIELD_RIGHT,
    *(each for layer in EACH for each in layer.all),
)
