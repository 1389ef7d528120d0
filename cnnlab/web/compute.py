"""How a page asks the engine, and what it says while the engine is not ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cnnlab import engine
from cnnlab.web.i18n import N_, t

STATES = {
    "off": N_("TensorFlow is not running."),
    "starting": N_(
        "TensorFlow is starting; that takes a few seconds, and what you see so far does not need it."
    ),
    "ready": N_("TensorFlow is ready."),
    "restarting": N_("TensorFlow's process has stopped and is being started again; your settings are kept."),
}


class NotReady(Exception):
    """The engine cannot compute yet: a page shows what it can without it."""


def ask(function: Callable, *args: Any) -> Any:
    """Compute on the quick worker.

    Raises
    ------
    NotReady
        While the engine starts or restarts.
    LabError
        As the function or the engine says.
    """
    if not engine.ready():
        raise NotReady
    return engine.call(function, *args)


def say_state() -> None:
    """Say in words how the engine is."""
    state = engine.state().quick
    icon = ":material/check_circle:" if state == "ready" else ":material/hourglass_top:"
    st.caption(f"{icon} {t(STATES[state])}")


@st.fragment(run_every=0.5)
def wait_for_engine() -> None:
    """Look twice a second whether the engine is ready, and then show the page anew."""
    if engine.ready():
        st.rerun()
