"""The mode Layers: the whole network on one picture, and how any of its numbers came about."""

from __future__ import annotations

import streamlit as st

from cnnlab.explain.stages import Stage
from cnnlab.inference.layers_report import Choice, LayersReport, report_layers
from cnnlab.web.adopting import event
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.components.network import Named, chosen, network
from cnnlab.web.components.scope.maps import convolution_of_map, pooling_of_map
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import layer_gallery, value_view, waiting, working_view
from cnnlab.web.inside import layers_properties as p
from cnnlab.web.inside.asking import Asked, asked
from cnnlab.web.inside.layer_facts import show as show_facts
from cnnlab.web.inside.layer_names import channel_name, named
from cnnlab.web.inside.layers_downloads import downloads
from cnnlab.web.inside.layers_program import program
from cnnlab.web.number_grid import number

STRIP, SCOPE = "in_network", "in_scope"
_CHANNEL = "in_channel_pick"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    _take_choice()
    now = asked(bench.hand)
    work = (*now.work, _choice())
    try:
        report: LayersReport = ask_again(report_layers, *work)
    except NotReady:
        with bench.pictures:
            waiting.show(now)
        raise
    stage = report.columns[report.opened.place].stage
    names = [named(column.stage) for column in report.columns]
    with bench.pictures:
        network(STRIP, report, names, now.names, p.SCALE.value, bench.covered)
        st.caption(_verdict(report, now, bench.covered))
    with bench.facts:
        st.markdown(_breadcrumb(report, stage, names), unsafe_allow_html=False)
        if bench.covered:
            st.caption(t("How the values came about is covered while a question is open."))
        elif report.opened.working is None:
            st.markdown(_without_working(stage))
        else:
            _how(report, stage, now)
        show_facts(now.network, report, stage)
        layer_gallery.show(now, report, stage, bench.covered)
    return Shown(program(now.network, report), downloads(work, stage))


def controls(hand: InHand) -> None:
    """Show the controls."""
    p.SCALE.segmented(width="content")


MODE = Mode(show, controls, wide=True)


def _choice() -> Choice:
    return Choice(*(int(each.value) for each in (p.STAGE, p.UNIT, p.ROW, p.COLUMN, p.CHANNEL)))


def _take_choice() -> None:
    """Take over what has been chosen in the strip or pinned in the scope since the last run."""
    found = chosen(STRIP)
    if found is not None:
        values = dict(zip((p.STAGE, p.UNIT), found, strict=True))
        if all(each.accepts(str(value)) for each, value in values.items()):
            for each in (p.ROW, p.COLUMN, p.CHANNEL):
                st.session_state[each.key] = each.default
            for each, value in values.items():
                st.session_state[each.key] = value
    unit = event(layer_gallery.ATLAS, "choice")
    if unit is not None and p.UNIT.accepts(unit):
        for each in (p.ROW, p.COLUMN, p.CHANNEL):
            st.session_state[each.key] = each.default
        st.session_state[p.UNIT.key] = p.UNIT.read(unit)
    place = (event(SCOPE, "at") or "").split(",")
    if len(place) == 2 and all(
        each.accepts(text) for each, text in zip((p.ROW, p.COLUMN), place, strict=True)
    ):
        for each, text in zip((p.ROW, p.COLUMN), place, strict=True):
            st.session_state[each.key] = each.read(text)


def _verdict(report: LayersReport, now: Asked, covered: bool) -> str:
    if covered:
        return t("What the network says is covered while a question is open.")
    best = int(report.probabilities.argmax())
    share = percent(float(report.probabilities[best]))
    said = t("The network says {name}, at {share}.", name=now.names[best], share=share)
    if report.truth is None:
        return said
    if report.truth == best:
        return said + " " + t("That is right.")
    return said + " " + t("It is {name}.", name=now.names[report.truth])


def _breadcrumb(report: LayersReport, stage: Stage, names: list[Named]) -> str:
    """Say where in the network we are."""
    opened = report.opened
    parts = [f"**{names[opened.place].title}** ({names[opened.place].detail})"]
    if stage.kind != "input":
        maps = len(stage.shape) == 3
        name = t("map {number}") if maps else t("value {number}")
        parts.append(name.replace("{number}", str(opened.unit + 1)))
        if maps:
            parts.append(
                t("row {row}, column {column} (counted from 0)", row=opened.row, column=opened.column)
            )
    return " › ".join(parts)


def _without_working(stage: Stage) -> str:
    if stage.kind == "input":
        return t("What the network is given: a number from 0 to 1 for every pixel. Choose a layer behind it.")
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
        _channels(report)
    if opened.source is not None and opened.geometry:
        _scope(report, stage)
    if stage.kind == "max_pool":
        return  # The scope has said it all.
    heading = t("The value at row {row}, column {column}", row=opened.row, column=opened.column)
    st.markdown("**" + (heading if len(stage.shape) == 3 else t("The value, term by term")) + "**")
    value_view.show(report, stage, "map" if maps else "value", now.names)


def _channels(report: LayersReport) -> None:
    """Offer the maps that go in most: one of them is shown in the scope."""
    how, now = report.opened.working, report.opened.channel
    options = list(dict.fromkeys([*(int(each) for each in how.channels), now]))
    if len(options) == 1:
        return
    pixels = report.columns[report.columns[report.opened.place].stage.sources[0]].stage.kind == "input"
    names = {each: channel_name(each) if pixels else t("map {number}", number=each + 1) for each in options}
    st.session_state[_CHANNEL] = now
    st.pills(
        t("Under the window below"),
        options,
        format_func={
            each: t("{map}: {percent} %", map=names[each], percent=f"{100 * how.shares[each]:.0f}")
            for each in options
        }.get,
        key=_CHANNEL,
        on_change=_take_channel,
        required=True,
    )


def _take_channel() -> None:
    st.session_state[p.CHANNEL.key] = st.session_state[_CHANNEL]


def _scope(report: LayersReport, stage: Stage) -> None:
    opened = report.opened
    at = (opened.row, opened.column)
    pixels = report.columns[stage.sources[0]].stage.kind == "input"
    if stage.kind in ("max_pool", "average_pool"):
        kind = stage.kind.removesuffix("_pool")
        number_of = opened.unit + 1
        titles = (
            t("Map {number} of the layer before", number=number_of),
            t("Map {number}", number=number_of),
        )
        pooling_of_map(SCOPE, opened.source, kind, opened.geometry, at=at, titles=titles, pixels=pixels)
        return
    how = opened.working
    alone = len(how.shares) == 1 and how.mix is None
    convolution_of_map(
        SCOPE,
        opened.source,
        opened.kernel,
        opened.geometry,
        at=at,
        titles=_titles(report, alone, pixels),
        bias=how.bias if alone else 0.0,
        pixels=pixels,
    )
    if how.mix is not None:
        st.caption(
            t(
                "A separable convolution: each map has one kernel of its own; what it gives is then multiplied by"
                " {weight} for this map.",
                weight=number(opened.mix),
            )
        )


def _titles(report: LayersReport, alone: bool, pixels: bool) -> tuple[str, str]:
    """Return what stands above the two maps of the scope."""
    opened = report.opened
    if alone:
        return t("The picture") if pixels else t("The only map that goes in"), t(
            "Map {number}: the sums", number=opened.unit + 1
        )
    before = (
        channel_name(opened.channel)
        if pixels
        else t("Map {number} of the layer before", number=opened.channel + 1)
    )
    return before, t("What it adds to map {number}", number=opened.unit + 1)
