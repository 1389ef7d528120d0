"""Where the buttons under a trained classifier lead."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.classifier import compare_properties as cp
from cnnlab.web.classifier import properties as p


def to_mode(mode: str, run: str) -> None:
    """Go on to another mode with this run."""
    st.session_state[p.MODE.key] = mode
    if mode == "compare":
        held = [each for each in cp.ids_in(cp.RUNS.value) if each != run]
        st.session_state[cp.RUNS.key] = ",".join([*held, run][-cp.MOST_RUNS :])
        st.session_state[cp.WHAT.key] = "runs"
    else:
        choose_run()


def choose_run() -> None:
    """Choose the run of the page as the network that is asked."""
    st.session_state[p.MODEL.key] = "run"
