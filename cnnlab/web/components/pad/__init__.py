"""A sheet to draw on, with a mouse, a finger or a pen."""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from typing import Literal

import numpy as np
import streamlit as st

from cnnlab.web.components import register
from cnnlab.web.i18n import N_, t

SIDE = 140
"""Pixels a side of a drawing: half of what the pad measures on the screen."""

WORDS = {
    "label": N_("Drawing pad"),
    "sheet": N_("Sheet: draw with the mouse, a finger or a pen"),
    "size": N_("Brush size"),
    "eraser": N_("Eraser"),
    "undo": N_("Undo"),
    "clear": N_("Clear"),
}
"""What the pad says, in English."""

_PREFIX = f"{SIDE}:"
_LENGTH = len(_PREFIX) + 4 * -(-SIDE * SIDE // 3)

_mount = register(
    "pad",
    "pad/pad.js",
    css="pad/pad.css",
    html="""
<div class="pad" role="group">
  <div class="paper"><canvas class="sheet" role="img"></canvas></div>
  <label class="size"><span></span><input type="range" min="4" max="48" step="2" value="20"></label>
  <div class="tools">
    <button type="button"></button><button type="button"></button><button type="button"></button>
  </div>
</div>
""",
)


def words() -> dict[str, str]:
    """Return :data:`WORDS` in the reader's language."""
    return {name: t(word) for name, word in WORDS.items()}


def pad(
    key: str, *, words: Mapping[str, str], paper: Literal["black", "white"] = "black", live: bool = False
) -> np.ndarray | None:
    """Show a drawing pad and return what is drawn on it.

    The drawing arrives after each stroke, and after undo and clear. It stays through reruns, and
    comes back when the pad is shown anew in the same place of the session (a popover that was closed).

    Parameters
    ----------
    key : str
        Name of the component in the session.
    words : mapping of str to str
        The words of :data:`WORDS`, translated, as :func:`words` gives them.
    paper : {"black", "white"}
        White ink on black paper, as the MNIST digits have it, or black ink on white.
    live : bool
        Whether the drawing also arrives during a stroke, a few times a second, as fast as it is answered.

    Returns
    -------
    numpy.ndarray or None
        The sheet as it is seen, read-only uint8 of shape (140, 140), 0 for black and 255 for white;
        None where nothing is drawn.
    """
    text = held_text(key)
    data = {
        "words": dict(words),
        "paper": paper,
        "live": live,
        "drawing": None if parse_drawing(text) is None else text,
    }
    state = _mount(
        key=key, data=data, default={"drawing": None}, on_drawing_change=lambda: None, width="content"
    )
    ink = parse_drawing(state.get("drawing"))
    return ink if ink is None or paper == "black" else _read_only(255 - ink)


def parse_drawing(value: object) -> np.ndarray | None:
    """Read the text that the pad sends.

    It comes from a browser, so it may be anything at all.

    Parameters
    ----------
    value : object
        ``"140:"`` and the Base64 of 140 rows of 140 bytes, if it is what it should be.

    Returns
    -------
    numpy.ndarray or None
        The ink, read-only uint8 of shape (140, 140), from 0 for none to 255 for full; None for a
        sheet without ink and for every other value.

    Examples
    --------
    >>> parse_drawing("140:AAAA") is None
    True
    """
    # The length comes first: a huge text is never copied.
    if not isinstance(value, str) or len(value) != _LENGTH or not value.startswith(_PREFIX):
        return None
    try:
        raw = binascii.a2b_base64(value[len(_PREFIX) :], strict_mode=True)
    except ValueError:
        return None
    if len(raw) != SIDE * SIDE or not any(raw):
        return None
    return np.frombuffer(raw, np.uint8).reshape(SIDE, SIDE)


def held_text(key: str) -> object:
    """Return the text that the session holds for a pad, for :func:`parse_drawing`, also before it is shown."""
    state = st.session_state.get(key)
    return state.get("drawing") if isinstance(state, Mapping) else None


def _read_only(array: np.ndarray) -> np.ndarray:
    array.flags.writeable = False
    return array
