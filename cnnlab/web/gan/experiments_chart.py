"""The curves of several GANs in one chart: what can be compared of them."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.web.gan.experiments_course import COLOURS, Course
from cnnlab.web.i18n import N_, t

HEIGHT = 290
AXES = {
    "losses": N_("Right verdicts"),
    "failures": N_("D(G(z))"),
    "checkerboard": N_("Checkerboard, share of variance"),
    "article": N_("D(G(z))"),
}
SAYS = {
    "losses": N_(
        "At 50 % the discriminator can only guess. The score that divides real from generated is 0, with least squares"
        " 0.5, and with Wasserstein halfway between both means."
    ),
    "failures": N_("The mean probability, by the discriminator, that a generated picture is real."),
    "checkerboard": N_(
        "The mean share of a picture's variance that alternates from pixel to pixel, at the Nyquist frequency, on a"
        " scale of powers of ten. Dotted: the real digits."
    ),
    "article": N_("The mean probability, by the discriminator, that a generated picture is real."),
}
REAL = 0.0002
"""Share of checkerboard in the training digits; a test measures it again."""


def show(name: str, courses: Sequence[Course]) -> None:
    """Draw the curves, and say what is to be seen."""
    import plotly.graph_objects as go

    figure = go.Figure()
    for course, paint in zip(courses, COLOURS, strict=False):
        x, y = _curve(name, course)
        figure.add_trace(
            go.Scatter(
                x=x,
                y=y,
                name=course.name,
                mode="lines",
                line={"color": paint, "width": 2.5},
                hovertemplate="%{fullData.name}: %{y:.2~%}<extra></extra>",
            )
        )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"},
        hovermode="x unified",
    )
    whole = max((course.steps for course in courses), default=0)
    figure.update_xaxes(title=t("Steps"), range=[0, 1.02 * whole] if whole else None)
    figure.update_yaxes(title=t(AXES[name]))
    if name == "checkerboard":
        figure.update_yaxes(type="log", tickformat=".2~%")
        figure.add_hline(y=REAL, line_dash="dot", opacity=0.6)
    else:
        figure.update_yaxes(range=[0, 1.02], tickformat=".0%")
    if name == "losses":
        figure.add_hline(y=0.5, line_dash="dot", opacity=0.6)
    st.plotly_chart(figure, key="gan_x_chart", config={"displayModeBar": False})
    st.caption(t(SAYS[name]))


def _curve(name: str, course: Course) -> tuple[list[int], list[float | None]]:
    if name == "checkerboard":
        return [step for step, _ in course.board], [share for _, share in course.board]
    measure = "right" if name == "losses" else "fake"
    return [point["step"] for point in course.points], [point[measure] for point in course.points]
