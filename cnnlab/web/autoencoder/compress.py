"""The mode Compress: a sheet of a hundred digits in as many bytes by each codec."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import preparing
from cnnlab.inference.compress_report import CompressReport, Entry, report_compress
from cnnlab.inference.digit_sheet import SIDE, WHOLE
from cnnlab.web import long_work
from cnnlab.web.autoencoder import compress_chart
from cnnlab.web.autoencoder import compress_making as making
from cnnlab.web.autoencoder import compress_properties as p
from cnnlab.web.autoencoder import compress_words as words
from cnnlab.web.autoencoder.compress_downloads import downloads
from cnnlab.web.autoencoder.compress_program import program
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import sentences, t
from cnnlab.web.in_hand import InHand

CLOSER = 4
"""Pictures along a side of what is looked at closer."""
NARROWEST, WIDEST = 140, 280
"""CSS pixels of a sheet: five of them side by side where there is room."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    sheet, budget = sheet_of(bench.hand), int(p.BYTES.value)
    with bench.pictures:
        report: CompressReport = ask_again(report_compress, *sheet, budget, p.CODEC.value)
        original = _figure(report.original, t("The sheet"), words.size(WHOLE * WHOLE))
        if bench.covered:
            row([original], NARROWEST, WIDEST)
            st.caption(t("What becomes of the sheet is covered while a question is open."))
        else:
            st.markdown(sentences(words.headline(report, budget), words.remark(report)))
            best = words.nearest(report)
            entries = (_of_entry(each, each is best) for each in report.entries)
            row([original, *entries], NARROWEST, WIDEST)
    if not bench.covered:
        with bench.facts:
            st.caption(sentences(words.on_it(report), _to_see()))
            _curves(sheet, report, budget)
            facts(words.facts(report))
    return Shown(program(report), downloads(sheet, report))


def controls(hand: InHand) -> None:
    """Show the controls."""
    places = st.columns([2.2, 1.3, 1.7, 1], vertical_alignment="bottom", gap="medium")
    for place, show_it in zip(
        places, (p.BYTES.slider, p.SHEET.select, p.CODEC.select, p.CLOSER.toggle), strict=True
    ):
        with place:
            show_it()
    with st.expander(t("More"), key="more"):
        left, right, _ = st.columns([1, 1, 2], gap="medium")
        with left:
            p.MEASURE.segmented()
        with right:
            p.DRAWN.box(disabled=p.SHEET.value == "picture")


MODE = Mode(show, controls, wide=True)


def sheet_of(hand: InHand) -> making.Sheet:
    """Return what the sheet is made of: the first arguments of `report_compress`."""
    kind = p.SHEET.value
    if kind == "picture":
        return kind, preparing.fit(hand.pixels, WHOLE, "grey", "square"), 0
    return kind, preparing.fit(hand.pixels, SIDE, "grey", "square"), int(p.DRAWN.value)


def _to_see() -> str:
    return t(
        "★: the nearest. The chart: the higher, the nearer to the sheet; the further left, the fewer bytes. Points: the"
        " sheets above, hollow where the file is too large."
    )


def _curves(sheet: making.Sheet, report: CompressReport, budget: int) -> None:
    points = making.curves(sheet)
    compress_chart.show(points, report.entries, budget, p.MEASURE.value)
    if points is None and making.under_way():
        making.wait()
    elif making.failed(sheet):
        long_work.say_failure(making.KEY)


def _of_entry(entry: Entry, best: bool) -> Figure:
    name = words.short(entry.codec)
    return _figure(entry.sheet, f"{name} ★" if best else name, words.detail(entry))


def _figure(pixels: np.ndarray, title: str, detail: str) -> Figure:
    if p.CLOSER.value:
        pixels = pixels[: CLOSER * SIDE, : CLOSER * SIDE]
    alt = t("{name}: the sheet of 100 pictures, {detail}", name=title.removesuffix(" ★"), detail=detail)
    return Figure(pixels, title, alt, detail)
