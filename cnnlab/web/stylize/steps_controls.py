"""The controls of the mode Step by step, and the recipe that they say."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from cnnlab.recipes.painting import LAYERS, PaintingRecipe
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.state import Flag
from cnnlab.web.stylize import asking
from cnnlab.web.stylize import steps_properties as p


def show(hand: InHand) -> None:
    """Show the controls."""
    asking.style_control()
    p.SECONDS.segmented()
    p.STYLE_WEIGHT.slider()
    p.CONTENT_WEIGHT.slider()
    p.SMOOTH.slider()
    with st.expander(t("More"), key="more"):
        p.START.segmented()
        if p.START.value == "noise":
            p.SEED.box()
        p.NETWORK.segmented()
        style, content = st.columns(2)
        with style:
            st.caption(t("Style in the layers"))
            _toggles(p.STYLE_LAYERS)
        with content:
            st.caption(t("Content in the layers"))
            _toggles(p.CONTENT_LAYERS)


def recipe() -> PaintingRecipe:
    """Return what the controls are set to; sizes and steps are those of no time at all.

    Raises
    ------
    LabError
        Neither content nor style counts.
    """
    return PaintingRecipe(
        network=p.NETWORK.value,
        start=p.START.value,
        content_layers=_chosen(p.CONTENT_LAYERS),
        style_layers=_chosen(p.STYLE_LAYERS),
        content_weight=float(p.CONTENT_WEIGHT.value),
        style_weight=float(p.STYLE_WEIGHT.value),
        variation_weight=float(p.SMOOTH.value),
        seed=int(p.SEED.value),
    )


def _toggles(flags: Mapping[str, Flag]) -> None:
    for flag in flags.values():
        flag.toggle()


def _chosen(flags: Mapping[str, Flag]) -> tuple[str, ...]:
    return tuple(layer for layer in LAYERS if flags[layer].value)
