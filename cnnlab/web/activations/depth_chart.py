"""A column a layer: distribution of the activations, their spread, the gradient, dead and saturated units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.ops.depth import EDGE
from cnnlab.ops.depth_report import DepthReport
from cnnlab.web.i18n import sentences, t

HEIGHT = 500
BLUE, ORANGE, VERMILION = (colour.CLASSES[place] for place in (0, 1, 5))
STRONGEST = 0.12
"""Share of a layer's values in one bin at which the strongest colour is reached."""


def show(report: DepthReport) -> None:
    """Show the chart, and say in words what is to be seen on it."""
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    run, verdict = report.run, report.verdict
    layers = list(range(1, len(run.spread) + 1))
    figure = make_subplots(
        rows=4,
        shared_xaxes=True,
        row_heights=[0.36, 0.19, 0.29, 0.16],
        vertical_spacing=0.075,
        subplot_titles=[
            t("Distribution of the activations"),
            t("Spread of the activations"),
            t("Gradient by ▮ activations, ◆ weights"),
            t("▮ dead units, ◆ saturated values"),
        ],
    )
    figure.add_trace(_distribution(layers, run.histogram), 1, 1)
    hover = t("layer {layer}: {value}", layer="%{x}", value="%{y:.3g}") + "<extra></extra>"

    def bars(values: np.ndarray, paint: str, row: int) -> None:
        figure.add_trace(go.Bar(x=layers, y=values, marker_color=paint, hovertemplate=hover), row, 1)

    def dots(values: np.ndarray, paint: str, row: int) -> None:
        marker = {"color": paint, "symbol": "diamond", "size": 6, "line": {"width": 1, "color": "white"}}
        figure.add_trace(
            go.Scatter(x=layers, y=values, mode="markers", marker=marker, hovertemplate=hover), row, 1
        )

    bars(_drawable(run.spread), BLUE, 2)
    bars(_drawable(run.gradient), VERMILION, 3)
    dots(_drawable(run.gradient_of_weights), ORANGE, 3)
    bars(100 * run.dead, BLUE, 4)
    if run.saturated.any():
        dots(100 * run.saturated, ORANGE, 4)
    if verdict.layer:
        _mark(figure, verdict.layer)
    _arrange(figure, len(layers))
    _scale(figure, 2, run.spread)
    _scale(figure, 3, np.concatenate([run.gradient, run.gradient_of_weights]))
    st.plotly_chart(figure, key="act_depth_chart", config={"displayModeBar": False})
    st.caption(_words(report))


def _distribution(layers: Sequence[int], histogram: np.ndarray):
    import plotly.graph_objects as go

    return go.Heatmap(
        x=layers,
        y=np.arange(-EDGE, EDGE + 1) / 10,
        # By the root, so that the few values beside a crowded bin are still seen.
        z=np.sqrt(histogram.T),
        customdata=100 * histogram.T,
        zmin=0,
        zmax=STRONGEST**0.5,
        colorscale=_colours(),
        showscale=False,
        hovertemplate=t(
            "layer {layer}, values near {value}: {share} %",
            layer="%{x}",
            value="%{y:.1f}",
            share="%{customdata:.1f}",
        )
        + "<extra></extra>",
    )


def _colours() -> list[tuple[float, str]]:
    table = colour.table("sequential")[:: 255 // 15]
    return [(place / 15, "rgb({},{},{})".format(*paint)) for place, paint in enumerate(table)]


def _mark(figure, layer: int) -> None:
    """Mark the layer of the verdict: a frame on the distribution, a band behind the bars."""
    sides = {"x0": layer - 0.5, "x1": layer + 0.5}
    figure.add_vrect(**sides, line={"color": ORANGE, "width": 2}, row=1, col=1)
    for row in (2, 3, 4):
        figure.add_vrect(**sides, fillcolor=ORANGE, opacity=0.3, line_width=0, layer="below", row=row, col=1)


def _drawable(values: np.ndarray) -> np.ndarray:
    """Return values with gaps where a logarithmic axis has no place for them."""
    return np.where(np.isfinite(values) & (values > 0), values, np.nan)


def _arrange(figure, count: int) -> None:
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 28, "b": 8},
        showlegend=False,
        bargap=0.25,
        dragmode=False,
    )
    figure.update_annotations(x=0, xanchor="left", font_size=13)
    figure.update_xaxes(range=[0.5, count + 0.5], fixedrange=True, showgrid=False, zeroline=False)
    figure.update_xaxes(
        title=t("Layer"), row=4, tickmode="linear", tick0=0 if count > 12 else 1, dtick=5 if count > 12 else 1
    )
    figure.update_yaxes(fixedrange=True, zeroline=False, tickfont_size=11)
    edge = EDGE / 10
    figure.update_yaxes(
        row=1,
        range=[-edge - 0.1, edge + 0.1],
        tickvals=[-edge, -1, 0, 1, edge],
        ticktext=[f"≤ −{edge:g}", "−1", "0", "1", f"≥ {edge:g}"],
    )
    figure.update_yaxes(row=4, range=[-4, 104], tickvals=[0, 50, 100], ticktext=["0", "50 %", "100 %"])


def _scale(figure, row: int, values: np.ndarray) -> None:
    """Make an axis logarithmic: whole powers of ten, three of them at least, few of them named."""
    known = values[np.isfinite(values) & (values > 0)]
    exponents = np.log10(known) if known.size else np.zeros(1)
    # Half a power beneath the smallest, so that its bar is seen.
    low, high = np.floor(exponents.min() - 0.5), np.ceil(exponents.max() + 0.1)
    high = max(high, low + 3)
    figure.update_yaxes(
        row=row,
        type="log",
        range=[low, high],
        exponentformat="power",
        tickfont_size=9,  # Plotly writes powers a quarter larger than it is told.
        dtick=max(1, int(np.ceil((high - low) / 4))),
    )


def _words(report: DepthReport) -> str:
    words = t(
        "A column is a layer; the input enters at the left, the gradient comes back from the right. On top: how often"
        " each value occurs, the lighter the more often; values beyond ±3 are counted at the edge. Spread and gradient"
        " are on logarithmic scales."
    )
    if report.verdict.layer:
        words = sentences(
            words, t("Orange: layer {layer}, of which the verdict speaks.", layer=report.verdict.layer)
        )
    return words
