"""The numbers of the mode Depth to take home."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnlab import engine
from cnnlab.images import exporting
from cnnlab.ops.depth import EDGE, DepthSpec
from cnnlab.ops.depth_report import DepthReport, report_depth
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

COLUMNS = ("spread", "gradient", "gradient_of_weights", "dead", "saturated", "slope")


def downloads(spec: DepthSpec) -> tuple[Download, ...]:
    """Return the files: a table with a line for each layer, and the exact values with the histograms."""
    return (
        Download(N_("Table of the layers (CSV)"), "depth.csv", "text/csv", partial(_csv, spec)),
        Download(N_("Exact values (NPZ)"), "depth.npz", "application/octet-stream", partial(_npz, spec)),
    )


def _csv(spec: DepthSpec) -> bytes:
    table = _table(engine.call(report_depth, spec))
    lines = [
        ",".join(table),
        *(",".join(f"{value:.9g}" for value in line) for line in zip(*table.values(), strict=True)),
    ]
    return ("\n".join(lines) + "\n").encode()


def _npz(spec: DepthSpec) -> bytes:
    report = engine.call(report_depth, spec)
    return exporting.npz(
        {**_table(report), "histogram": report.run.histogram, "bins": np.arange(-EDGE, EDGE + 1) / 10}
    )


def _table(report: DepthReport) -> dict[str, np.ndarray]:
    run = report.run
    return {
        "layer": np.arange(1, len(run.spread) + 1),
        **{name: getattr(run, name) for name in COLUMNS},
        "theory": report.theory,
    }
