"""The view Shuffled tiles: a style whose tiles change places keeps its Gram matrices."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import drawing
from cnnlab.images.tiles import shuffled_tiles
from cnnlab.inference.style_how import SIDE
from cnnlab.inference.style_how_shuffle import TILES, ShuffleReport, report_shuffle
from cnnlab.recipes.painting import LAYERS
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.stylize import how_downloads, how_program
from cnnlab.web.stylize import how_properties as p
from cnnlab.web.stylize.how_asking import Pair
from cnnlab.web.stylize.how_words import percent

LINES = (
    ((0, 114, 178), "solid", "circle"),
    ((213, 94, 0), "dash", "square"),
    ((0, 158, 115), "dot", "diamond"),
    ((204, 121, 167), "dashdot", "x"),
)
"""Colour, line and mark of each layer: they differ without colour, too."""
OF_MAPS = "#8a919c"
"""Grey is seen on a light page and on a dark one."""
HEIGHT = 300


def show(bench: Bench, pair: Pair) -> Shown:
    """Fill the bench."""
    tile, seed = int(p.TILE.value), int(p.SEED.value)
    shuffled = shuffled_tiles(pair.style, tile, seed)
    with bench.pictures:
        try:
            report: ShuffleReport = ask_again(report_shuffle, pair.style, pair.content, seed)
        except NotReady:
            row(_pictures(pair.style, shuffled, ()), 150, 300)
            raise
        row(_pictures(pair.style, shuffled, report.fields), 150, 300)
        st.caption(_legend(report))
        if not bench.covered:
            _chart(report, tile)
            st.markdown(_verdict(report, TILES.index(tile), tile))
    with bench.facts:
        if not bench.covered:
            facts(_entries(report, TILES.index(tile)))
    return Shown(how_program.shuffle(tile, seed), how_downloads.shuffle(pair, shuffled))


def controls() -> None:
    """Show the controls."""
    p.TILE.pills()
    st.button(
        t("Another order"),
        icon=":material/casino:",
        on_click=_another,
        key="style_h_another",
        width="content",
    )


def _another() -> None:
    st.session_state[p.SEED.key] = (int(p.SEED.value) + 1) % (int(p.SEED.high) + 1)


def _pictures(style: np.ndarray, shuffled: np.ndarray, fields: tuple[int, ...]) -> list[Figure]:
    return [
        Figure(
            _framed(style, fields),
            t("The style"),
            t("The style picture, with what one value of each layer sees"),
        ),
        Figure(
            _framed(shuffled, fields),
            t("Its tiles, shuffled"),
            t("The style picture cut into tiles and shuffled"),
        ),
    ]


def _framed(picture: np.ndarray, fields: tuple[int, ...]) -> np.ndarray:
    """Draw what one value of each layer sees, the largest first."""
    sides = [(SIDE - field) // 2 for field in fields]
    windows = [((low, low + field),) * 2 for low, field in zip(sides, fields, strict=True)]
    colours = [paint for paint, _, _ in LINES[: len(fields)]]
    return drawing.marked(picture, windows[::-1], colours[::-1], 2 * SIDE)


def _legend(report: ShuffleReport) -> str:
    sizes = ", ".join(f"{name} {field} px" for name, field in zip(LAYERS, report.fields, strict=True))
    return t("Frames: what one value of each layer sees of the picture ({sizes}).", sizes=sizes)


def _verdict(report: ShuffleReport, place: int, tile: int) -> str:
    grams, maps = report.grams[:, place], report.maps[:, place]
    return t(
        "With tiles of {tile} px the **Gram matrices** move by {least} to {most} % of their length, and the **maps**"
        " themselves, of which the content consists, by {least_maps} to {most_maps} %. The Gram matrices of the content"
        " picture are {other} to {others} % away.",
        tile=tile,
        least=percent(grams.min()),
        most=percent(grams.max()),
        least_maps=percent(maps.min()),
        most_maps=percent(maps.max()),
        other=percent(report.other.min()),
        others=percent(report.other.max()),
    )


def _entries(report: ShuffleReport, place: int) -> list[tuple[str, str, str]]:
    return [
        (
            t("{layer}, sees {field} px", layer=name, field=report.fields[layer]),
            f"{percent(report.grams[layer, place])} %",
            t("the maps {change} %", change=percent(report.maps[layer, place])),
        )
        for layer, name in enumerate(LAYERS)
    ]


def _chart(report: ShuffleReport, tile: int) -> None:
    import plotly.graph_objects as go

    figure, ticks = go.Figure(), [str(each) for each in TILES]
    for name, values, (paint, dash, mark) in zip(LAYERS, report.grams, LINES, strict=True):
        line = "rgb({},{},{})".format(*paint)
        _add(figure, ticks, values, t("Gram matrix, {layer}", layer=name), line, dash, mark)
    _add(figure, ticks, report.maps[-1], t("Maps, {layer}", layer=LAYERS[-1]), OF_MAPS, "solid", "star")
    figure.add_vline(TILES.index(tile), line_width=8, line_color="#8a919c", opacity=0.35)
    figure.update_layout(
        height=HEIGHT,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        legend={"orientation": "h", "y": 1.02, "yanchor": "bottom", "x": 0},
        xaxis={"title": t("Side of a tile, pixels"), "type": "category", "fixedrange": True},
        yaxis={"title": t("Moved by, %"), "rangemode": "tozero", "fixedrange": True},
    )
    st.plotly_chart(figure, theme="streamlit", key="style_h_chart", config={"displayModeBar": False})


def _add(figure, ticks: list[str], values: np.ndarray, name: str, line: str, dash: str, mark: str) -> None:
    figure.add_scatter(
        x=ticks,
        y=(100 * values).tolist(),
        name=name,
        mode="lines+markers",
        line={"color": line, "dash": dash, "width": 2.5},
        marker={"symbol": mark, "size": 8, "color": line},
        hovertemplate="%{x} px: %{y:.0f} %",
    )
