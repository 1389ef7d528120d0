"""The map of 3 × 3 numbers, and the list that Flatten makes of it."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.web.i18n import t


def head(words: str) -> None:
    """Show what a column holds; as high as the heads of the component beside it."""
    st.html(f"<div class='softmax-head'>{escape(words)}</div>")


def show(values: np.ndarray) -> None:
    """Show the map, and under it its numbers in the order in which Flatten reads them.

    Parameters
    ----------
    values : ndarray, shape (3, 3)
        From 0 to 1.
    """
    numbers = values.ravel()
    cells = "".join(_cell(value, f"<small>{place}</small>") for place, value in enumerate(numbers))
    listed = "".join(
        f"<span class='index'>x<sub>{place}</sub></span>{_cell(value)}" for place, value in enumerate(numbers)
    )
    alt = t(
        "The map of 3 × 3 numbers, row by row: {numbers}",
        numbers=", ".join(f"{value:.2f}" for value in numbers),
    )
    flatten = t("Flatten reads it row by row:")
    st.html(
        f"<div class='softmax-map' role='img' aria-label='{escape(alt)}'>"
        f"<div class='cells'>{cells}</div><div class='arrow'>↓ {escape(flatten)}</div>"
        f"<div class='list'>{listed}</div></div>"
    )


def _cell(value: float, index: str = "") -> str:
    grey = round(255 * float(value))
    ink = "#10151c" if grey > 140 else "#ffffff"
    text = f"{value:.2f}" if value == 0 or value >= 0.005 else "≈0"
    return (
        f"<div class='cell' style='background:rgb({grey},{grey},{grey});color:{ink}'>{index}"
        f"{'0' if value == 0 else text}</div>"
    )
