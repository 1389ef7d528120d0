"""The controls of the mode Stack."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab.ops import kernels
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.stack_geometry import Settings
from cnnlab.ops.stacking import Layer
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution import stack_properties as s
from cnnlab.web.i18n import t
from cnnlab.web.preset_words import NAMES


@dataclass(frozen=True, eq=False)
class Stack:
    """What the controls say.

    Attributes
    ----------
    layers : tuple of Layer
    presets : tuple of str
        Name of each layer's kernel.
    padding : str
    down, right : float
        Where the chosen value lies in the last map, 0 to 1.
    """

    layers: tuple[Layer, ...]
    presets: tuple[str, ...]
    padding: str
    down: float
    right: float

    @property
    def settings(self) -> list[Settings]:
        """The settings and the kernel's size of each layer."""
        return [(layer.spec, layer.kernel.shape) for layer in self.layers]


def choose() -> Stack:
    """Show the controls and return what they say."""
    count = int(s.LAYERS.segmented())
    activation = p.ACTIVATION.select()
    padding = s.STACK_PADDING.select()
    chosen = [_layer(number, activation, padding) for number in range(1, count + 1)]
    down, right = s.FIELD_DOWN.slider(format="%d %%"), s.FIELD_RIGHT.slider(format="%d %%")
    return Stack(
        tuple(layer for layer, _ in chosen),
        tuple(preset for _, preset in chosen),
        padding,
        down / s.FIELD_DOWN.high,
        right / s.FIELD_RIGHT.high,
    )


def name_of(stack: Stack, index: int) -> str:
    """Return the title of a layer's map: its number, kernel and activation."""
    layer = stack.layers[index]
    title = t("Layer {number}: {kernel}", number=index + 1, kernel=t(NAMES[stack.presets[index]]))
    if layer.activation == "linear":
        return title
    return f"{title} → {t(p.ACTIVATION.options[layer.activation])}"


def _layer(number: int, common: str, padding: str) -> tuple[Layer, str]:
    own = s.EACH[number - 1]
    title = t("Layer {number}: {kernel}", number=number, kernel=t(NAMES[own.kernel.value]))
    with st.expander(title, icon=":material/layers:", key=f"stack_layer{number}"):
        preset = own.kernel.select()
        size = _allowed(preset, int(own.size.segmented()))
        stride, dilation = own.stride.slider(), own.dilation.slider()
        activation = own.activation.select()
    # Another seed for each layer: a random kernel twice would be a special case.
    kernel = kernels.build(preset, size, seed=number)
    spec = ConvolutionSpec((stride, stride), (dilation, dilation), padding)
    return Layer(kernel, spec, activation=common if activation == s.COMMON else activation), preset


def _allowed(preset: str, wanted: int) -> int:
    odd = [size for size in kernels.uses(preset).sizes if str(size) in s.EACH[0].size.options]
    size = min(odd, key=lambda each: abs(each - wanted))
    if size != wanted:
        st.caption(t("This kernel is used with {size} × {size}.", size=size))
    return size
