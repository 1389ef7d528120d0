"""The parts of the loss of a painting, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import streamlit as st

from cnnlab.web.i18n import t
from cnnlab.web.stylize import steps_words as words

HEIGHT = 300
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999", "#8a6d3b", "#7e57c2")
"""Of Okabe and Ito, and two more: colour-blind people can tell them apart."""
FLOOR = 1e-6
"""A part of exactly 0, that of the content before the first step, has no place on a logarithmic axis."""


def show(moments: Sequence[Mapping[str, Any]]) -> None:
    """Show each part on a logarithmic axis, without its weight, and where another size begins."""
    import plotly.graph_objects as go

    recipe = moments[-1]["recipe"]
    figure = go.Figure()
    for name, colour in zip(moments[-1]["parts"], COLOURS, strict=False):
        dash = {"style": "solid", "content": "dash", "variation": "dot"}[name[0]]
        points = [(each["step"], each["parts"][name]) for each in moments if each["parts"][name] > FLOOR]
        figure.add_scatter(
            x=[step for step, _ in points],
            y=[value for _, value in points],
            name=words.part(name),
            mode="lines" if len(points) > 1 else "markers",
            line={"color": colour, "dash": dash},
            hovertemplate="%{x}: %{y:.2g}",
        )
    for end, side in zip(accumulate(recipe.steps[:-1]), recipe.sides[1:], strict=False):
        # On a phone there is no room for the unit at each.
        unit = " px" if side == recipe.longest else ""
        text = {"text": f"{side}{unit}", "font_size": 10}
        figure.add_vline(end, line_width=1, line_dash="dot", annotation=text)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        legend={"orientation": "h", "y": -0.3, "yanchor": "top"},
        xaxis={
            "title": t("Step"),
            "range": [0, max(1, sum(recipe.steps))],
            "fixedrange": True,
        },
        yaxis={
            "title": t("Loss (logarithmic)"),
            "type": "log",
            "exponentformat": "power",
            "fixedrange": True,
        },
    )
    st.plotly_chart(figure, key="style_s_chart", config={"displayModeBar": False})
