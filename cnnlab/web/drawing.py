"""What is drawn on a pad becomes what is in hand."""

from __future__ import annotations

import hashlib

import streamlit as st

from cnnlab.web import in_hand
from cnnlab.web.components import pad
from cnnlab.web.state import Choice


def take_drawing(key: str, kind: str, given: Choice) -> None:
    """Take in hand what has been drawn since the last run; to be called before anything is shown.

    Parameters
    ----------
    key : str
        Of the pad.
    kind : {"digit", "picture"}
        What a drawing is.
    given : Choice
        The property that says what the network is given: it is set to `kind`.
    """
    if key not in st.session_state:
        # The pad was away, and comes back empty: nobody has wiped anything from it.
        st.session_state[f"_{key}_drawn"] = ""
        return
    text = pad.held_text(key)
    name = hashlib.blake2b(text.encode(), digest_size=8).hexdigest() if isinstance(text, str) else ""
    if name == st.session_state.get(f"_{key}_drawn", ""):
        return
    st.session_state[f"_{key}_drawn"] = name
    drawing = pad.parse_drawing(text)
    if drawing is not None:
        in_hand.keep(kind, drawing)
    elif in_hand.own(kind) is not None:
        in_hand.drop(kind)
        held = in_hand.DIGIT if kind == "digit" else in_hand.PICTURE
        st.session_state[held.key] = held.default
    st.session_state[given.key] = kind
