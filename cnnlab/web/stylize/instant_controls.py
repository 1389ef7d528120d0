"""The controls of the mode Instant."""

from __future__ import annotations

import streamlit as st

from cnnlab.images import styles
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import asking, instant_asking, properties
from cnnlab.web.stylize import instant_properties as p


def controls(hand: InHand) -> None:
    """Show the controls."""
    if not instant_asking.one_style():
        asking.pair(hand)
    if instant_asking.run_of_link():
        p.NETWORK.segmented()
    p.STRENGTH.slider()
    p.KEEP.toggle()
    with st.expander(t("More"), key="more"):
        if not instant_asking.one_style():
            own = [properties.OWN] if asking.own() is not None else []
            if p.SECOND.select([p.NONE, *styles.NAMES, *own]) != p.NONE:
                p.MIX.slider()
        p.BRUSH.toggle()
        p.SIZE.select()
