"""The pictures and facts of the mode Undo."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import streamlit as st

from cnnlab.images import colour, exporting
from cnnlab.ops.pooling import PoolingSpec
from cnnlab.ops.undo_report import Undone, UndoReport
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.pooling.undo_words import ALTS, WAYS, decibels, end_of_pyramid, finding, kept, size_of

SIZES = (150, 260)
"""Least and greatest width of a picture: four in a line."""
LEVEL = (70, 90)
"""The same for a level of the pyramid: ten in a line."""
STRONGEST = 0.3
"""Error from which on the colours do not grow: the zeros of unpooling would make all other maps pale."""


def show(report: UndoReport, pixels: np.ndarray, spec: PoolingSpec, covered: bool) -> None:
    """Show the picture, the ways back, beneath them the pooled map and the errors; and the pyramid."""
    if covered:
        # Where the switches put the winners, the places that stay empty can be counted.
        ways = [way for way in report.ways if way.name != "switches"]
        row([original(pixels), *_ways_back(ways, covered), _pooled(report, covered)], *SIZES)
        st.caption(t("Unpooling, sizes and errors are covered while a question is open."))
        return
    st.markdown(finding(report, spec))
    row([original(pixels), *_ways_back(report.ways, covered)], *SIZES)
    row([_pooled(report, covered), *_errors(report)], *SIZES)
    st.caption(
        t(
            "Errors: what came back less the picture. White: right; blue: too dark; orange: too bright; the strongest"
            " colours stand for {limit} and more, in all maps.",
            limit=number(_limit(report), 2),
        )
    )
    st.subheader(t("Again and again: the pyramid"), anchor=False)
    with st.container(key="pool_pyramid"):
        row([_level(values, place) for place, values in enumerate(report.pyramid)], *LEVEL)
    st.markdown(end_of_pyramid(report, spec))


def original(pixels: np.ndarray) -> Figure:
    """Return the picture that is pooled."""
    return Figure(pixels, t("Picture"), t("The picture in hand, in grey"), size_of(pixels))


def show_facts(report: UndoReport, spec: PoolingSpec) -> None:
    """Show sizes, and how much is thrown away."""
    size = report.pyramid[0].shape
    facts(
        [
            (
                t("Picture"),
                size_of(report.pyramid[0]),
                t("{count} values", count=f"{report.pyramid[0].size:,}"),
            ),
            (t("Pooled map"), size_of(report.pooled), t("{count} values", count=f"{report.pooled.size:,}")),
            (t("Thrown away"), kept(size, spec), t("of the values")),
            *((t(WAYS[way.name]), decibels(way.psnr)) for way in report.ways),
        ]
    )


def _pooled(report: UndoReport, covered: bool) -> Figure:
    return Figure(
        exporting.picture_of(report.pooled),
        t("Pooled map, enlarged"),
        t("The pooled map, each value a square"),
        "" if covered else size_of(report.pooled),
    )


def _ways_back(ways: Iterable[Undone], covered: bool) -> list[Figure]:
    return [
        Figure(
            colour.grey(way.picture),
            t("Back by {way}", way=t(WAYS[way.name])),
            t(ALTS[way.name]),
            "" if covered else decibels(way.psnr),
        )
        for way in ways
    ]


def _limit(report: UndoReport) -> float:
    return min(STRONGEST, max(float(np.abs(way.error).max()) for way in report.ways))


def _errors(report: UndoReport) -> list[Figure]:
    limit = _limit(report)
    return [
        Figure(
            colour.diverging(way.error, limit),
            t("Error of {way}", way=t(WAYS[way.name])),
            t("Where {way} is too dark or too bright", way=t(WAYS[way.name])),
            t("on average {error}", error=number(float(np.abs(way.error).mean()), 2)),
        )
        for way in report.ways
    ]


def _level(values: np.ndarray, place: int) -> Figure:
    title = t("Picture") if place == 0 else t("once") if place == 1 else t("{times} times", times=place)
    return Figure(
        exporting.picture_of(values), title, t("The map after {times} poolings", times=place), size_of(values)
    )
