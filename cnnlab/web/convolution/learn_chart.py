"""The loss of a descent, step by step."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.web.i18n import t

HEIGHT = 260


def show(steps: Sequence[int], losses: Sequence[float], last: int, at: int | None = None) -> None:
    """Show the loss on a logarithmic axis.

    Parameters
    ----------
    steps : sequence of int
        Where the loss is known.
    losses : sequence of float
        What it is there.
    last : int
        The number of steps that were asked for: the axis ends there.
    at : int, optional
        The step that is looked at.
    """
    import plotly.graph_objects as go

    # A loss of exactly 0 has no place on a logarithmic axis.
    points = [(step, loss) for step, loss in zip(steps, losses, strict=True) if loss > 0]
    figure = go.Figure(
        go.Scatter(
            x=[step for step, _ in points],
            y=[loss for _, loss in points],
            mode="lines" if len(points) > 1 else "markers",
            hovertemplate="%{x}: %{y:.2e}<extra></extra>",
        )
    )
    if at is not None:
        figure.add_vline(at, line_width=1, line_dash="dot")
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        xaxis={"title": t("Step"), "range": [0, last], "fixedrange": True},
        yaxis={
            "title": t("Loss (logarithmic)"),
            "type": "log",
            "exponentformat": "power",
            "dtick": _decades(points),
            "fixedrange": True,
        },
    )
    st.plotly_chart(figure, key="learn_loss", config={"displayModeBar": False})


def _decades(points: list[tuple[int, float]]) -> int | None:
    """Choose ticks at whole powers of ten, few enough to be read; None: Plotly's own choice, between them too."""
    if not points:
        return None
    largest, smallest = (pick(loss for _, loss in points) for pick in (max, min))
    if largest < 100 * smallest:
        return None
    return 1 if largest < 1e6 * smallest else 3
