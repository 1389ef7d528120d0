"""The feature maps of a layer as a strip, and one of them large."""

from __future__ import annotations

from math import ceil

import numpy as np
import streamlit as st

from cnnlab.images import colour, encoding
from cnnlab.inference.use_report import UseReport
from cnnlab.web.adopting import adopt
from cnnlab.web.classifier import use_properties as u
from cnnlab.web.components import gallery
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

STRIP = "cls_maps"
IN_A_ROW = 32
"""Values of a dense layer."""


def show(report: UseReport, covered: bool) -> None:
    """Show the maps of the chosen layer, and the one that has been clicked at."""
    values = report.values
    limit = float(np.abs(values).max()) or 1.0
    signed = bool(values.min() < 0)
    if values.ndim == 1:
        row([_dense(values, limit, signed)], 300, 640)
    else:
        _strip(values, limit, signed)
    st.caption(_scale(report, limit, signed))


def _strip(values: np.ndarray, limit: float, signed: bool) -> None:
    adopt(STRIP, "choice", u.MAP)
    count = values.shape[2]
    # Another layer may have fewer.
    chosen = int(u.MAP.value) if u.MAP.value < count else 0
    items = [
        (
            str(place),
            t("Feature map {number}", number=place + 1),
            encoding.data_url(painted(values[..., place], limit, signed)),
        )
        for place in range(count)
    ]
    left, right = st.columns([3, 1])
    with left:
        gallery.gallery(STRIP, t("Feature maps"), items, str(chosen), exact=True)
    with right:
        large = values[..., chosen]
        row(
            [
                Figure(
                    painted(large, limit, signed),
                    t("Feature map {number}", number=chosen + 1),
                    t("The feature map that was chosen, large"),
                    t("from {low} to {high}", low=number(large.min()), high=number(large.max())),
                )
            ],
            160,
            280,
        )


def painted(values: np.ndarray, limit: float, signed: bool) -> np.ndarray:
    """Colour a map: signed values on the diverging scale, others on the sequential one."""
    return colour.diverging(values, limit) if signed else colour.sequential(values, 0, limit)


def _dense(values: np.ndarray, limit: float, signed: bool) -> Figure:
    rows = ceil(len(values) / IN_A_ROW)
    columns = ceil(len(values) / rows)
    grid = np.zeros(rows * columns, np.float32)
    grid[: len(values)] = values
    return Figure(
        painted(grid.reshape(rows, columns), limit, signed),
        t("{count} values of this layer", count=len(values)),
        t("The values of the layer as squares, row by row"),
    )


def _scale(report: UseReport, limit: float, signed: bool) -> str:
    count = report.layer.shape[-1]
    shown = report.values.shape[-1]
    parts = (
        t("White: 0; orange: up to {limit}; blue: down to {low}.", limit=number(limit), low=number(-limit))
        if signed
        else t("Dark: 0; the lightest: {limit}. One scale for all.", limit=number(limit))
    )
    if report.values.ndim == 3:
        more = (
            t("The first {shown} of {count} maps.", shown=shown, count=count)
            if shown < count
            else t("Click a map to enlarge it.")
        )
        return f"{parts} {more}"
    return parts
