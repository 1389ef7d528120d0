"""Mode Undo: what pooling throws away, seen by trying to go back, and by pooling on to the end."""

from __future__ import annotations

from functools import partial

import numpy as np

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.ops.pooling import PoolingSpec
from cnnlab.ops.undo_report import UndoReport, report_undo
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_
from cnnlab.web.pooling import properties as p
from cnnlab.web.pooling import undo_view
from cnnlab.web.pooling.predict_left import left_question
from cnnlab.web.pooling.undo_program import program

FILES = {
    "switches": N_("Back with switches (PNG)"),
    "nearest": N_("Back by nearest neighbour (PNG)"),
    "bilinear": N_("Back by bilinear interpolation (PNG)"),
}


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        spec = _choose()
    spec.check(pixels.shape)
    with bench.pictures:
        try:
            report: UndoReport = ask_again(report_undo, pixels, spec)
        except NotReady:
            row([undo_view.original(pixels)], most=300)
            raise
        undo_view.show(report, pixels, spec, bench.covered)
    if not bench.covered:
        with bench.facts:
            undo_view.show_facts(report, spec)
    return Shown(
        program(spec, pixels.shape),
        _downloads(pixels, spec, bench.hand.pixels),
        (left_question(pixels.shape, spec),),
    )


def _choose() -> PoolingSpec:
    kind = p.KIND.segmented()
    window = int(p.WINDOW.slider())
    stride = window if p.TILES.toggle() else int(p.STRIDE.slider())
    return PoolingSpec(kind, (window, window), (stride, stride), p.PADDING.select())


def _downloads(pixels: np.ndarray, spec: PoolingSpec, picture: np.ndarray) -> tuple[Download, ...]:
    def compute() -> UndoReport:
        return engine.call(report_undo, pixels, spec)

    def back(name: str) -> bytes:
        return encoding.png(colour.grey(next(way.picture for way in compute().ways if way.name == name)))

    def archive() -> bytes:
        report = compute()
        arrays = {"pooled": report.pooled} | {way.name: way.picture for way in report.ways}
        arrays |= {f"level_{place}": values for place, values in enumerate(report.pyramid)}
        return engine.call(exporting.npz, arrays)

    names = [name for name in FILES if name != "switches" or spec.kind == "max"]
    return (
        Download(
            N_("Pooled map (PNG)"), "pooled.png", "image/png", lambda: exporting.map_png(compute().pooled)
        ),
        *(Download(FILES[name], f"{name}.png", "image/png", partial(back, name)) for name in names),
        Download(N_("Ways back and pyramid (NPZ)"), "undo.npz", "application/octet-stream", archive),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )
