"""All maps of a layer as one atlas, to choose from; beside it the kernels of the chosen one."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
import streamlit as st

from cnnlab.explain.stages import Stage
from cnnlab.images import encoding
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web.components import gallery
from cnnlab.web.i18n import t
from cnnlab.web.inside.asking import Asked
from cnnlab.web.inside.layers_state import ATLAS
from cnnlab.web.inside.working_view import painted

GAP = 1
ENLARGED = 4


def show(now: Asked, report: LayersReport, stage: Stage, covered: bool) -> None:
    """Show the atlas, folded."""
    if stage.kind == "input" or len(stage.shape) != 3:
        return
    opened = report.opened
    fold = st.expander(
        t("All maps of this layer"), icon=":material/grid_view:", key="in_all", on_change="rerun"
    )
    if not fold.open:
        return
    with fold:
        limit, kind = _scale(report)
        items = [
            (
                str(unit),
                t("Feature map {number}", number=unit + 1),
                encoding.data_url(painted(values, limit, kind)),
            )
            for unit, values in zip(opened.units.tolist(), opened.values, strict=True)
        ]
        gallery.gallery(ATLAS, t("Feature maps"), items, str(opened.unit), exact=True)
        shown, count = len(items), stage.shape[-1]
        said = t("The most active first; one colour scale for all. Click a map to open it.")
        st.caption(
            said
            if shown == count
            else t("The first {shown} of {count} maps.", shown=shown, count=count) + " " + said
        )


def _scale(report: LayersReport) -> tuple[float, str]:
    column = report.columns[report.opened.place]
    return max(abs(column.low), abs(column.high)) or 1.0, "signed" if column.low < 0 else "magnitude"


def sheet_of(report: LayersReport) -> np.ndarray:
    """Return all maps of the opened layer as one picture (uint8, RGB), the most active first."""
    limit, kind = _scale(report)
    maps = painted(report.opened.values, limit, kind)
    across = ceil(sqrt(len(maps)))
    down = ceil(len(maps) / across)
    blank = np.full((across * down - len(maps), *maps.shape[1:]), 255, np.uint8)
    tiles = np.pad(np.concatenate([maps, blank]), ((0, 0), (0, GAP), (0, GAP), (0, 0)), constant_values=255)
    rows, columns = tiles.shape[1:3]
    sheet = (
        tiles.reshape(down, across, rows, columns, 3).swapaxes(1, 2).reshape(down * rows, across * columns, 3)
    )
    return encoding.enlarge(sheet, ENLARGED)
