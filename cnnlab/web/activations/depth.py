"""Mode Depth: what becomes of activations and gradients in many dense layers."""

from __future__ import annotations

import streamlit as st

from cnnlab.ops.depth import DepthSpec, deviation
from cnnlab.ops.depth_report import DepthReport, Remedy, report_depth
from cnnlab.web.activations import collapse_view, depth_chart, depth_downloads, depth_facts
from cnnlab.web.activations import depth_properties as d
from cnnlab.web.activations import properties as p
from cnnlab.web.activations.depth_program import program
from cnnlab.web.activations.depth_words import RULES, activation_name, remedy_words, verdict_words
from cnnlab.web.activations.predict_gradient import gradient_question
from cnnlab.web.compute import ask_again
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    with bench.controls:
        spec = _choose()
    with bench.pictures:
        # What needs no TensorFlow stands below, and is there while TensorFlow starts.
        place = st.container(gap="small")
        st.caption(
            t(
                "{layers} dense layers of {units} units, {activation}; weights drawn with standard deviation"
                " {deviation}; 200 inputs with random labels. One pass forwards, one pass backwards, no training.",
                layers=spec.layers,
                units=spec.units,
                activation=activation_name(spec.activation),
                deviation=number(deviation(spec.initialisation, spec.units, spec.units)),
            )
        )
        report: DepthReport = ask_again(report_depth, spec)
        with place:
            if bench.covered:
                st.caption(t("Verdict, chart and facts are covered while a question is open."))
            else:
                st.markdown(verdict_words(report.verdict, report.run, spec.activation), help=t(RULES))
                _help(report, spec.activation)
                depth_chart.show(report)
    with bench.facts:
        if not bench.covered:
            depth_facts.show(spec, report)
        collapse_view.show(report.collapse, spec)
    return Shown(
        program(spec),
        depth_downloads.downloads(spec),
        # A single layer is compared with nothing.
        (gradient_question(spec, report),) if spec.layers > 1 else (),
    )


def _choose() -> DepthSpec:
    activation = p.FUNCTION.select()
    if activation == "leaky_relu":
        p.SLOPE.slider()
    if activation == "elu":
        p.ALPHA.slider()
    initialisation = d.INITIALISATION.pills()
    layers = d.LAYERS.slider()
    with st.expander(t("More"), key="more"):
        d.UNITS.slider()
        d.DEPTH_SEED.box()
    return DepthSpec(
        layers,
        d.UNITS.value,
        activation,
        p.SLOPE.value,
        p.ALPHA.value,
        initialisation,
        d.DEPTH_SEED.value,
    )


def _help(report: DepthReport, activation: str) -> None:
    if report.verdict.sound:
        return
    words, button = remedy_words(report, activation)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if report.remedy is not None:
            st.button(
                button,
                icon=":material/healing:",
                on_click=_apply,
                args=(report.remedy,),
                key="act_depth_remedy",
            )
        st.markdown(words)


def _apply(remedy: Remedy) -> None:
    st.session_state[p.FUNCTION.key] = remedy.activation
    st.session_state[d.INITIALISATION.key] = remedy.initialisation
