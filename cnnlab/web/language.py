"""The language as a property of every page. Its usual value is not the same for all: it is the browser's."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.i18n import KEY, LANGUAGES, N_, browser_language
from cnnlab.web.state import Choice, seed

LANGUAGE = Choice(KEY, N_("Language"), LANGUAGES, "en")


def seed_language() -> list[Choice]:
    """Give the session the URL's language, or else the browser's; return the property if the URL's is unknown."""
    wrong = seed([LANGUAGE]) if KEY in st.query_params else []
    if wrong or KEY not in st.session_state:
        st.session_state[KEY] = browser_language()
    return wrong


def query_of_language() -> str:
    """Return what the URL needs to carry: a language that the browser would not choose by itself."""
    return "" if LANGUAGE.value == browser_language() else f"{KEY}={LANGUAGE.value}"
