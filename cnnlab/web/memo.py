"""What one visitor has asked for last, so that a rerun for another reason need not make it again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

import numpy as np
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


LIGHT = 2**21
"""Bytes of arrays that a session may hold on to for one answer: a mode's report on a picture of 256 × 256."""


def last_light(name: str, signature: Hashable, make: Callable[[], T]) -> T:
    """Do as `last`, but keep nothing whose arrays take more than `LIGHT` bytes.

    A dataclass is looked into for arrays, and so are tuples, lists and dictionaries.
    """
    key = f"_last_{name}"
    held = st.session_state.get(key)
    if held is not None and held[0] == signature:
        return held[1]
    made = make()
    st.session_state[key] = (signature, made) if weight(made) <= LIGHT else None
    return made


def weight(value: Any) -> int:
    """Return how many bytes the arrays in a value take."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, dict):
        return sum(map(weight, value.values()))
    if isinstance(value, list | tuple):
        return sum(map(weight, value))
    if is_dataclass(value):
        return sum(weight(getattr(value, each.name)) for each in fields(value))
    return 0
