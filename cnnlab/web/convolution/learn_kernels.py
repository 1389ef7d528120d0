"""The kernel that is learned, beside the hidden one."""

from __future__ import annotations

from html import escape
from math import floor, log10

import numpy as np
import streamlit as st

from cnnlab.web import number_grid
from cnnlab.web.i18n import t

MOST = 9999
"""The largest number that a cell has room for; a descent that runs away goes far beyond."""


def show(learned: np.ndarray, title: str, hidden: np.ndarray, name: str | None) -> None:
    """Show both as coloured cells, on one scale.

    Parameters
    ----------
    learned : ndarray, shape (k, k)
    title : str
        Which of its states that is.
    hidden : ndarray, shape (k, k)
    name : str or None
        What it is called; None while it is covered.
    """
    limit = float(np.abs(hidden).max())
    left, right = st.columns(2)
    with left:
        _grid(learned, title, limit)
    with right:
        if name is None:
            _covered(len(hidden))
        else:
            title = t("Hidden kernel: {name}", name=name)
            _grid(hidden, title, limit)


def _grid(values: np.ndarray, title: str, limit: float) -> None:
    # Three digits of the largest weight, two where there are many cells, so that they fit.
    digits = 3 if len(values) <= 5 else 2
    readable = np.round(values, digits - 1 - floor(log10(limit))) if limit > 0 else values
    if np.abs(values).max() > MOST:
        readable, title = np.clip(readable, -MOST, MOST), t("{title}: off the scale", title=title)
    number_grid.row([number_grid.Grid(readable, title)], limit, _cell(len(values)))


def _cell(size: int) -> float:
    return 2.6 if size <= 5 else 2.1


def _covered(size: int) -> None:
    cell, caption = _cell(size), t("Hidden kernel: covered until the descent begins")
    style = (
        f"width:{cell}rem;min-width:{cell}rem;height:{cell * 0.8:.2f}rem;padding:0;text-align:center;"
        "border:1px dashed color-mix(in srgb, currentColor 35%, transparent);border-radius:0.15rem;opacity:0.75"
    )
    lines = f"<tr>{f'<td style={chr(34)}{style}{chr(34)}>?</td>' * size}</tr>" * size
    st.html(
        "<figure style='margin:0;max-width:100%;overflow-x:auto'>"
        f"<table style='border-collapse:separate;border-spacing:1px;margin:0;border:0'>{lines}</table>"
        "<figcaption style='font-size:0.8rem;opacity:0.85;margin-top:0.2rem'>"
        f"{escape(caption)}</figcaption></figure>"
    )
