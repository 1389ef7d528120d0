"""The answers of a network that have not been kept are made once, on the long worker, while the page shows the rest."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.inference import examining
from cnnlab.web.classifier import long_work
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.compute import wait_for_engine
from cnnlab.web.i18n import t, t_error

KEY = "_cls_answers"
PERIOD = 0.5
"""Seconds between two looks."""


@dataclass(frozen=True, eq=False)
class _Making:
    """What has been asked for in this session."""

    name: str
    call: LongCall | None
    refusal: LabError | None = None


def ask(subject: Subject) -> bool:
    """Have the answers of a network made where they are missing; return whether that is under way.

    It is done once for each network and visit: what could not be had then is not asked for again and again.
    """
    if subject.has_pictures or not subject.can_be_asked:
        return False
    if not engine.ready():
        return True
    held: _Making | None = st.session_state.get(KEY)
    if held is None or held.name != subject.name:
        try:
            held = _Making(subject.name, engine.call_long(examining.make, subject.name))
        except LabError as error:
            held = _Making(subject.name, None, error)
        st.session_state[KEY] = held
    return held.call is not None and not held.call.done()


def failure(subject: Subject) -> str:
    """Return the sentence of an attempt that failed; "" where none has."""
    held: _Making | None = st.session_state.get(KEY)
    if held is None or held.name != subject.name:
        return ""
    if held.refusal is not None:
        return t_error(held.refusal)
    if held.call is None or not held.call.done():
        return ""
    found = long_work.outcome(held.call)
    return t_error(found) if isinstance(found, LabError) else ""


def wait() -> None:
    """Say how far it is, and show the page anew when it is done; likewise while the engine is starting."""
    if engine.ready():
        _wait()
    else:
        wait_for_engine()


@st.fragment(run_every=PERIOD)
def _wait() -> None:
    held: _Making | None = st.session_state.get(KEY)
    if held is None or held.call is None or held.call.done():
        st.rerun()
    reports = held.call.reports()
    fraction = reports[-1].fraction if reports else 0.0
    st.progress(
        fraction, t("The network is asked about all pictures, once: {done} %", done=f"{100 * fraction:.0f}")
    )
