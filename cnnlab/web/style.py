"""The look of the frame: what Streamlit's theme does not say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

CSS = Path(__file__).with_name("style.css")


def apply() -> None:
    """Put the style sheet on the page."""
    st.html(CSS)
