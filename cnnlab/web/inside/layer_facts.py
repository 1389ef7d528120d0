"""One line of facts about the layer that is opened."""

from __future__ import annotations

from cnnlab.explain.stages import Stage
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number


def show(report: LayersReport, stage: Stage) -> None:
    """Show what the layer is made of."""
    column = report.columns[report.opened.place]
    entries = [
        (t("Output"), " × ".join(map(str, stage.shape))),
        (t("Range of values"), t("{low} to {high}", low=number(column.low), high=number(column.high))),
    ]
    if report.opened.parameters:
        entries.append((t("Parameters"), f"{report.opened.parameters:,}"))
    silent = report.opened.silent
    if silent and stage.kind != "input":
        name = t("Silent maps") if len(stage.shape) == 3 else t("Silent values")
        entries.append((name, f"{silent} / {stage.shape[-1]}", t("0 everywhere for this picture")))
    facts(entries)
