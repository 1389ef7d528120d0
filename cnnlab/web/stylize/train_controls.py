"""The controls of the mode Train a style."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.i18n import t
from cnnlab.web.stylize import asking
from cnnlab.web.stylize import train_properties as p
from cnnlab.web.stylize.train_recipe import has_own_photograph
from cnnlab.web.training import schedule_chart


def show() -> None:
    """Show the controls."""
    asking.style_control()
    if has_own_photograph():
        p.MINE.toggle()
    p.STYLE_WEIGHT.slider()
    p.EPOCHS.slider()
    with st.expander(t("More"), key="more"):
        _more()


def _more() -> None:
    st.caption(t("**The network**"))
    p.START.select()
    if p.START.value == "scratch":
        p.FILTERS.slider()
        p.BLOCKS.slider()
        p.HIDDEN.slider()
    st.caption(t("**The losses**"))
    p.CONTENT_WEIGHT.slider()
    p.VARIATION.slider()
    p.PERCEPTUAL.select()
    st.caption(t("**Steps**"))
    p.STEPS.slider()
    p.CROP.slider()
    p.BATCH.slider()
    p.RATE.slider()
    p.SCHEDULE.segmented()
    schedule_chart.show(p.SCHEDULE.value, p.RATE.value)
    p.RUN_SEED.box()
