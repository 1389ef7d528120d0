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
    # The widgets exist only while they are unfolded: the page is there sooner, and a link or a question can
    # set what they would set without a folded widget's undoing it.
    folder = st.expander(t("Geometry"), icon=":material/straighten:", key="geometry", on_change="rerun")
    if folder.open:
        with folder:
            _controls(hand)
    stride, dilation = p.STRIDE.value, p.DILATION.value
    spec = ConvolutionSpec(
        (stride, p.STRIDE_ACROSS.value or stride),
        (dilation, p.DILATION_ACROSS.value or dilation),
        p.PADDING.value,
        p.FLIP.value,
    )
    return Geometry(spec, channel_now(hand), p.BIAS.value, p.ACTIVATION.value)


def _controls(hand: InHand) -> None:
    p.PADDING.select()
    p.STRIDE.slider()
    p.DILATION.slider()
    if hand.pixels.ndim == 3:
        p.CHANNEL.select()
    p.BIAS.slider()
    p.ACTIVATION.select()
    p.FLIP.toggle()
    left, right = st.columns(2)
    with left:
        p.STRIDE_ACROSS.box()
    with right:
        p.DILATION_ACROSS.box()


def channel_now(hand: InHand) -> str:
    """Return the channel that is worked on: a picture without colours has only one."""
    return p.CHANNEL.value if hand.pixels.ndim == 3 else "grey"


def channel_of(pixels: np.ndarray, channel: str) -> np.ndarray:
    """Return the part of a picture that a channel names, as uint8."""
    if pixels.ndim == 2 or channel in ("each", "sum"):
        return pixels
    return pixels[..., PLANES[channel]] if channel in PLANES else preparing.as_grey(pixels)
