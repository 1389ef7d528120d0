"""Bars on a logarithmic axis, for numbers from one to a trillion."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import log10

import streamlit as st

from cnnlab.images import colour
from cnnlab.web.i18n import N_, t

DECADES = 13
"""The axis ends at so many zeros, whatever is shown: a bar then moves only because its number did."""
TICKS = {0: "1", 3: N_("thousand"), 6: N_("million"), 9: N_("billion"), 12: N_("trillion")}
COLOURS = (colour.CLASSES[5], colour.CLASSES[1], colour.CLASSES[0])


def show(groups: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> None:
    """Show groups of bars, all on one axis.

    Parameters
    ----------
    groups : sequence of (title, bars)
        Each bar a name and a number of at least 1; three of them at most, in the colours of `COLOURS`.
    """
    inside = "".join(_group(*group) for group in groups)
    st.html(f"<div class='log-bars'>{inside}</div>")
    st.caption(t("Logarithmic: from one line to the next it is a thousand times more."))


def _group(title: str, bars: Sequence[tuple[str, int]]) -> str:
    inside = "".join(_bar(*bar, paint) for bar, paint in zip(bars, COLOURS, strict=False))
    ticks = "".join(
        f"<span style='left:{100 * place / DECADES:.2f}%'>{escape(t(word))}</span>"
        for place, word in TICKS.items()
    )
    return f"<section><h4>{escape(title)}</h4>{inside}<div class='axis' aria-hidden='true'>{ticks}</div></section>"


def _bar(name: str, value: int, paint: str) -> str:
    return (
        f"<p><span>{escape(name)}</span><b>{value:,}</b></p><div class='track' aria-hidden='true'>"
        f"<span style='width:{100 * log10(value) / DECADES:.2f}%;background:{paint}'></span></div>"
    )
