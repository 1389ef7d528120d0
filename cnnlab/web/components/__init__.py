"""Small browser components: one folder each, with a wrapper in Python and plain JavaScript and CSS files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

HERE = Path(__file__).parent


def register(name: str, *scripts: str, css: str | Sequence[str] = (), html: str = "<div class='root'></div>"):
    """Register a component from plain files.

    The files cannot import one another (Streamlit inlines one script), so they are joined in the order
    given; the last one holds ``export default function``.

    Parameters
    ----------
    name : str
        Name of the component, unique in the application.
    *scripts : str
        JavaScript files, relative to this folder.
    css : str or sequence of str
        CSS files, relative to this folder.
    html : str
        The markup that the script finds in ``parentElement``.

    Returns
    -------
    Callable
        Streamlit's mounting command.
    """
    styles = [css] if isinstance(css, str) else css
    # Streamlit takes a string of one line for a path: the leading newline says that it is text.
    return st.components.v2.component(
        f"cnnlab_{name}",
        html="\n" + html,
        css="\n" + "\n".join((HERE / style).read_text("utf-8") for style in styles) if styles else None,
        js="\n" + "\n".join((HERE / script).read_text("utf-8") for script in scripts),
    )
