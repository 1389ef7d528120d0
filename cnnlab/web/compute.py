"""How a page asks the engine, and what it says while the engine is not ready."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from cnnlab import engine
from cnnlab.web import memo
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.identity import identity

STATES = {
    "off": N_("TensorFlow is not running."),
    "starting": N_(
        "TensorFlow is starting; that takes a few seconds, and what you see so far does not need it."
    ),
    "ready": N_("TensorFlow is ready."),
    "restarting": N_("TensorFlow's process has stopped and is being started again; your settings are kept."),
}


PLACES = {
    "local": N_("It runs on this computer."),
    "remote": N_("It runs on the cluster at {address}."),
    "inline": N_("It runs inside the web process."),
}


PATIENCE = 2
"""Failed starts in a row after which waiting is no longer the answer."""


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


def ask_again(function: Callable, *args: Any, place: str = "answer") -> Any:
    """Do as `ask`, but ask nothing where the last question of this visitor was the same.

    Opening a menu or a question draws the whole page once more, and changes nothing that was asked. In each place
    one answer is kept, whatever asked for it, and a large one is not: see `cnnlab.web.memo.last_light`.

    Parameters
    ----------
    function : callable
    *args
    place : str
        Another one for what a mode asks besides.
    """
    signature = (function, identity(*args))
    return memo.last_light(place, signature, lambda: ask(function, *args))


def say_state() -> None:
    """Say in words how the engine is."""
    state = engine.state()
    if state.failures > PATIENCE:
        st.warning(
            t("TensorFlow does not start. Whoever runs this laboratory finds the reason in the engine's log.")
        )
    elif state.quick != "ready":
        st.caption(f":material/hourglass_top: {t(STATES[state.quick])}")
    else:
        ready, place = STATES["ready"], PLACES[state.mode]
        words = sentences(t(ready), t(place, address=state.address))
        st.caption(f":material/check_circle: {words}")


@st.fragment(run_every=0.5)
def wait_for_engine() -> None:
    """Say how the engine is, look again twice a second, and show the page anew when it is ready."""
    if engine.ready():
        st.rerun()
    say_state()
