"""The controls of the mode Rebuild."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.web.autoencoder import asking, of_link, rebuild_asking
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.autoencoder import rebuild_properties as r
from cnnlab.web.components import pad
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand


def show(hand: InHand) -> None:
    """Show the controls."""
    there = rebuild_asking.networks()
    of_link.say_elsewhere(coded=True)
    if not there:
        return
    r.NETWORK.select(there)
    size()
    try:
        asked = rebuild_asking.asked()
    except LabError:
        return
    if asked.about.shape[2] == 1:
        st.caption(t("Draw a digit."))
        pad.pad(asking.DRAWING_PAD, words=pad.words(), live=True)
    p.GIVEN.select()
    if p.GIVEN.value == "example":
        p.EXAMPLE.box()
    with st.expander(t("More"), key="more"):
        r.DIFFERENCE.toggle()


def size() -> None:
    """Show how many numbers the code has, as a slider over the sizes that there are."""
    offered = rebuild_asking.sizes()
    if len(offered) < 2:
        return
    if r.SIZE.value not in offered:
        st.session_state[r.SIZE.key] = offered[-1]
    st.select_slider(t(r.SIZE.label), offered, key=r.SIZE.key, help=t(r.SIZE.help), persist_state="session")
