"""The transposed convolution: enlargement, overlap of the copies, and the checkerboard."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import drawing
from cnnlab.ops.kind_report import FLAT, KindReport
from cnnlab.web import exporting, number_grid
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import Grid


def show(picture: Figure, report: KindReport, kernel_size: int, stride: int) -> None:
    """Show what a transposed convolution makes of the picture and of a flat one, and why.

    Parameters
    ----------
    picture : Figure
        The input.
    report : KindReport
        With an enlargement.
    kernel_size, stride : int
    """
    enlarged = report.enlargement
    row(
        [
            picture,
            Figure(
                exporting.picture_of(report.kind.maps),
                t("Result"),
                t("The picture after a transposed convolution with a flat kernel"),
                _size(report),
            ),
            Figure(
                _large(exporting.picture_of(enlarged.detail)),
                t("Its middle, pixel by pixel"),
                t("Part of the result, enlarged"),
                "{} × {}".format(*enlarged.detail.shape[:2]),
            ),
            Figure(
                _large(_grey(enlarged.flat)),
                t("The same of a flat grey picture"),
                t("A flat picture after the same: any pattern comes from the overlap alone"),
                t("all pixels were {grey}", grey=FLAT),
            ),
        ]
    )
    _say_why(report, kernel_size, stride)
    number_grid.row([Grid(enlarged.copies, t("How many copies cover each pixel, upper left corner"))])


def _size(report: KindReport) -> str:
    size = "{} × {}".format(*report.size)
    if report.enlargement.reduced == 1:
        return size
    return t("{size}; reduced here by {factor}", size=size, factor=report.enlargement.reduced)


def _large(picture: np.ndarray) -> np.ndarray:
    return drawing.marked(picture, [], [])


def _grey(values: np.ndarray) -> np.ndarray:
    # A flat 0.5 is middle grey; 1 and more is white.
    return np.round(np.clip(values, 0, 1) * 255).astype(np.uint8)


def _say_why(report: KindReport, kernel_size: int, stride: int) -> None:
    enlarged = report.enlargement
    if enlarged.least == enlarged.most:
        st.success(
            t(
                "**Even.** The kernel's size {kernel} is a multiple of the stride {stride}: away from the"
                " border every pixel gets the same number of copies ({copies}), and there is no checkerboard.",
                kernel=kernel_size,
                stride=stride,
                copies=enlarged.least,
            ),
            icon=":material/check_circle:",
        )
    elif enlarged.least == 0:
        st.warning(
            t(
                "**Gaps.** The kernel's size {kernel} is smaller than the stride {stride}: some pixels get"
                " no copy and stay black.",
                kernel=kernel_size,
                stride=stride,
            ),
            icon=":material/grid_on:",
        )
    else:
        st.warning(
            t(
                "**A checkerboard.** The kernel's size {kernel} is not a multiple of the stride {stride}:"
                " the copies overlap unevenly, {least} on some pixels and {most} on others.",
                kernel=kernel_size,
                stride=stride,
                least=enlarged.least,
                most=enlarged.most,
            ),
            icon=":material/grid_on:",
        )
