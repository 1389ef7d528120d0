"""One window of a layer in the scope, and the way back to what counted most in it."""

from __future__ import annotations

import streamlit as st

from cnnlab.explain.stages import Stage
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web.components.scope.maps import convolution_of_map, pooling_of_map
from cnnlab.web.i18n import t
from cnnlab.web.inside import layers_properties as p
from cnnlab.web.inside.layer_names import channel_name, named
from cnnlab.web.inside.layers_state import SCOPE, open_value
from cnnlab.web.number_grid import number

_CHANNEL = "in_channel_pick"


def back(report: LayersReport) -> None:
    """Offer the way back: to the value before that counted most."""
    stage, unit, row, column = report.opened.back
    source = report.columns[stage].stage
    name = named(source).title
    words = t("Follow it back: {layer}, value {number}", layer=name, number=unit + 1)
    if source.kind == "input":
        words = t("Follow it back: to the pixel at row {row}, column {column}", row=row, column=column)
    elif len(source.shape) == 3:
        words = t(
            "Follow it back: {layer}, map {number}, row {row}, column {column}",
            layer=name,
            number=unit + 1,
            row=row,
            column=column,
        )
    st.button(
        words,
        icon=":material/arrow_back:",
        on_click=open_value,
        args=(stage, unit, row, column),
        key="in_back",
        help=t(
            "To the value before this one that counts most in it. Again and again, the way ends at a pixel."
        ),
    )


def channels(report: LayersReport) -> None:
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


def scope(report: LayersReport, stage: Stage) -> None:
    """Show a window that slides over one of the maps before."""
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
        pooling_of_map(
            SCOPE,
            opened.source,
            kind,
            opened.geometry,
            at=at,
            titles=titles,
            tensorflow=opened.part,
            pixels=pixels,
        )
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
        tensorflow=opened.part,
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
