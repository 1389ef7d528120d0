"""The mode Train."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.frame import Bench, Shown


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    with bench.pictures:
        st.write("train")
    return Shown("")
