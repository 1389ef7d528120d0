"""The controls of the mode Softmax."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.activations import softmax_properties as p
from cnnlab.web.activations.softmax_layer import start_anew, want
from cnnlab.web.i18n import t


def choose() -> None:
    """Show the controls on the left."""
    p.TRUE.segmented()
    p.TEMPERATURE.slider()
    with st.expander(t("More"), key="more"):
        p.RATE.slider()
        p.SEED.box(on_change=start_anew)
        p.BIASES.box()
        p.WEIGHTS.box()


def buttons(ready: bool) -> None:
    """Show what takes a step, ten, or none.

    Parameters
    ----------
    ready : bool
        Whether TensorFlow can take one.
    """
    st.button(
        t("One step"),
        type="primary",
        on_click=want,
        args=(1,),
        disabled=not ready,
        key="softmax_step",
    )
    st.button(t("Ten steps"), on_click=want, args=(10,), disabled=not ready, key="softmax_ten_steps")
    st.button(
        t("Start anew"),
        icon=":material/undo:",
        on_click=start_anew,
        disabled=p.WEIGHTS.value == p.WEIGHTS.default and p.BIASES.value == p.BIASES.default,
        key="softmax_anew",
        help=t("The starting weights of the seed, and biases of 0."),
    )
