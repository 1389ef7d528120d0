"""What one visitor has asked for last, so that a rerun for another reason need not make it again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

import streamlit as st

T = TypeVar("T")


def last(name: str, signature: Hashable, make: Callable[[], T]) -> T:
    """Return what was made last under this name, or make it anew if its signature has changed.

    It is kept in the visitor's own session, so pictures of theirs go when they go.

    Parameters
    ----------
    name : str
    signature : hashable
        Everything that the result depends on.
    make : callable
    """
    key = f"_last_{name}"
    held = st.session_state.get(key)
    if held is None or held[0] != signature:
        held = (signature, make())
        st.session_state[key] = held
    return held[1]
