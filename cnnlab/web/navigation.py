"""Sections and pages on top, the language beside them."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from cnnlab.web import notices, style
from cnnlab.web.i18n import N_, t
from cnnlab.web.language import LANGUAGE, seed_language

ICON = Path(__file__).with_name("favicon.png")
PAGES = Path(__file__).parents[2] / "pages"

SECTIONS = {
    N_("Building blocks"): {
        "convolution": N_("Convolution"),
        "pooling": N_("Pooling"),
        "activations": N_("Activations and dense layers"),
    },
    N_("Learning"): {
        "classifier": N_("Classifier"),
        "inside": N_("Inside a network"),
    },
    N_("Generating"): {
        "autoencoder": N_("Autoencoder"),
        "gan": N_("GAN"),
        "style": N_("Style transfer"),
    },
}
"""Section, and in it the pages that exist: file name in ``pages`` (and path in the URL) and title."""


def page() -> st.Page:
    """Set the window up and return the page that the address asks for."""
    st.set_page_config(page_title="CNN Lab", page_icon=ICON, layout="wide")
    style.apply()
    notices.of_link(seed_language())
    with st.container(key="language"):
        LANGUAGE.segmented(label_visibility="collapsed")
    start = st.Page(PAGES / "start.py", title=t("Start"), url_path="start", default=True)
    sections = {
        t(section): [
            st.Page(PAGES / f"{name}.py", title=t(title), url_path=name) for name, title in pages.items()
        ]
        for section, pages in SECTIONS.items()
    }
    return st.navigation({"": [start], **sections}, position="top")
