"""The look of the frame: what Streamlit's theme does not say."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

CSS = [
    Path(__file__).with_name(name)
    for name in (
        "style.css",
        "modes.css",
        "data.css",
        "use.css",
        "inside.css",
        "imagine.css",
        "rebuild.css",
        "play.css",
        "how.css",
    )
]
"""The frame, and what single modes lay out by themselves."""


def apply() -> None:
    """Put the style sheets on the page."""
    for sheet in CSS:
        st.html(sheet)
