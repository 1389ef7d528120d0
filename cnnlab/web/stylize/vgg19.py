"""Whether VGG19 is where pictures are painted, as the worker says that paints them; and the offer to fetch it there."""

from __future__ import annotations

import threading
import time

import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.inference import vgg19
from cnnlab.training import perceptual
from cnnlab.web import long_work
from cnnlab.web.i18n import t

KEY = "style_s_fetch"
FRESH = 60.0
"""Seconds for which an answer is believed: somebody may have put the file there meanwhile."""
PERIOD = 0.4
"""Seconds between two looks at whether there is an answer."""

_lock = threading.Lock()
"""All visitors' threads share question and answer."""
_answer: tuple[bool, float] | None = None
"""What the worker has said, and when."""
_question: LongCall | None = None


def is_here() -> bool | None:
    """Tell whether the worker has the weights; None while it has not said so yet.

    Nobody waits for it: it is asked beside the page, once for all visitors, and its last answer counts until there is
    another one.
    """
    global _question
    _note_fetched()
    with _lock:
        _collect()
        if _question is None and (_answer is None or time.monotonic() - _answer[1] > FRESH):
            try:
                _question = engine.call_long(vgg19.is_here)
            except LabError:
                _keep(True)  # Whoever paints is told why that does not work.
        return None if _answer is None else _answer[0]


@st.fragment(run_every=PERIOD)
def wait() -> None:
    """Say that the worker has been asked, and show the page anew when it has answered."""
    if is_here() is not None:
        st.rerun()
    says = t("Looking whether the weights of VGG19 are there …")
    st.caption(f":material/hourglass_top: {says}")


def offer() -> None:
    """Offer to fetch them, and show how far it is."""
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, _progress)
        return
    long_work.say_failure(KEY)
    st.info(
        t(
            "The weights of VGG19 are not on this computer yet. They can be fetched from the internet once ({size} MB)."
            " The compact network is here at once.",
            size=perceptual.MEGABYTES,
        ),
        icon=":material/cloud_download:",
    )
    st.button(
        t("Fetch {name}, {size} MB", name="VGG19", size=perceptual.MEGABYTES),
        icon=":material/download:",
        type="primary",
        on_click=long_work.begin,
        args=(KEY, "vgg19", vgg19.bring),
        key="style_s_fetch_button",
    )


def _progress(report: dict) -> str:
    return t("Fetching {name}: {here} MB so far", name="VGG19", here=f"{report.get('megabytes', 0):.1f}")


def _note_fetched() -> None:
    """Take it as said that the weights are there once this visitor has had them fetched."""
    last = long_work.ended(KEY)
    if last is not None and not isinstance(last[1], LabError):
        long_work.forget(KEY)
        with _lock:
            _keep(True)


def _collect() -> None:
    global _question
    call = _question
    if call is None or not call.done():
        return
    _question = None
    if call.status == "cancelled":
        return  # Nobody looked at it any more: it is asked anew.
    found = long_work.outcome(call)
    _keep(isinstance(found, LabError) or found)


def _keep(here: bool) -> None:
    global _answer
    _answer = here, time.monotonic()
