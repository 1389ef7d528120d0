"""The answers of a dense unit and of a convolution over the shift of the picture."""

from __future__ import annotations

import streamlit as st

from cnnlab.images import colour
from cnnlab.ops.why_report import Shifted
from cnnlab.web.i18n import t

HEIGHT = 280
GREY = "#8a94a1"
"""Seen on a light page and on a dark one."""


def show(report: Shifted, shift: int) -> None:
    """Show the three lines, and the shift of the picture on the screen."""
    import plotly.graph_objects as go

    lines = (
        (t("convolution, highest response"), report.highest, colour.CLASSES[1], "solid"),
        (t("dense unit"), report.dense, colour.CLASSES[0], "solid"),
        (t("convolution, response at the old place"), report.fixed, colour.CLASSES[1], "dot"),
    )
    figure = go.Figure(
        [
            go.Scatter(
                x=list(range(len(values))),
                y=values,
                name=name,
                mode="lines+markers",
                line={"color": paint, "dash": dash, "width": 2.5 if dash == "solid" else 1.5},
                marker={"size": 5 if dash == "solid" else 3},
                hovertemplate="%{x}: %{y:.3f}<extra></extra>",
            )
            for name, values, paint, dash in lines
        ]
    )
    figure.add_vline(shift, line_width=1, line_dash="dot", line_color=GREY)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={"title": t("Shift in pixels"), "dtick": 4, "fixedrange": True},
        yaxis={"title": t("Answer"), "fixedrange": True},
    )
    st.plotly_chart(figure, key="act_why_chart", config={"displayModeBar": False})
