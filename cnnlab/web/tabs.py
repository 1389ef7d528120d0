"""Below the bench: Lesson, Code, Try this."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from cnnlab.web import errata, quiz
from cnnlab.web.i18n import language, t
from cnnlab.web.lessons import lesson
from cnnlab.web.state import Property

if TYPE_CHECKING:
    from cnnlab.web.frame import Shown


def show(page: str, shown: Shown | None, properties: Sequence[Property]) -> None:
    """Show the tabs of a page."""
    text, code, questions = st.tabs([t("Lesson"), t("Code"), t("Try this")], key="tabs")
    with text, st.container(key="lesson", width=820):
        # One element, not one for each entry: the browser goes through all elements at every key press.
        st.markdown("\n\n".join((lesson(page, language()), *_often_said(page))))
    with code:
        if shown:
            st.markdown(shown.claim or t("This program gives exactly what is on the screen."))
            st.code(shown.code, "python")
        else:
            st.markdown(t("The program stands here as soon as there is something on the screen to compute."))
    with questions:
        if shown:
            quiz.show(page, (*shown.questions, *quiz.written(page)), properties)
        else:  # An open question must stay open: without its list it would be taken for closed.
            st.markdown(t("The questions wait until the page can compute again."))


def _often_said(page: str) -> list[str]:
    entries = [errata.as_markdown(entry, language()) for entry in errata.entries(page)]
    opening = t(
        "This laboratory grew out of five articles on convolutional networks. Where they, and many others, say"
        " something that misleads, it stands here with what is right; the small line names the article."
    )
    return ["### " + t("Often said, but …"), opening, *entries] if entries else []
