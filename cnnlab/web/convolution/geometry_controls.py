"""Padding, stride, dilation, channel, bias, activation, flip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnlab.images import preparing
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.web.convolution import properties as p
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand

PLANES = {"red": 0, "green": 1, "blue": 2}


@dataclass(frozen=True)
class Geometry:
    """How a kernel goes over a picture, and over which part of it."""

    spec: ConvolutionSpec
    channel: str
    bias: float
    activation: str


def choose(hand: InHand) -> Geometry:
    """Show the folded controls and return what they say."""
    with st.expander(t("Geometry"), icon=":material/straighten:", key="geometry"):
        padding = p.PADDING.select()
        stride = p.STRIDE.slider()
        dilation = p.DILATION.slider()
        channel = p.CHANNEL.select() if hand.pixels.ndim == 3 else "grey"
        bias = p.BIAS.slider()
        activation = p.ACTIVATION.select()
        flip = p.FLIP.toggle()
        left, right = st.columns(2)
        with left:
            stride_across = p.STRIDE_ACROSS.box() or stride
        with right:
            dilation_across = p.DILATION_ACROSS.box() or dilation
    spec = ConvolutionSpec((stride, stride_across), (dilation, dilation_across), padding, flip)
    return Geometry(spec, channel, bias, activation)


def channel_now(hand: InHand) -> str:
    """Return the channel before its control has been made: the kernel above depends on it."""
    return p.CHANNEL.value if hand.pixels.ndim == 3 else "grey"


def channel_of(pixels: np.ndarray, channel: str) -> np.ndarray:
    """Return the part of a picture that a channel names, as uint8."""
    if pixels.ndim == 2 or channel in ("each", "sum"):
        return pixels
    return pixels[..., PLANES[channel]] if channel in PLANES else preparing.as_grey(pixels)
