"""The controls of the mode Window."""

from __future__ import annotations

import streamlit as st

from cnnlab.ops.pooling import PoolingSpec
from cnnlab.web import channels
from cnnlab.web.adopting import adopt
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.pooling import properties as shared
from cnnlab.web.pooling import window_properties as p

SCOPE = "pool_scope"
"""Streamlit's key of the scope, which sends the place that was pinned."""


def show(hand: InHand) -> None:
    """Show the controls."""
    adopt(SCOPE, "at", p.AT)
    shared.KIND.segmented()
    shared.WINDOW.slider()
    tiles = shared.TILES.toggle()
    if not tiles:
        shared.STRIDE.slider()
    shared.PADDING.select()
    if hand.pixels.ndim == 3:
        p.CHANNEL.select()
    with st.expander(t("More"), key="more"):
        left, right = st.columns(2)
        with left:
            p.WINDOW_ACROSS.box()
        if not tiles:
            with right:
                p.STRIDE_ACROSS.box()
        p.AT.box()


def channel_now(hand: InHand) -> str:
    """Return the channel that is worked on."""
    return channels.now(p.CHANNEL, hand)


def spec_now() -> PoolingSpec:
    """Return the pooling that the properties describe."""
    window = (int(shared.WINDOW.value), int(p.WINDOW_ACROSS.value or shared.WINDOW.value))
    stride = (int(shared.STRIDE.value), int(p.STRIDE_ACROSS.value or shared.STRIDE.value))
    return PoolingSpec(
        shared.KIND.value, window, None if shared.TILES.value else stride, shared.PADDING.value
    )
