"""The view Gram matrices: which maps are strong together, in the photograph, the style and the result."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.inference.style_how_gram import GramReport, LayerGrams, report_gram
from cnnlab.recipes.painting import LAYERS
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.stylize import how_downloads, how_program
from cnnlab.web.stylize import how_matrix as matrix
from cnnlab.web.stylize import how_properties as p
from cnnlab.web.stylize.how_asking import Pair
from cnnlab.web.stylize.how_words import distance

SIZES = (100, 250)
"""Least and greatest width of a picture on the page, three in a line."""


def show(bench: Bench, pair: Pair) -> Shown:
    """Fill the bench."""
    layer, first, second = int(p.LAYER.value), int(p.FIRST.value) - 1, int(p.SECOND.value) - 1
    with bench.pictures:
        try:
            report: GramReport = ask_again(report_gram, *pair, layer, first, second)
        except NotReady:
            row(_pictures(pair), *SIZES)
            raise
        grams = report.layers[layer]
        row(_pictures(pair, report.made), *SIZES)
        _matrices(grams, LAYERS[layer], (first, second))
        if not bench.covered:
            st.markdown(_verdict(grams, LAYERS[layer]))
    with bench.facts:
        if not bench.covered:
            facts(_entries(report))
        _working(report, grams, (first, second))
    return Shown(how_program.gram(layer, first, second), how_downloads.gram(pair, report))


def controls() -> None:
    """Show the controls."""
    p.LAYER.pills()
    with st.expander(t("More"), key="style_h_more", on_change="rerun") as more:
        if more.open:
            p.FIRST.slider()
            p.SECOND.slider()


def _pictures(pair: Pair, made: np.ndarray | None = None) -> list[Figure]:
    figures = [
        Figure(pair.content, t("Content"), t("The picture in hand, a square of it")),
        Figure(pair.style, t("Style"), t("The style picture, a square of it")),
    ]
    if made is not None:
        figures.insert(1, Figure(made, t("Result"), t("The content in that style, by the shipped network")))
    return figures


def _matrices(grams: LayerGrams, name: str, chosen: tuple[int, int]) -> None:
    top = float(max(each.max() for each in (grams.content, grams.style, grams.made)))
    matrix.row(
        [
            matrix.Matrix(grams.content, t("Gram matrix of the content")),
            matrix.Matrix(grams.made, t("Gram matrix of the result")),
            matrix.Matrix(grams.style, t("Gram matrix of the style")),
        ],
        top,
        chosen,
    )
    st.caption(
        t(
            "{layer}: the {shown} maps that are strongest in the style, of {maps}, in the same order in all three. The"
            " lighter a cell, the stronger its two maps are together; the colours go by the root of the value. Point at"
            " a cell for its number.",
            layer=name,
            shown=len(grams.order),
            maps=grams.maps,
        )
    )


def _verdict(grams: LayerGrams, name: str) -> str:
    return t(
        "In {layer} the content's Gram matrix is **{before}** away from that of the style, and the result's **{after}**"
        " (0: the same; 1: as far as a matrix of zeros).",
        layer=name,
        before=distance(grams.content_apart),
        after=distance(grams.made_apart),
    )


def _entries(report: GramReport) -> list[tuple[str, str, str]]:
    return [
        (
            t("{layer}, sees {field} px", layer=name, field=grams.field),
            f"{distance(grams.content_apart)} → {distance(grams.made_apart)}",
            t("from the style: content → result"),
        )
        for name, grams in zip(LAYERS, report.layers, strict=True)
    ]


def _working(report: GramReport, grams: LayerGrams, chosen: tuple[int, int]) -> None:
    """Show how one number of the style's matrix comes about."""
    pair, (first, second) = report.pair, chosen
    st.markdown("**" + t("One number of the style's matrix") + "**")
    row(
        [
            _map(pair.first, t("Map {number}", number=first + 1)),
            _map(pair.second, t("Map {number}", number=second + 1)),
            _map(pair.product, t("Their product, place by place")),
        ],
        *SIZES,
    )
    places, total = pair.product.size, float(pair.product.sum(dtype=np.float64))
    # In two lines: on a phone the second half would stand beyond the edge.
    st.latex(
        rf"\begin{{aligned}} G_{{{first + 1},{second + 1}}} &= \frac{{1}}{{HW}} \sum_{{y,x}} F_{{{first + 1}}}(y,x)\,"
        rf" F_{{{second + 1}}}(y,x) \\ &= \frac{{{total:.1f}}}{{{pair.product.shape[0]} \cdot"
        rf" {pair.product.shape[1]}}} = {number(total / places, 3)} \end{{aligned}}"
    )
    st.caption(
        t(
            "The sum forgets where a place lies. In the content the same number is {content}, in the result {made}.",
            content=number(float(grams.content[chosen]), 3),
            made=number(float(grams.made[chosen]), 3),
        )
    )


def _map(values: np.ndarray, title: str) -> Figure:
    detail = t(
        "mean {mean}, largest {top}", mean=number(float(values.mean()), 3), top=number(float(values.max()), 3)
    )
    return Figure(colour.sequential(values, 0.0, float(values.max())), title, title, detail)
