"""The controls of the mode Points."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.gan import points_course
from cnnlab.web.gan import points_properties as q
from cnnlab.web.i18n import N_, t
from cnnlab.web.in_hand import InHand
from cnnlab.web.state import apply_query

PRESETS = {
    "healthy": (N_("Healthy"), ""),
    "chase": (N_("Chase"), "gan_p_rate_d=0.001&gan_p_rate_g=0.01"),
    "lost": (N_("Groups lost"), "gan_p_shape=grid&gan_p_rate_d=0.01&gan_p_rate_g=0.005"),
}
"""Situations by one press: name, and the settings that differ from the defaults."""


def controls(hand: InHand) -> None:
    """Show the controls."""
    with st.container(horizontal=True, gap="xsmall", key="gan_p_presets"):
        for name, (label, query) in PRESETS.items():
            st.button(t(label), on_click=_preset, args=(query,), key=f"gan_p_preset_{name}")
    q.SHAPE.select()
    q.LOSS.select()
    q.DISCRIMINATOR_RATE.slider()
    q.GENERATOR_RATE.slider()
    q.STEPS.slider()
    with st.expander(t("More"), key="more"):
        q.NOISE.select()
        q.UNITS_CHOICE.select()
        q.LAYERS_CHOICE.select()
        q.SEED.box()


def _preset(query: str) -> None:
    points_course.restart()
    apply_query(q.POINTS, (q.SPEED, q.LAYERS_SHOWN, q.DRAWN), query)
