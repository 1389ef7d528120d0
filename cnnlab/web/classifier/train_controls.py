"""The controls of the mode Train."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.classifier import data_properties as d
from cnnlab.web.classifier import train_properties as p
from cnnlab.web.classifier import train_suited
from cnnlab.web.i18n import t
from cnnlab.web.training import schedule_chart


def choose() -> None:
    """Show the controls."""
    train_suited.remember()
    p.PRESET.select(on_change=train_suited.follow_network)
    _data()
    p.OPTIMIZER.select()
    p.RATE.slider()
    p.BATCH.slider()
    p.EPOCHS.slider()
    with st.expander(t("More"), key="more"):
        _more()


def _data() -> None:
    own = [d.OWN_PICTURES] if d.OWN_SET.valid or d.DATA_SET.value == d.OWN_PICTURES else []
    names = [name for name in d.DATA_SET.options if name != d.OWN_PICTURES] + own
    d.DATA_SET.select(names, on_change=train_suited.follow_data)
    if d.DATA_SET.value == d.OWN_PICTURES and not d.OWN_SET.valid:
        st.caption(
            t(
                "No set of own pictures is chosen, or it is not here any more: the network would learn from the digits."
                " Choose or make one in the mode Data."
            )
        )


def _more() -> None:
    st.caption(t("**Against overfitting**"))
    p.DROPOUT.slider()
    p.BATCH_NORM.toggle()
    p.L1.slider()
    p.L2.slider()
    if p.OPTIMIZER.value == "adamw":
        p.DECAY.slider()
    p.EARLY.box()
    p.SMOOTHING.slider()
    st.caption(t("**Pictures changed by chance while they are learned from**"))
    p.FLIP.toggle()
    p.SHIFT.slider()
    p.ROTATE.slider()
    p.ZOOM.slider()
    if d.DATA_SET.value in ("digits", "mnist"):
        p.COARSE.slider()
    st.caption(t("**Steps**"))
    p.SCHEDULE.segmented()
    schedule_chart.show(p.SCHEDULE.value, p.RATE.value)
    p.LOSS.select()
    p.ACTIVATION.select()
    p.SEED.box()
    st.caption(t("**Data**"))
    d.EXAMPLES.box(on_change=train_suited.follow_data)
    p.VALIDATION.slider()
    if d.DATA_SET.value == "shapes":
        d.CLUTTER.slider()
        d.NOISE.slider()
        d.CUE.slider()
    p.TEST_SHIFT.slider()
    p.SCALE.toggle()
    p.SHUFFLE.toggle()
