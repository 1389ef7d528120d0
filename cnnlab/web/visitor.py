"""Who is there: a token that a visitor's browser keeps, and nobody else knows."""

from __future__ import annotations

import secrets

import streamlit as st

KEY = "_visitor"


def token() -> str:
    """Return the visitor's token."""
    return st.session_state.setdefault(KEY, secrets.token_hex(16))
