"""Points in time as the visitor's clock shows them."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import streamlit as st


def moment(seconds: float) -> str:
    """Return day and minute, in the time zone of the browser, of so many seconds since 1970: ``"11-25 14:03"``."""
    return datetime.fromtimestamp(seconds, _zone()).strftime("%m-%d %H:%M")


def _zone() -> tzinfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ValueError, OSError, KeyError):
        return UTC
