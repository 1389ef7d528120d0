"""Mode Window: a window over the picture, with all its numbers."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import encoding, exporting
from cnnlab.ops.pooling import PoolingSpec
from cnnlab.ops.pooling_report import RELATIVE, WindowReport, pair_of, report_windows
from cnnlab.web.adopting import adopt
from cnnlab.web.channels import channel_of
from cnnlab.web.components import picture_channel
from cnnlab.web.components.scope.pooling import pooling_scope
from cnnlab.web.confirming import confirm
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import N_
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.pooling import window_controls, window_gradient
from cnnlab.web.pooling import window_properties as p
from cnnlab.web.pooling.predict_pooled_size import pooled_size_question
from cnnlab.web.pooling.window_facts import show_facts
from cnnlab.web.pooling.window_program import program

BUS = "pooling"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    hand = bench.hand
    adopt(window_controls.SCOPE, "at", p.AT)
    spec, channel = window_controls.spec_now(), window_controls.channel_now(hand)
    pixels = channel_of(hand.pixels, channel)
    size = pixels.shape[:2]
    spec.check(size)
    identity = identity_of(pixels, spec)
    with bench.pictures:
        # Before the engine is asked: the browser shows the result at once, TensorFlow confirms it.
        pooling_scope(
            window_controls.SCOPE,
            BUS,
            picture_channel.describe(pixels),
            spec,
            id=identity,
            at=p.AT.valid or None,
            covered=bench.covered,
            words={"size": "?"} if bench.covered else None,
        )
        confirmation = st.container()
        # What it shows answers a question.
        way_back = None if bench.covered else window_gradient.folder()
    opened = way_back is not None and way_back.open
    with bench.facts:
        if not bench.covered:
            show_facts(size, spec)
    with confirmation:
        report: WindowReport = confirm(
            "pool_badge", BUS, identity, (report_windows, pixels, spec, opened), partial(_compared, spec)
        )
    if opened:
        with way_back:
            window_gradient.show(report, pair_of(spec.kind))
    return Shown(
        program(spec, channel, opened),
        _downloads(hand.pixels, pixels, spec),
        (pooled_size_question(size, spec),),
    )


def _compared(spec: PoolingSpec, report: WindowReport) -> dict[str, Any]:
    return {"values": report.maps, "relative": [RELATIVE[kind] for kind in pair_of(spec.kind)]}


def _downloads(picture: np.ndarray, pixels: np.ndarray, spec: PoolingSpec) -> tuple[Download, ...]:
    kinds = pair_of(spec.kind)

    def compute(gradients: bool = False) -> WindowReport:
        return engine.call(report_windows, pixels, spec, gradients)

    def chosen() -> np.ndarray:
        return compute().maps[kinds.index(spec.kind)]

    def picture_of_map() -> bytes:
        values = chosen()
        # An L2 norm may be larger than 1: white stands for the largest, as on the page.
        return exporting.map_png(values / max(1.0, float(values.max())))

    def archive() -> bytes:
        report = compute(gradients=True)
        arrays = {"pooled": report.maps[kinds.index(spec.kind)]}
        for kind, values, gradient in zip(kinds, report.maps, report.gradients, strict=True):
            arrays |= {kind: values, f"{kind}_gradient": gradient}
        return engine.call(exporting.npz, arrays)

    return (
        Download(N_("Pooled map (PNG)"), "pooled.png", "image/png", picture_of_map),
        Download(N_("Exact values (NPZ)"), "pooled.npz", "application/octet-stream", archive),
        Download(
            N_("Exact values (CSV)"), "pooled.csv", "text/csv", lambda: engine.call(exporting.csv, chosen())
        ),
        Download(N_("Picture in hand (PNG)"), "picture.png", "image/png", lambda: encoding.png(picture)),
    )
