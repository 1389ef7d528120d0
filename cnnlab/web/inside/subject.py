"""Beside the modes: which network is opened, and what it is given."""

from __future__ import annotations

import time

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.folders import is_id
from cnnlab.web import visitor
from cnnlab.web.classifier import network_choice
from cnnlab.web.classifier import properties as cls
from cnnlab.web.classifier import use_properties as use
from cnnlab.web.classifier.examine_words import name_of
from cnnlab.web.classifier.train_words import summary
from cnnlab.web.classifier.use_input import network
from cnnlab.web.i18n import N_, listing, t
from cnnlab.web.training.kinds import runs_of
from cnnlab.web.training.words import duration

MOST = 20
"""Runs of the visitor's own that are offered, the newest first."""
_MINE = "in_my_run"


def show() -> None:
    """Show the controls that all modes share."""
    try:
        asked = network()
    except LabError:
        asked = None  # The bench says why.
    with st.container(key="subject", horizontal=True, vertical_alignment="bottom", gap="small"):
        if options := network_choice.options():
            cls.MODEL.select(options, width=205)
        _mine()
        if asked is None:
            return
        asked.given.select(label=N_("It is given"), width=150)
        _say_alive(asked.name)
        if asked.kind == "example":
            use.EXAMPLE.box(width=125)
        elif asked.given.value == "example":
            st.caption(
                t(
                    "The test pictures of this network ({name}) are not here: it gets the picture in hand.",
                    name=name_of(asked.recipe.data),
                )
            )


def _mine() -> None:
    """Offer the visitor's own runs, once there are any."""
    runs = {run.id: run for run in runs_of("classifier")[:MOST] if _has_learned(run)}
    if not runs:
        return
    # Always a question, never a state: the state is the run in the address.
    st.session_state[_MINE] = cls.RUN.value if cls.MODEL.value == network_choice.OF_LINK else None
    if st.session_state[_MINE] not in runs:
        st.session_state[_MINE] = None
    st.selectbox(
        t("My runs"),
        list(runs),
        format_func={run: _name(each) for run, each in runs.items()}.get,
        key=_MINE,
        placeholder=t("Choose one"),
        on_change=_open,
        width=260,
    )


def _name(run: Run) -> str:
    """How long ago first: runs of one recipe differ in nothing else."""
    return listing([t("{time} ago", time=duration(max(1.0, time.time() - run.created))), summary(run.recipe)])


def _say_alive(name: str) -> None:
    """Say that a network is still learning: the page shows it as its last checkpoint has it."""
    if _alive(name):
        st.caption(
            t("This run is still under way. The page shows its last checkpoint, and the next when you go on.")
        )


def _alive(name: str) -> bool:
    try:
        return is_id(name) and engine.run(name, visitor.token()).alive
    except LabError:  # Nobody keeps account of it any more: its files are all there is.
        return False


def _has_learned(run: Run) -> bool:
    return run.status != "queued"


def _open() -> None:
    chosen = st.session_state[_MINE]
    if chosen:
        st.session_state[cls.RUN.key] = chosen
        st.session_state[cls.MODEL.key] = network_choice.OF_LINK
