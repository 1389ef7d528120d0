"""The mode Layers: the whole network on one picture, and how any of its numbers came about."""

from __future__ import annotations

import streamlit as st

from cnnlab.explain.stages import Stage
from cnnlab.inference.layers_report import LayersReport, report_layers
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.components.network import Named, network
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import sentences, t
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import layer_exciting, layer_gallery, layer_window, value_view, waiting, working_view
from cnnlab.web.inside import layers_properties as p
from cnnlab.web.inside.asking import Asked, asked
from cnnlab.web.inside.layer_facts import show as show_facts
from cnnlab.web.inside.layer_names import channel_name, named
from cnnlab.web.inside.layers_downloads import downloads
from cnnlab.web.inside.layers_program import program
from cnnlab.web.inside.layers_state import STRIP, choice, take_choice
from cnnlab.web.number_grid import number


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    take_choice()
    now = asked(bench.hand)
    work = (*now.work, choice())
    try:
        report: LayersReport = ask_again(report_layers, *work)
    except NotReady:
        with bench.pictures:
            waiting.show(now)
        raise
    stage = report.columns[report.opened.place].stage
    names = [named(column.stage) for column in report.columns]
    with bench.pictures:
        shares = [percent(float(share)) for share in report.probabilities]
        classes = list(zip(now.names, shares, strict=True))
        network(STRIP, report, names, classes, p.SCALE.value, bench.covered)
        st.caption(_verdict(report, now, bench.covered))
    with bench.facts:
        st.markdown(_breadcrumb(report, stage, names, now.names), unsafe_allow_html=False)
        if bench.covered:
            st.caption(t("How the values came about is covered while a question is open."))
        elif report.opened.working is None:
            st.markdown(_without_working(report, stage))
        else:
            _how(report, stage, now)
        show_facts(report, stage)
        layer_gallery.show(report, stage)
        if stage.kind != "input":
            layer_exciting.show(now, report, stage)
    return Shown(program(now.network, report), downloads(work, stage))


def controls(hand: InHand) -> None:
    """Show the controls."""
    p.SCALE.segmented(width="content")


MODE = Mode(show, controls, wide=True)


def _verdict(report: LayersReport, now: Asked, covered: bool) -> str:
    if covered:
        return t("What the network says is covered while a question is open.")
    best = int(report.probabilities.argmax())
    share = percent(float(report.probabilities[best]))
    said = t("The network says {name}, at {share}.", name=now.names[best], share=share)
    if report.truth is None:
        return said
    if report.truth == best:
        return sentences(said, t("That is right."))
    return sentences(said, t("It is {name}.", name=now.names[report.truth]))


def _breadcrumb(report: LayersReport, stage: Stage, names: list[Named], classes: list[str]) -> str:
    """Say where in the network we are."""
    opened = report.opened
    parts = [f"**{names[opened.place].title}** ({names[opened.place].detail})"]
    if stage.main.name == "logits":
        parts.append(t("class “{name}”", name=classes[opened.unit]))
    elif stage.kind != "input":
        maps = len(stage.shape) == 3
        name = t("map {number}") if maps else t("value {number}")
        parts.append(name.replace("{number}", str(opened.unit + 1)))
        if maps:
            parts.append(
                t("row {row}, column {column} (counted from 0)", row=opened.row, column=opened.column)
            )
    return " › ".join(parts)


def _without_working(report: LayersReport, stage: Stage) -> str:
    opened = report.opened
    if stage.kind == "input":
        value = number(
            float(opened.values[opened.units.tolist().index(opened.unit)][opened.row, opened.column]), 5
        )
        if stage.shape[2] == 3:
            return t(
                "Here everything begins: at row {row}, column {column} the pixel's {channel} is {value}. Choose a layer"
                " behind it to see what becomes of it.",
                row=opened.row,
                column=opened.column,
                channel=channel_name(opened.unit),
                value=value,
            )
        return t(
            "Here everything begins: the pixel at row {row}, column {column} is {value}. Choose a layer behind it to"
            " see what becomes of it.",
            row=opened.row,
            column=opened.column,
            value=value,
        )
    return t(
        "This layer hands its values on in another order, or is of a kind that cannot be taken apart here."
    )


def _how(report: LayersReport, stage: Stage, now: Asked) -> None:
    """Show the map from its inputs, one window of it, and one value from its terms."""
    opened = report.opened
    maps = opened.working.before.ndim == 3
    st.markdown(
        "**"
        + (t("How this map came about") if len(stage.shape) == 3 else t("How this value came about"))
        + "**"
    )
    working_view.show(report, stage)
    if stage.kind in ("conv", "separable"):
        layer_window.channels(report)
    if opened.source is not None and opened.geometry:
        layer_window.scope(report, stage)
    layer_window.back(report)
    if stage.kind == "max_pool":
        return  # The scope has said it all.
    heading = t("The value at row {row}, column {column}", row=opened.row, column=opened.column)
    st.markdown("**" + (heading if len(stage.shape) == 3 else t("The value, term by term")) + "**")
    value_view.show(report, stage, "map" if maps else "value", now.names)
