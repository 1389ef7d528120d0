"""Deletion and insertion: is what an explanation points at what the network needs?"""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.explain.trust import area
from cnnlab.images.colour import CLASSES
from cnnlab.inference.why_budget import ORDERS, POINTS
from cnnlab.inference.why_methods import Asking, flat, over
from cnnlab.inference.why_report import WhyReport
from cnnlab.inference.why_trust import Curves, report_curves
from cnnlab.web.compute import ask_again
from cnnlab.web.i18n import sentences, t
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside import why_words
from cnnlab.web.inside.asking import Asked

HEIGHT = 300
GREY = "#8a919c"
STYLES = ((CLASSES[0], "solid"), (CLASSES[1], "dash"))


def question(report: WhyReport) -> tuple[Asking, np.ndarray]:
    """Return what `report_curves` is asked besides network and picture: the explanations that the page shows."""
    maps = [
        over(report.seen.shape, flat(method, values, p.SIGN.value)) for method, values in report.found.items()
    ]
    return report.asking, np.reshape(maps, (len(maps), *report.seen.shape[:2]))


def show(now: Asked, report: WhyReport, _: Asking) -> None:
    """Show both curves of each explanation against random orders."""
    found: Curves = ask_again(report_curves, *now.work, *question(report), place="why_curves")
    name = now.names[report.target]
    st.markdown(verdict(found))
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(t("The pixels **go**, the most important first: a good map falls fast."))
        _chart("deletion", found, found.deletion, found.random_deletion, name)
    with right:
        st.markdown(t("The pixels **come**, the most important first: a good map rises fast."))
        _chart("insertion", found, found.insertion, found.random_insertion, name)
    st.caption(
        t(
            "Numbers in the legend: area under the curve. Grey: {count} random orders, their mean and from the lowest"
            " to the highest. A picture with half of its pixels gone is like none that the network has learned from: a"
            " fall may also come from that.",
            count=len(found.random_deletion),
        )
    )
    why_words.say_less(less(found))


def less(found: Curves) -> list[str]:
    """Say what has been saved."""
    said = []
    if len(found.random_deletion) < ORDERS:
        said.append(
            t("{count} random orders instead of {usual}", count=len(found.random_deletion), usual=ORDERS)
        )
    if len(found.shares) - 1 < POINTS:
        said.append(
            t("{count} steps of each curve instead of {usual}", count=len(found.shares) - 1, usual=POINTS)
        )
    return said


def verdict(found: Curves) -> str:
    """Say how many of the random orders each explanation beats."""
    count = len(found.random_deletion)
    said = []
    for method in found.deletion:
        gone = beaten(found.deletion[method], found.random_deletion, lower=True)
        come = beaten(found.insertion[method], found.random_insertion, lower=False)
        said.append(
            t(
                "**{method}** beats {gone} of {count} random orders when pixels go, and {come} when they come.",
                method=t(p.METHODS[method]),
                gone=gone,
                come=come,
                count=count,
            )
        )
    return sentences(*said)


def beaten(curve: np.ndarray, others: np.ndarray, lower: bool) -> int:
    """Return how many of some curves have a larger area than this one, or a smaller one."""
    own = area(curve)
    return sum((area(each) > own) if lower else (area(each) < own) for each in others)


def _chart(key: str, found: Curves, curves: dict[str, np.ndarray], others: np.ndarray, name: str) -> None:
    import plotly.graph_objects as go

    shares, figure = 100 * found.shares, go.Figure()
    low, high = 100 * others.min(axis=0), 100 * others.max(axis=0)
    figure.add_scatter(
        x=[*shares, *shares[::-1]],
        y=[*high, *low[::-1]],
        mode="lines",
        fill="toself",
        fillcolor="rgba(138,145,156,0.25)",
        line={"width": 0},
        hoverinfo="skip",
        showlegend=False,
    )
    mean = others.mean(axis=0)
    figure.add_scatter(
        x=shares,
        y=100 * mean,
        name=_named(t("by chance"), mean),
        mode="lines",
        line={"color": GREY, "width": 2, "dash": "dot"},
        hovertemplate="%{x:.0f} %: %{y:.1f} %<extra></extra>",
    )
    for (ink, dash), (method, curve) in zip(STYLES, curves.items(), strict=False):
        figure.add_scatter(
            x=shares,
            y=100 * curve,
            name=_named(t(p.METHODS[method]), curve),
            mode="lines",
            line={"color": ink, "width": 2.5, "dash": dash},
            hovertemplate="%{x:.0f} %: %{y:.1f} %<extra></extra>",
        )
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0, "traceorder": "reversed"},
        xaxis={
            "title": t("Pixels gone, %") if key == "deletion" else t("Pixels that have come, %"),
            "range": [-1, 101],
            "fixedrange": True,
            "zeroline": False,
        },
        yaxis={"title": t("Probability of {name}, %", name=name), "range": [-2, 102], "fixedrange": True},
        dragmode=False,
    )
    st.plotly_chart(figure, theme="streamlit", key=f"in_why_{key}", config={"displayModeBar": False})


def _named(name: str, curve: np.ndarray) -> str:
    return f"{name} · {area(curve):.2f}"
