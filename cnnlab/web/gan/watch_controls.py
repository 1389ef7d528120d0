"""The controls of the mode Watch."""

from __future__ import annotations

from typing import Any

import streamlit as st

from cnnlab.engine import Run
from cnnlab.web.gan import watch_presets as presets
from cnnlab.web.gan import watch_properties as p
from cnnlab.web.gan.watch_desk import DESK
from cnnlab.web.gan.watch_recipe import matters
from cnnlab.web.i18n import t
from cnnlab.web.training import actions, schedule_chart
from cnnlab.web.training.data_names import OWN_PICTURES


def show(run: Run | None) -> None:
    """Show the controls; both rates and the discriminator's steps act on a run of the visitor's that is under way."""
    presets.settle()
    own = [p.OWN_SETTINGS] if p.PRESET.value == p.OWN_SETTINGS else []
    p.PRESET.select([*presets.PRESETS, *own], on_change=presets.follow_preset)
    _data()
    live: dict[str, Any] = {}
    if run is not None and run.alive and run.mine:
        live = {"on_change": _wish, "args": (run.id,)}
    p.RATE.slider(**live)
    p.CRITIC_RATE.slider(**live)
    p.CRITIC_STEPS.slider(**live)
    if live:
        st.caption(t("These three act at once on the training that is under way."))
    p.EPOCHS.slider()
    with st.expander(t("More"), key="more"):
        _more()


def _wish(run: str) -> None:
    actions.wish(DESK, run, {name: each.value for name, each in p.LIVE.items()})


def _data() -> None:
    own = [OWN_PICTURES] if p.OWN_SET.valid or p.DATA_SET.value == OWN_PICTURES else []
    p.DATA_SET.select(
        [name for name in p.DATA_SET.options if name != OWN_PICTURES] + own, on_change=presets.follow_data
    )
    if p.DATA_SET.value == OWN_PICTURES and not p.OWN_SET.valid:
        st.caption(
            t(
                "No set of own pictures is chosen, or it is not here any more: the networks would learn from the"
                " digits. Choose or make one on the page Classifier, in the mode Data."
            )
        )


def _more() -> None:
    network, loss = p.NETWORK.value, p.LOSS.value
    st.caption(t("**The networks**"))
    p.NETWORK.select()
    if matters("upsampling", network, loss):
        p.UPSAMPLING.select()
        p.FILTERS.slider()
    p.NOISE.slider()
    p.SPECTRAL.toggle()
    st.caption(t("**The game**"))
    p.LOSS.select()
    if matters("penalty", network, loss):
        p.PENALTY.slider()
    p.R1.slider()
    p.TRANSLATION.slider()
    p.AVERAGE.slider()
    st.caption(t("**Steps**"))
    p.MOMENTUM.slider()
    p.SCHEDULE.segmented()
    schedule_chart.show(p.SCHEDULE.value, p.RATE.value)
    p.BATCH.slider()
    p.SEED.box()
    st.caption(t("**Data**"))
    p.EXAMPLES.box()
