"""How much each map changes, for every shift."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.images.colour import CLASSES
from cnnlab.web.i18n import t
from cnnlab.web.pooling.shift_words import WAYS

HEIGHT = 320
MARKED = "#8a919c"
LINES = {
    "convolution": (CLASSES[5], "dot", "x"),
    "max": (CLASSES[0], "solid", "circle"),
    "average": (CLASSES[1], "dash", "square"),
    "blur": (CLASSES[2], "solid", "diamond"),
}
"""Colour, line and mark of each method: they differ without colour, too."""


def show(changes: dict[str, Sequence[float]], shift: int) -> None:
    """Show the lines and mark the shift that is looked at.

    Parameters
    ----------
    changes : dict of str to sequence of float
        For each method the change at shifts 0, 1, 2, ..., in standard deviations. NaN leaves a gap.
    shift : int
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_vline(shift, line_width=8, line_color=MARKED, opacity=0.35)
    for name, (colour, dash, mark) in LINES.items():
        figure.add_scatter(
            x=list(range(len(changes[name]))),
            y=[100 * each for each in changes[name]],
            name=t(WAYS[name]),
            mode="lines+markers",
            line={"color": colour, "dash": dash, "width": 2.5},
            marker={"symbol": mark, "size": 8, "color": colour},
            hovertemplate=t("{shift} px: {change} %", shift="%{x}", change="%{y:.0f}"),
        )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={"title": t("Shift in pixels"), "dtick": 1, "fixedrange": True, "zeroline": False},
        yaxis={
            "title": t("Change, % of the standard deviation"),
            "rangemode": "tozero",
            "fixedrange": True,
            # At least so high, so that lines at 0 lie at the bottom.
            "autorangeoptions": {"include": 100},
        },
    )
    st.plotly_chart(figure, theme="streamlit", key="pool_shift_chart", config={"displayModeBar": False})
