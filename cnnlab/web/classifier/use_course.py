"""What the network says when the picture is turned, shifted or made noisy, at all amounts."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images.colour import CLASSES
from cnnlab.inference.use_report import UseReport
from cnnlab.web.i18n import N_, t

HEIGHT = 280
MARKED = "#8a919c"
MOST, LEAST = 5, 0.15
"""Lines at the most, and the probability that a class must reach somewhere to get one."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
AXES = {
    "turn": N_("Turned by degrees, anticlockwise"),
    "shift": N_("Shifted by pixels, to the right"),
    "noise": N_("Noise: standard deviation, where 1 is white"),
}


def show(report: UseReport, names: list[str], way: str, now: float) -> None:
    """Show a line for each class that is probable somewhere, and mark where the picture is now."""
    import plotly.graph_objects as go

    figure = go.Figure()
    figure.add_vline(now, line_width=8, line_color=MARKED, opacity=0.35)
    for dash, place in zip(DASHES, lines(report.course), strict=False):
        figure.add_scatter(
            x=report.amounts,
            y=100 * report.course[:, place],
            name=names[place],
            mode="lines",
            line={"color": CLASSES[place % len(CLASSES)], "dash": dash, "width": 2.5},
            hovertemplate="%{x}: %{y:.1f} %",
        )
    figure.update_layout(
        height=HEIGHT,
        showlegend=True,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={"title": t(AXES[way]), "fixedrange": True, "zeroline": False}
        | ({"dtick": 45, "range": [-182, 182]} if way == "turn" else {}),
        yaxis={"title": t("Probability, %"), "range": [0, 102], "fixedrange": True},
    )
    st.plotly_chart(figure, theme="streamlit", key="cls_course_chart", config={"displayModeBar": False})


def lines(course: np.ndarray) -> list[int]:
    """Return the classes that are shown, the most probable first."""
    highest = course.max(axis=0)
    order = np.argsort(-course.mean(axis=0), kind="stable")
    return [int(place) for place in order if highest[place] >= LEAST][:MOST]


def reach(amounts: np.ndarray, course: np.ndarray) -> tuple[float, float] | None:
    """Return from where to where, around 0, the answer stays what it is at 0; None where it never changes.

    The two are the last amounts tried at which it is still the same.
    """
    answers = course.argmax(axis=1)
    start = int(np.abs(amounts).argmin())
    same = answers == answers[start]
    if same.all():
        return None
    low = high = start
    while low > 0 and same[low - 1]:
        low -= 1
    while high < len(same) - 1 and same[high + 1]:
        high += 1
    return float(amounts[low]), float(amounts[high])
