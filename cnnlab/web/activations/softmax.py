"""Mode Softmax: a map of nine numbers, a dense layer of three classes, and what one step of learning changes."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images.averaging import averaged
from cnnlab.ops.dense_report import Answer, answer
from cnnlab.web import in_hand
from cnnlab.web.activations import softmax_controls, softmax_course, softmax_layer, softmax_map
from cnnlab.web.activations import softmax_properties as p
from cnnlab.web.activations.predict_softmax import softmax_question
from cnnlab.web.activations.softmax_downloads import downloads
from cnnlab.web.activations.softmax_facts import show_facts
from cnnlab.web.activations.softmax_layer import Layer
from cnnlab.web.activations.softmax_program import program
from cnnlab.web.activations.softmax_text import LARGEST, SIDE
from cnnlab.web.components import kernel_grid, softmax
from cnnlab.web.confirming import confirm
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t, t_error

BUS = "softmax"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    values = averaged(in_hand.grey(bench.hand), (SIDE, SIDE))
    refusal = softmax_layer.follow(values.ravel())
    with bench.controls:
        softmax_controls.choose()
        layer = softmax_layer.current(values.ravel())
    with bench.pictures:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="softmax_buttons"):
            softmax_controls.buttons(engine.ready())
            if not bench.covered:
                softmax_course.show(softmax_layer.losses(layer), p.CLASSES[layer.true])
        if refusal is not None:
            st.warning(t_error(refusal))
        _flow(values, layer, bench.covered)
        found: Answer = confirm("badge", BUS, layer.id, (answer, *layer.work), _compared)
    with bench.facts:
        show_facts(found.slopes, bench.covered)
    return Shown(
        program(layer, p.RATE.value),
        downloads(bench.hand.pixels, layer),
        (softmax_question(layer, found.slopes),),
    )


def _flow(values: np.ndarray, layer: Layer, covered: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="top", gap="small", key="softmax_flow"):
        with st.container(width=130, gap=None, key="softmax_map"):
            softmax_map.head(t("Map: the averages of nine blocks"))
            softmax_map.show(values)
        with st.container(width=178, gap=None, key="softmax_grid"):
            softmax_map.head(t("Weights: nine for each class, as they lie on the map"))
            kernel_grid.kernel_grid(
                softmax_layer.GRID,
                BUS,
                layer.templates,
                id=layer.id,
                limit=LARGEST,
                names=p.CLASSES,
                words={"label": t("Weights")},
            )
        with st.container(width="stretch", gap=None, key="softmax_rest"):
            softmax.softmax(
                "softmax",
                BUS,
                layer.features,
                layer.templates,
                layer.biases,
                id=layer.id,
                names=p.CLASSES,
                truth=layer.true,
                temperature=layer.temperature,
                covered=covered,
            )


def _compared(found: Answer) -> dict[str, Any]:
    slopes = found.slopes
    values = np.concatenate(
        [slopes.logits, slopes.probabilities, [slopes.loss], slopes.by_weights.T.ravel()], dtype=np.float32
    )
    return {"values": values, "tolerance": found.tolerance}
