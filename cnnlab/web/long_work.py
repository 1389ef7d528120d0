"""A long call that a visitor has begun on the page: its bar, its end, what it has left behind."""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.web.i18n import t, t_error

log = logging.getLogger(__name__)

PERIOD = 0.4
"""Seconds between two looks at it."""


@dataclass(eq=False)
class Work:
    """A long call and what it is about.

    Attributes
    ----------
    name : hashable
        What it is about, such as which of a page's kinds of work it is.
    call : LongCall
    """

    name: Hashable
    call: LongCall


def begin(key: str, name: Hashable, function: Callable, *args: Any) -> None:
    """Begin a long call, unless one of this place runs already; a refusal is kept to be said."""
    take(key)
    if current(key) is not None:
        return
    forget(key)
    try:
        st.session_state[key] = Work(name, engine.call_long(function, *args))
    except LabError as error:
        st.session_state[f"{key}_ended"] = (name, error)


def current(key: str) -> Work | None:
    """Return the work that is under way."""
    return st.session_state.get(key)


def busy(key: str) -> bool:
    """Tell whether work of this place goes on, so that no other can begin."""
    work = current(key)
    return work is not None and not work.call.done()


def take(key: str) -> None:
    """Take over the result of work that has ended since it was last looked at."""
    work = current(key)
    if work is not None and work.call.done():
        _take(key, work)


def ended(key: str) -> tuple[Hashable, Any] | None:
    """Return name and result of the work that has ended last; a LabError where it failed."""
    return st.session_state.get(f"{key}_ended")


def drop(key: str) -> None:
    """End the work that is under way; nobody waits for it any more."""
    work = st.session_state.pop(key, None)
    if work is not None:
        work.call.cancel()


def forget(key: str) -> None:
    """Forget what has ended."""
    st.session_state.pop(f"{key}_ended", None)


@st.fragment(run_every=PERIOD)
def watch(key: str, says: Callable[[dict], str]) -> None:
    """Show how far it is, and look again until it has ended; then the page is shown anew.

    Parameters
    ----------
    key : str
    says : callable
        Makes a sentence of what was reported last.
    """
    work = current(key)
    if work is None or work.call.done():
        take(key)
        st.rerun()
        return
    report = work.call.progress
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = says(report.payload if report else {})
        if report is None and not engine.ready():
            words = t("TensorFlow is starting …")
        st.progress(report.fraction if report else 0.0, words)
        if st.button(t("Stop"), icon=":material/stop:", key=f"{key}_stop"):
            work.call.cancel()


def _take(key: str, work: Work) -> None:
    st.session_state.pop(key, None)
    st.session_state[f"{key}_ended"] = (work.name, outcome(work.call))


def outcome(call: LongCall) -> Any:
    """Return the result of a call that has ended, or a LabError that says why there is none."""
    try:
        return call.result(0)
    except LabError as error:
        # Without its traceback, which may hold what was sent.
        return LabError(error.message, **error.values)
    except Exception:
        log.exception("a long call has failed")
        return LabError(
            "This ended with an error that nobody had foreseen. Whoever runs this laboratory finds it in the"
            " server's log. Try it once more."
        )


def say_failure(key: str) -> None:
    """Say why the work that has ended last failed, if it did."""
    last = ended(key)
    if last is not None and isinstance(last[1], LabError):
        st.error(t_error(last[1]), icon=":material/error:")
