"""The controls of the mode Train."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.autoencoder import train_properties as p
from cnnlab.web.autoencoder.train_recipe import matters
from cnnlab.web.i18n import t
from cnnlab.web.training import schedule_chart
from cnnlab.web.training.data_names import OWN_PICTURES


def show() -> None:
    """Show the controls."""
    p.NETWORK.select()
    _data()
    if matters("code", p.NETWORK.value):
        p.CODE.slider()
    if p.NETWORK.value == "variational":
        p.BETA.slider()
        p.WARM_UP.slider()
    if p.NETWORK.value == "denoiser":
        p.NOISE.select()
        p.LEAST.slider()
        p.MOST.slider()
    if p.NETWORK.value == "inpainter":
        p.HOLE.slider()
    p.EPOCHS.slider()
    with st.expander(t("More"), key="more"):
        _more(p.NETWORK.value)


def _data() -> None:
    own = [OWN_PICTURES] if p.OWN_SET.valid or p.DATA_SET.value == OWN_PICTURES else []
    p.DATA_SET.select([name for name in p.DATA_SET.options if name != OWN_PICTURES] + own)
    if p.DATA_SET.value == OWN_PICTURES and not p.OWN_SET.valid:
        st.caption(
            t(
                "No set of own pictures is chosen, or it is not here any more: the network would learn from the digits."
                " Choose or make one on the page Classifier, in the mode Data."
            )
        )


def _more(network: str) -> None:
    st.caption(t("**The network**"))
    if matters("filters", network):
        p.FILTERS.slider()
    if matters("hidden", network):
        p.HIDDEN.slider()
    p.LOSS.select()
    st.caption(t("**Steps**"))
    p.RATE.slider()
    p.BATCH.slider()
    p.OPTIMIZER.select()
    if p.OPTIMIZER.value == "adamw":
        p.DECAY.slider()
    p.SCHEDULE.segmented()
    schedule_chart.show(p.SCHEDULE.value, p.RATE.value)
    p.EARLY.box()
    p.SEED.box()
    st.caption(t("**Data**"))
    p.EXAMPLES.box()
    p.VALIDATION.slider()
