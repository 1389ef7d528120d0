"""Who is there: a token that a visitor's browser keeps, and nobody else knows."""

from __future__ import annotations

import secrets

import streamlit as st

from cnnlab.web.visitor_cookie import NAME, is_token

KEY = "_visitor"


def token() -> str:
    """Return the visitor's token: that of the browser, or of the session alone where the browser keeps none."""
    kept = st.context.cookies.get(NAME)
    return kept if is_token(kept) else st.session_state.setdefault(KEY, secrets.token_hex(16))
