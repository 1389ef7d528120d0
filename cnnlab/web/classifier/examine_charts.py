"""Two charts of the mode Examine: how sure against how right, and how much is answered against how right."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.metrics.certainty import Reliability, answered
from cnnlab.metrics.classification import wilson
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.i18n import t

HEIGHT = 330
BLUE, ORANGE = colour.CLASSES[0], colour.CLASSES[1]
GREY = "#8a919c"
THRESHOLDS = np.arange(101) / 100
"""In whole percents, as the slider has them."""


def reliability(found: Reliability) -> None:
    """Show how often it is right in each bin of certainty, with the interval in which the truth lies."""
    import plotly.graph_objects as go

    filled = np.flatnonzero(found.count)
    counts, rights = found.count[filled], found.right[filled]
    shares = 100 * rights / counts
    ends = 100 * np.array([wilson(int(r), int(n)) for r, n in zip(rights, counts, strict=True)])
    sure = 100 * found.confidence[filled]
    width = 100 / len(found.count)
    figure = go.Figure()
    figure.add_scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        line={"color": GREY, "dash": "dash", "width": 2},
        name=t("ideal"),
        hoverinfo="skip",
    )
    figure.add_bar(
        x=(filled + 0.5) * width,
        y=100 * counts / counts.sum(),
        width=0.9 * width,
        marker={"color": GREY, "opacity": 0.35},
        name=t("share of the answers"),
        hovertemplate="%{y:.1f} %<extra></extra>",
    )
    figure.add_scatter(
        x=sure,
        y=shares,
        mode="lines+markers",
        marker={"color": BLUE, "size": 9},
        line={"color": BLUE, "width": 2},
        error_y={
            "type": "data",
            "array": ends[:, 1] - shares,
            "arrayminus": shares - ends[:, 0],
            "color": BLUE,
            "thickness": 1.5,
            "width": 4,
        },
        customdata=[f"{r:,} / {n:,}" for r, n in zip(rights, counts, strict=True)],
        name=t("right"),
        hovertemplate=t("{sure} % sure: {share} % right", sure="%{x:.0f}", share="%{y:.0f}")
        + " (%{customdata})<extra></extra>",
    )
    _layout(figure, t("How sure it is (%)"), t("Right (%)"), [-2, 102])
    st.plotly_chart(figure, theme="streamlit", key="cls_reliability", config={"displayModeBar": False})


def coverage(subject: Subject, sure: int) -> tuple[int, int]:
    """Show what share is right of those that it answers, for every threshold; return both for the chosen one.

    Parameters
    ----------
    subject : Subject
        With answers.
    sure : int
        The chosen threshold in percent.

    Returns
    -------
    given, right : int
        How many pictures are answered at this threshold, and rightly.
    """
    import plotly.graph_objects as go

    given, right = answered(subject.probabilities.max(axis=1), subject.right, THRESHOLDS)
    some = given > 0
    covered, shares = 100 * given[some] / given[0], 100 * right[some] / given[some]
    figure = go.Figure()
    figure.add_scatter(
        x=covered,
        y=shares,
        mode="lines",
        line={"color": BLUE, "width": 2.5, "shape": "linear"},
        customdata=np.flatnonzero(some),
        hovertemplate=t(
            "at least {sure} % sure: {coverage} % answered, {share} % of them right",
            sure="%{customdata}",
            coverage="%{x:.1f}",
            share="%{y:.2f}",
        )
        + "<extra></extra>",
    )
    if given[sure]:
        figure.add_scatter(
            x=[100 * given[sure] / given[0]],
            y=[100 * right[sure] / given[sure]],
            mode="markers",
            marker={"color": ORANGE, "size": 14, "line": {"color": "white", "width": 2}},
            hoverinfo="skip",
        )
    low = min(float(shares.min()), 99.0)
    _layout(
        figure,
        t("Answered (%)"),
        t("Right, of those answered (%)"),
        [low - 0.06 * (100 - low), 100 + 0.03 * (100 - low)],
    )
    # From all answered at the left to few at the right: as the slider goes.
    figure.update_xaxes(range=[101, max(0.0, float(covered.min()) - 1)])
    figure.update_layout(showlegend=False)
    st.plotly_chart(figure, theme="streamlit", key="cls_coverage", config={"displayModeBar": False})
    return int(given[sure]), int(right[sure])


def _layout(figure, x: str, y: str, limits: list[float]) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={"title": x, "range": [-2, 102], "fixedrange": True, "zeroline": False},
        yaxis={"title": y, "range": limits, "fixedrange": True, "zeroline": False},
        dragmode=False,
        bargap=0,
    )
