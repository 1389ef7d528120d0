"""The two languages: which one the reader has, and the words in it."""

from __future__ import annotations

import functools
import gettext
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from cnnlab.errors import LabError

LANGUAGES = {"en": "English", "zh": "中文"}
"""Code and own name of each language. English is the language of the message ids."""

KEY = "lang"
TRANSLATIONS = Path(__file__).parent / "translations"


def N_(message: str) -> str:
    """Mark a message for the catalogue without translating it here."""
    return message


def t(message: str, **values: str | int | float) -> str:
    """Translate a message and put the values in its ``{named}`` places.

    Parameters
    ----------
    message : str
        English sentence: a literal, or one that ``N_`` has marked.
    **values
        What stands in the places.

    Returns
    -------
    str
        The sentence in the reader's language.
    """
    text = _catalogue(language()).gettext(message) if message else ""
    return text.format(**values) if values else text


def sentences(*parts: str) -> str:
    """Put sentences one after another as the reader's language does: Chinese leaves no space between them."""
    return ("" if language() == "zh" else " ").join(filter(None, parts))


def listing(items: Iterable[str]) -> str:
    """Put short items in a row as the reader's language does."""
    return ("、" if language() == "zh" else ", ").join(items)


def t_error(error: LabError) -> str:
    """Say an error in the reader's language."""
    return t(error.message, **error.values) if error.values else t(error.message)


def language() -> str:
    """Return the code of the reader's language.

    It is read from the session state, not from a thread-local: those are unset when a
    fragment reruns.
    """
    chosen = st.session_state.get(KEY)
    return chosen if chosen in LANGUAGES else browser_language()


def browser_language() -> str:
    """Return the language that the browser asks for, English where it asks for neither."""
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


@functools.cache
def _catalogue(code: str) -> gettext.NullTranslations:
    if code == "en":
        return gettext.NullTranslations()
    return gettext.translation("cnnlab", TRANSLATIONS, languages=[code])
