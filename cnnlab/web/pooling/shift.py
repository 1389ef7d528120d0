"""Mode Shift: how much a map changes when the picture moves by a few pixels."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.ops.shift_report import LARGEST_SHIFT, METHODS, ShiftReport, report_shift, trimmed
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.pooling import properties as p
from cnnlab.web.pooling import shift_properties as s
from cnnlab.web.pooling import shift_view
from cnnlab.web.pooling.predict_copies import copies_question
from cnnlab.web.pooling.shift_program import program
from cnnlab.web.pooling.shift_words import changes

MAP_FILES = {
    "convolution": N_("Map of strided convolution (PNG)"),
    "max": N_("Map of max pooling (PNG)"),
    "average": N_("Map of average pooling (PNG)"),
    "blur": N_("Map of blur pooling (PNG)"),
}

Work = tuple[np.ndarray, bool, int, int, int]


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        shift = int(s.SHIFT_BY.slider(format="%d px"))
        compare = s.SHIFT_COMPARE.segmented()
        edges = s.SHIFT_ON.select() == "edges"
        window = int(p.WINDOW.slider())
        stride = window if p.TILES.toggle() else int(p.STRIDE.slider())
    picture = trimmed(pixels, stride)
    work: Work = (pixels, edges, window, stride, shift)
    with bench.pictures:
        try:
            report: ShiftReport = ask_again(report_shift, *work)
        except NotReady:
            row([shift_view.moved_picture(picture, shift)], most=300)
            raise
        if bench.covered:
            row(
                [shift_view.moved_picture(picture, shift), *shift_view.maps(report, edges, covered=True)],
                150,
                260,
            )
            st.caption(t("Changes are covered while a question is open."))
        else:
            shift_view.show(report, picture, compare, shift, stride, edges)
    if not bench.covered:
        with bench.facts:
            shift_view.show_facts(report, shift, stride)
    return Shown(
        program(edges, window, stride, shift, compare, LARGEST_SHIFT),
        _downloads(work, compare, bench.hand.pixels),
        (copies_question(stride),),
    )


def _downloads(work: Work, compare: str, picture: np.ndarray) -> tuple[Download, ...]:
    def compute() -> ShiftReport:
        return engine.call(report_shift, *work)

    def table() -> bytes:
        found = compute().maps
        lines = zip(*(changes(found[name], compare) for name in METHODS), strict=True)
        numbers = np.array([(shift, *each) for shift, each in enumerate(lines)])
        return ",".join(("shift", *METHODS)).encode() + b"\n" + exporting.csv(numbers)

    def archive() -> bytes:
        found = compute().maps
        arrays = {f"{name}_before": each.before for name, each in found.items()}
        arrays |= {f"{name}_after": each.after for name, each in found.items()}
        return engine.call(exporting.npz, arrays)

    return (
        *(
            Download(
                label,
                f"{name}.png",
                "image/png",
                partial(lambda name: exporting.map_png(compute().maps[name].after), name),
            )
            for name, label in MAP_FILES.items()
        ),
        Download(N_("Changes at every shift (CSV)"), "changes.csv", "text/csv", table),
        Download(N_("Maps before and after (NPZ)"), "shift.npz", "application/octet-stream", archive),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )
