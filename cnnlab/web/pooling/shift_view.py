"""The pictures and facts of the mode Shift."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour, drawing, exporting
from cnnlab.ops.shift_report import Moved, ShiftReport
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.i18n import sentences, t
from cnnlab.web.number_grid import number
from cnnlab.web.pooling import shift_chart
from cnnlab.web.pooling.shift_words import WAYS, changes, finding, percent, what_is_pooled

LIMIT = 2
"""Standard deviations at which a difference has the strongest colour: the same for all, so that they compare."""
SEAM = (0, 158, 115)
SIZES = (150, 260)
"""Least and greatest width of a map on the page, four in a line."""


def show(
    report: ShiftReport, picture: np.ndarray, compare: str, shift: int, stride: int, edges: bool
) -> None:
    """Show the finding, the lines, the maps and what has changed in them.

    Parameters
    ----------
    report : ShiftReport
    picture : ndarray of uint8, shape (H, W)
        Cut to whole steps.
    compare : {"here", "along"}
    shift, stride : int
    edges : bool
        Whether the edge map is pooled, or the picture.
    """
    every = {name: changes(moved, compare) for name, moved in report.maps.items()}
    st.markdown(finding({name: each[shift] for name, each in every.items()}, compare, shift, stride))
    # On a phone the columns stand one above the other: the chart first.
    left, right = st.columns([5, 2], vertical_alignment="center")
    with left:
        shift_chart.show(every, shift)
    with right:
        row([moved_picture(picture, shift)], 150, 300)
    st.caption(_scale(bool(np.isnan(list(every.values())).any())))
    row(maps(report, edges), *SIZES)
    row(
        [
            _difference(name, moved, compare, every[name][shift], stride)
            for name, moved in report.maps.items()
        ],
        *SIZES,
    )
    st.caption(
        sentences(
            t(
                "White: unchanged; blue: darker than before; orange: lighter; the strongest colours stand for"
                " a change of {limit} standard deviations or more.",
                limit=LIMIT,
            ),
            what_is_pooled(edges, stride),
        )
    )


def moved_picture(picture: np.ndarray, shift: int) -> Figure:
    """Return the picture after the shift, with a line where its old border is now."""
    if not shift:
        return Figure(picture, t("Picture, not moved"), t("The picture in hand, in grey"))
    moved = np.roll(picture, shift, axis=1)
    return Figure(
        drawing.marked(moved, [((0, len(moved)), (0, shift))], [SEAM]),
        t("Picture, moved {shift} px to the right", shift=shift),
        t("The picture after the shift, in grey"),
        t("left of the green line: what left on the right"),
    )


def maps(report: ShiftReport, edges: bool, covered: bool = False) -> list[Figure]:
    """Return the four maps after the shift."""
    return [
        Figure(
            _shown(moved.after, edges),
            t(WAYS[name]),
            t("The map of {way} after the shift", way=t(WAYS[name])),
            ""
            if covered
            else t("from {low} to {high}", low=number(moved.after.min()), high=number(moved.after.max())),
        )
        for name, moved in report.maps.items()
    ]


def _shown(values: np.ndarray, edges: bool) -> np.ndarray:
    if not edges:
        return exporting.picture_of(values)
    # A few strong edges would leave everything else black.
    high = np.percentile(values, 99) or values.max() or 1
    return colour.grey(values / high)


def show_facts(report: ShiftReport, shift: int, stride: int) -> None:
    """Show sizes, and the shift in steps of the maps."""
    facts(
        [
            (t("Picture, cut to whole steps"), "{} × {}".format(*report.picture.shape)),
            (t("Each map"), "{} × {}".format(*report.maps["max"].after.shape)),
            (
                t("Shift in steps of the maps"),
                number(shift / stride),
                t("{shift} px by the stride {stride}", shift=shift, stride=stride),
            ),
            (
                t("Beyond the border"),
                t("the opposite side"),
                t("so that nothing but the shift can change a map"),
            ),
        ]
    )


def _scale(gaps: bool) -> str:
    return sentences(
        t(
            "100 %: the change is as large as the standard deviation of the map itself. 141 %: as large as between two"
            " maps that have nothing to do with one another."
        ),
        t("Where a map has the same value everywhere, there is nothing to measure by: a gap in its line.")
        if gaps
        else "",
    )


def _difference(name: str, moved: Moved, compare: str, change: float, stride: int) -> Figure:
    steps = moved.steps if compare == "along" else 0
    difference = (moved.after - np.roll(moved.before, steps, axis=1)) / (moved.spread or 1)
    title, detail = t("changes by {change}", change=percent(change)), ""
    if compare == "along":
        title = t("{change} is left", change=percent(change))
        detail = t("map before, moved by {steps} × {stride} px", steps=steps, stride=stride)
    return Figure(
        colour.diverging(difference, LIMIT),
        title,
        t("What has changed in the map of {way}", way=t(WAYS[name])),
        detail,
    )
