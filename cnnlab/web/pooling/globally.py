"""Mode Global: one number of a whole map, and a network that takes pictures of any size."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, encoding, exporting
from cnnlab.images.turning import turned
from cnnlab.ops.global_report import GlobalReport, report_global
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.in_hand import InHand
from cnnlab.web.pooling import global_facts, global_sizes, global_view
from cnnlab.web.pooling import globally_properties as p
from cnnlab.web.pooling.global_program import program
from cnnlab.web.pooling.global_question import weights_question
from cnnlab.web.pooling.global_words import sentence
from cnnlab.web.state import apply_query

Work = tuple[np.ndarray, str, float]


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    with bench.controls:
        work = _choose(bench.hand)
    pixels, pooling, _ = work
    with bench.pictures:
        try:
            report: GlobalReport = ask_again(report_global, *work)
        except NotReady:
            row([Figure(pixels, t("Picture"), t("The picture in hand, in grey"))], most=300)
            raise
        whole = report.answers["whole"]
        st.markdown(sentence(whole))
        global_view.show(pixels, whole, pooling)
        global_sizes.show(report, pooling, bench.covered)
    map_size = whole.maps.shape[:2]
    if not bench.covered:
        with bench.facts:
            global_facts.show(map_size)
    return Shown(program(*work[1:]), _downloads(work), (weights_question(map_size),))


def _choose(hand: InHand) -> Work:
    pooling = p.GLOBAL_POOLING.segmented()
    degrees = p.GLOBAL_TURN.slider()
    with st.container(horizontal=True, gap="small"):
        for name, label in (("bars", t("On bars")), ("brick", t("On a brick wall"))):
            st.button(
                label,
                on_click=apply_query,
                args=((), in_hand.PROPERTIES, f"hand=picture&picture={name}"),
                disabled=hand.name == name,
                help=t("Takes a picture in hand whose lines run one way."),
                key=f"pool_on_{name}",
            )
    with st.expander(t("More"), key="more"):
        scale = p.GLOBAL_SCALE.slider()
    return turned(in_hand.grey(hand), degrees), pooling, float(scale)


def _downloads(work: Work) -> tuple[Download, ...]:
    pixels = work[0]

    def compute() -> GlobalReport:
        return engine.call(report_global, *work)

    def png(place: int) -> bytes:
        whole = compute().answers["whole"]
        return encoding.png(colour.sequential(whole.maps[..., place], 0, global_view.brightest(whole)))

    def archive() -> bytes:
        arrays = {
            f"{name}_{part}": getattr(answer, part)
            for name, answer in compute().answers.items()
            for part in ("picture", "maps", "means", "maxima", "fractions")
        }
        return engine.call(exporting.npz, arrays)

    labels = (
        N_("Map of vertical lines (PNG)"),
        N_("Map of horizontal lines (PNG)"),
        N_("Map of rising lines (PNG)"),
        N_("Map of falling lines (PNG)"),
    )
    return (
        *(
            Download(label, f"lines_{place + 1}.png", "image/png", partial(png, place))
            for place, label in enumerate(labels)
        ),
        Download(N_("Exact values (NPZ)"), "lines.npz", "application/octet-stream", archive),
        Download(N_("Picture worked on (PNG)"), "picture.png", "image/png", lambda: encoding.png(pixels)),
    )
