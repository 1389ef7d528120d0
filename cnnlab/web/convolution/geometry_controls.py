"""Padding, stride, dilation, channel, bias, activation, flip."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.web import channels
from cnnlab.web.convolution import properties as p
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand


@dataclass(frozen=True)
class Geometry:
    """How a kernel goes over a picture, and over which part of it."""

    spec: ConvolutionSpec
    channel: str
    bias: float
    activation: str


def show(hand: InHand) -> None:
    """Show the folded controls."""
    # The widgets exist only while they are unfolded: the page is there sooner, and a link or a question can
    # set what they would set without a folded widget's undoing it.
    folder = st.expander(t("Geometry"), icon=":material/straighten:", key="geometry", on_change="rerun")
    if folder.open:
        with folder:
            _controls(hand)


def now(hand: InHand) -> Geometry:
    """Return what the controls say."""
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
    """Return the channel that is worked on."""
    return channels.now(p.CHANNEL, hand)
