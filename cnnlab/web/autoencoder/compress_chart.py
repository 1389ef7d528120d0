"""The chart of the mode Compress: bytes against distance."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.images.colour import CLASSES
from cnnlab.inference.compress_names import NETWORKS, PCA, STILL
from cnnlab.inference.compress_report import Entry, Point
from cnnlab.web.autoencoder.compress_words import short
from cnnlab.web.i18n import t

HEIGHT = 330
FEWEST, MOST = 40, 40_000
"""Bytes at the ends of the axis."""
RANGES = {"psnr": [0, 50], "ssim": [0, 1]}
"""The same for every sheet, and with or without curves: the points stay where they are."""
GREY = "#8a919c"
INKS = {"network": CLASSES[0], "pca": CLASSES[1], "jpeg": CLASSES[5], "webp": CLASSES[2]}
DASHES = dict(
    zip((*NETWORKS, *PCA), ("dot", "dashdot", "dash", "solid", "dot", "dash", "solid"), strict=True)
)


def show(points: Sequence[Point] | None, entries: Sequence[Entry], budget: int, measure: str) -> None:
    """Draw the curves that are there, and what is on the screen as points.

    Parameters
    ----------
    points : sequence of Point, or None
    entries : sequence of Entry
    budget : int
    measure : str
        "psnr" or "ssim".
    """
    import plotly.graph_objects as go

    shown = "%{x:,} · %{y:.1f} dB" if measure == "psnr" else "%{x:,} · %{y:.3f}"
    figure = go.Figure()
    for name in (*NETWORKS, *PCA, *STILL):
        curve = sorted((each for each in points or () if each.codec == name), key=lambda each: each.bytes)
        if curve:
            figure.add_scatter(
                x=[each.bytes for each in curve],
                y=[getattr(each, measure) for each in curve],
                name=short(name),
                mode="lines",
                line={"color": _ink(name), "width": 2.2, "dash": DASHES.get(name, "solid")},
                hovertemplate=f"{shown}<extra>%{{fullData.name}}</extra>",
            )
    figure.add_scatter(
        x=[each.bytes for each in entries],
        y=[getattr(each, measure) for each in entries],
        text=[short(each.codec) for each in entries],
        mode="markers",
        marker={
            "size": 11,
            "color": [_ink(each.codec) for each in entries],
            "symbol": ["circle" if each.fits else "circle-open" for each in entries],
        },
        hovertemplate=f"{shown}<extra>%{{text}}</extra>",
        showlegend=False,
    )
    figure.add_vline(x=budget, line={"color": GREY, "width": 1.5, "dash": "dot"})
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "font": {"size": 12}},
        xaxis={
            "title": t("Bytes for the sheet"),
            "type": "log",
            "range": [1.6, 4.6],
            "tickvals": [50, 200, 1000, 5000, 20_000],
            "tickangle": 0,
            "tickformat": ",",
            "fixedrange": True,
        },
        yaxis={
            "title": t("PSNR, dB") if measure == "psnr" else "SSIM",
            "range": RANGES[measure],
            "fixedrange": True,
        },
        dragmode=False,
    )
    st.plotly_chart(figure, theme="streamlit", key="ae_rate_distortion", config={"displayModeBar": False})


def _ink(name: str) -> str:
    return INKS.get(name, INKS["pca" if name in PCA else "network"])
