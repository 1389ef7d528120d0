"""How the errors are distributed before and after each pooling: one strip each, above one another on one axis."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.ops.noise_report import Noise
from cnnlab.web.i18n import t
from cnnlab.web.pooling.noise_words import signed

STRIP = 74
"""Height of a strip in CSS pixels."""
COLOURS = ("#8a94a1", colour.CLASSES[1], colour.CLASSES[4], colour.CLASSES[2])
BINS = 81
"""Odd: an error of 0 lies in the middle of one."""
INK = "#10141a"
LEAST = 1e-4
"""Share of values at which a logarithmic strip begins."""


def show(titles: Sequence[str], noises: Sequence[Noise], logarithmic: bool) -> None:
    """Show the strips.

    Parameters
    ----------
    titles : sequence of str
    noises : sequence of Noise
    logarithmic : bool
        For specks, where most values have no error at all.
    """
    import plotly.graph_objects as go
    from plotly.subplots import make_subplots

    edges = bins([noise.error for noise in noises])
    middles = (edges[1:] + edges[:-1]) / 2
    figure = make_subplots(rows=len(noises), cols=1, shared_xaxes=True, vertical_spacing=0.02)
    for place, (title, noise, paint) in enumerate(zip(titles, noises, COLOURS, strict=True), 1):
        shares = np.histogram(noise.error, edges)[0] / noise.error.size
        top = max(float(shares.max()), LEAST)
        figure.add_trace(
            go.Bar(
                x=middles,
                y=shares,
                marker={"color": paint, "line": {"width": 0}},
                hovertemplate="%{x:.3f}: %{y:.2%}<extra></extra>",
            ),
            row=place,
            col=1,
        )
        # Each strip has its own height: width and place are what is compared.
        axis = {"type": "log", "range": [np.log10(LEAST), 0.6]} if logarithmic else {"range": [0, 1.25 * top]}
        figure.update_yaxes(visible=False, fixedrange=True, row=place, col=1, **axis)
        figure.add_vline(noise.shift, line_width=2, line_dash="dot", line_color=INK, row=place, col=1)
        figure.add_annotation(
            x=0,
            y=1,
            xref="x domain" if place == 1 else f"x{place} domain",
            yref="y domain" if place == 1 else f"y{place} domain",
            text=t("{name}: {value}", name=title, value=signed(noise.shift)),
            showarrow=False,
            xanchor="left",
            yanchor="top",
        )
    figure.add_shape(
        type="line", x0=0, x1=0, y0=0, y1=1, yref="paper", line={"width": 1, "color": "rgba(128,128,128,0.9)"}
    )
    figure.update_xaxes(range=[edges[0], edges[-1]], fixedrange=True, zeroline=False)
    figure.update_xaxes(title=t("Error: noisy less clean"), row=len(noises), col=1)
    figure.update_layout(
        height=STRIP * len(noises) + 60,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
        bargap=0,
    )
    st.plotly_chart(figure, key="pool_noise_chart", theme="streamlit", config={"displayModeBar": False})


def bins(errors: Sequence[np.ndarray]) -> np.ndarray:
    """Return the edges of `BINS` equal bins, 0 in the middle of the middle one.

    Parameters
    ----------
    errors : sequence of ndarray
        All but their most extreme thousandth find room.
    """
    reach = max(float(np.quantile(np.abs(each), 0.999)) for each in errors)
    return np.linspace(-1, 1, BINS + 1) * max(1.05 * reach, 1e-3)
