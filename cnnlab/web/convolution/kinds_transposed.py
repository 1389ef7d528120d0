"""The transposed convolution: enlargement, overlap of the copies, and the checkerboard."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import drawing, exporting
from cnnlab.ops.kind_report import FLAT, KindReport
from cnnlab.web import number_grid
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import Grid

FRAME = (230, 159, 0)
"""Colour of the frame around the part that is followed."""


def show(pixels: np.ndarray, report: KindReport, kernel_size: int, stride: int) -> None:
    """Show what a transposed convolution makes of a part of the picture and of a flat one, and why.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
        The picture in hand.
    report : KindReport
        With an enlargement.
    kernel_size, stride : int
    """
    enlarged = report.enlargement
    (top, bottom), (left, right) = enlarged.source
    part = pixels[top:bottom, left:right]
    after = _size(enlarged.detail)
    row(
        [
            Figure(
                drawing.marked(pixels, [enlarged.source], [FRAME]),
                t("Input"),
                t("The picture in hand; a frame marks the part that is followed"),
                _size(pixels),
            ),
            Figure(_large(part), t("The part in the frame"), t("That part of the input"), _size(part)),
            Figure(
                _large(exporting.picture_of(enlarged.detail)),
                t("The same part of the result"),
                t("What the transposed convolution makes of that part"),
                after,
            ),
            Figure(
                _large(_grey(enlarged.flat)),
                t("The result of a flat grey picture"),
                t("What it makes of a flat picture: any pattern comes from the overlap alone"),
                t("{size}; every pixel was {grey}", size=after, grey=FLAT),
            ),
        ],
        160,
        300,
    )
    counts, why = st.columns([2, 3], vertical_alignment="center")
    with counts:
        number_grid.row(
            [Grid(enlarged.copies, t("How many copies cover each pixel, upper left corner"))], cell=2.1
        )
    with why:
        _say_why(report, kernel_size, stride)


def _size(picture: np.ndarray) -> str:
    return "{} × {}".format(*picture.shape[:2])


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
                " border every pixel gets the same number of copies ({copies}), no checkerboard.",
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
                "**A checkerboard.** The kernel's size {kernel} is not a multiple of the stride {stride}, so"
                " the copies overlap unevenly: from {least} to {most} lie on one pixel. The remedies: a size"
                " that the stride divides, or enlarging first and convolving then.",
                kernel=kernel_size,
                stride=stride,
                least=enlarged.least,
                most=enlarged.most,
            ),
            icon=":material/grid_on:",
        )
