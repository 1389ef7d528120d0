"""The learning rate from the first step to the last, as a small curve."""

from __future__ import annotations

from html import escape

import streamlit as st

from cnnlab.training.schedules import rates
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

POINTS = 101
WIDTH, HEIGHT = 240, 56


def show(schedule: str, largest: float) -> None:
    """Draw the rate of every step, from 0 to its largest."""
    values = rates(schedule, 1.0, POINTS)
    points = " ".join(
        f"{place * WIDTH / (POINTS - 1):.1f},{HEIGHT - 2 - float(value) * (HEIGHT - 4):.1f}"
        for place, value in enumerate(values)
    )
    label = escape(t("The learning rate, step by step: {largest} at most", largest=number(largest)))
    st.html(
        f"<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{label}' style='width:100%;max-width:{WIDTH}px'>"
        f"<line x1='0' x2='{WIDTH}' y1='{HEIGHT - 1}' y2='{HEIGHT - 1}' stroke='currentColor' opacity='0.4'/>"
        f"<polyline points='{points}' fill='none' stroke='currentColor' stroke-width='2'/></svg>"
        f"<p style='font-size:0.78rem;opacity:0.85;margin:0'>{label}</p>"
    )
