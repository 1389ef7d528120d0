"""All maps of a layer as one atlas, to choose from; beside it the kernels."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.explain.stages import Stage
from cnnlab.images import encoding
from cnnlab.images.sheet import kernel_sheet, map_sheet
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web import encoded
from cnnlab.web.components import gallery
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import sentences, t
from cnnlab.web.inside.layers_state import ATLAS
from cnnlab.web.inside.working_view import painted

ENLARGED = 4


def show(report: LayersReport, stage: Stage) -> None:
    """Show the atlas, folded."""
    if stage.kind == "input" or len(stage.shape) != 3:
        return
    kernels = report.opened.kernels
    title = t("All maps of this layer") if kernels is None else t("All maps of this layer, and kernels")
    fold = st.expander(title, icon=":material/grid_view:", key="in_all", on_change="rerun")
    if not fold.open:
        return
    with fold:
        if kernels is None:
            _maps(report, stage)
            return
        left, right = st.columns([3, 1])
        with left:
            _maps(report, stage)
        with right:
            _kernels(report, stage, kernels)


def _maps(report: LayersReport, stage: Stage) -> None:
    opened = report.opened
    limit, kind = _scale(report)
    items = [
        (
            str(unit),
            t("Feature map {number}", number=unit + 1),
            encoded.url(painted(values, limit, kind)),
        )
        for unit, values in zip(opened.units.tolist(), opened.values, strict=True)
    ]
    gallery.gallery(ATLAS, t("Feature maps"), items, str(opened.unit), exact=True)
    shown, count = len(items), stage.shape[-1]
    said = t("The most active first; one colour scale for all. Click a map to open it.")
    if shown < count:
        said = sentences(t("The first {shown} of {count} maps.", shown=shown, count=count), said)
    st.caption(said)


def _kernels(report: LayersReport, stage: Stage, kernels: np.ndarray) -> None:
    """Show the kernels of all maps where they can be read, behind the picture; else those of the chosen map."""
    first = report.columns[stage.sources[0]].stage.kind == "input"
    title = t("Kernels of all maps") if first else t("Kernels of map {number}", number=report.opened.unit + 1)
    detail = (
        t("in the order of the maps")
        if first and stage.kind == "conv"
        else t("one for each map of the layer before, in its order")
    )
    if kernels.ndim == 4:
        detail = t("in the order of the maps; grey: 0")
    row(
        [Figure(encoding.enlarge(kernel_sheet(kernels), ENLARGED), title, f"{title}: {detail}", detail)],
        160,
        280,
    )


def _scale(report: LayersReport) -> tuple[float, str]:
    column = report.columns[report.opened.place]
    return max(abs(column.low), abs(column.high)) or 1.0, "signed" if column.low < 0 else "magnitude"


def sheet_of(report: LayersReport) -> np.ndarray:
    """Return all maps of the opened layer as one picture (uint8, RGB), the most active first."""
    values = np.moveaxis(report.opened.values, 0, -1)
    return encoding.enlarge(map_sheet(values, np.arange(values.shape[-1]), each=False).pixels, ENLARGED)
