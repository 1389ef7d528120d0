"""The examples of a data set, page by page; a click shows one of them large, as the network gets it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import streamlit as st

from cnnlab.images import encoding, preparing
from cnnlab.training.data_report import DataReport
from cnnlab.web import number_grid
from cnnlab.web.adopting import event
from cnnlab.web.classifier.data_properties import CHOSEN, CLASS, PAGE, PART
from cnnlab.web.components import gallery
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.number_grid import Grid
from cnnlab.web.state import Choice, Number

KEY = "cls_browser"
PATCH = 5
"""Rows and columns of the numbers that are shown."""
LARGE = 224
"""About so many pixels a side has a picture on which the patch is outlined."""


def adopt_click() -> None:
    """Take over what was clicked."""
    clicked = event(KEY, "choice")
    if clicked is not None and CHOSEN.accepts(clicked):
        st.session_state[CHOSEN.key] = CHOSEN.read(clicked)


def choose(names: Sequence[str]) -> int:
    """Show the controls of the browser; return the class that is looked at, or -1 for all."""
    PART.segmented(on_change=_from_the_start)
    shown = Choice(
        CLASS.key,
        CLASS.label,
        {"all": CLASS.options["all"], **{str(place): name for place, name in enumerate(names)}},
        CLASS.default,
    )
    st.session_state[CLASS.key] = shown.value
    chosen = shown.pills(on_change=_from_the_start)
    return -1 if chosen == "all" else int(chosen)


def _from_the_start() -> None:
    st.session_state[PAGE.key], st.session_state[CHOSEN.key] = PAGE.default, CHOSEN.default


def show(report: DataReport) -> None:
    """Show a page of examples and the chosen one of them."""
    # A link may have asked for more than there is.
    st.session_state[PAGE.key], st.session_state[CHOSEN.key] = report.page + 1, max(report.chosen, 0)
    if not len(report.shown):
        st.info(t("There is no picture of this class in this part."))
        return
    names = [t(name) for name in report.classes]
    # Equal labels of thumbnails would be equal for a screen reader.
    items = [
        (str(place), f"{place + 1}: {names[label]}", encoding.data_url(flat(picture)))
        for place, (picture, label) in enumerate(zip(report.shown, report.labels, strict=True))
    ]
    gallery.gallery(KEY, t("Examples"), items, str(report.chosen), exact=True)
    if report.pages > 1:
        Number(PAGE.key, PAGE.label, 1, report.pages, 1).box(width=160)
    _enlarged(report, names)


def _enlarged(report: DataReport, names: Sequence[str]) -> None:
    picture, name = report.shown[report.chosen], names[report.labels[report.chosen]]
    figures = []
    if report.original is not None:
        figures.append(
            Figure(
                np.rint(report.original * (255 / 16)).astype(np.uint8),
                t("As it is kept"),
                t("A {name} of {rows} × {columns} cells", name=name, rows=8, columns=8),
                t("{rows} × {columns} cells, 0 to 16", rows=8, columns=8),
            )
        )
    figures.append(seen(picture, t("As the network gets it"), t("The chosen picture, a {name}", name=name)))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        row(figures, width=120, most=LARGE)
    with right:
        numbers(picture)


def seen(picture: np.ndarray, title: str, alt: str) -> Figure:
    """Return a picture as the network gets it, with the patch outlined whose numbers are shown."""
    rows, columns, channels = picture.shape
    factor = max(1, round(LARGE / rows))
    large = encoding.enlarge(np.broadcast_to(picture, (rows, columns, 3)), factor).copy()
    top, left = _corner(picture)
    inner = slice(top * factor, (top + PATCH) * factor), slice(left * factor, (left + PATCH) * factor)
    frame = large[inner].copy()
    large[inner] = (230, 159, 0)
    large[inner][2:-2, 2:-2] = frame[2:-2, 2:-2]
    detail = t("{rows} × {columns} pixels, grey", rows=rows, columns=columns)
    if channels == 3:
        detail = t("{rows} × {columns} pixels, red, green and blue", rows=rows, columns=columns)
    return Figure(large, title, alt, detail)


def numbers(picture: np.ndarray) -> None:
    """Show the numbers of the outlined patch, as they are kept and as the network gets them."""
    top, left = _corner(picture)
    patch = picture[top : top + PATCH, left : left + PATCH, 0]
    channel = t("outlined") if picture.shape[2] == 1 else t("outlined, red")
    number_grid.row(
        [
            Grid(patch.astype(int), t("0 to 255 ({patch})", patch=channel), white=255),
            Grid(np.round(patch / 255, 2), t("divided by 255: 0 to 1"), "→", white=1),
        ],
        cell=1.95,
    )


def _corner(picture: np.ndarray) -> tuple[int, int]:
    return (picture.shape[0] - PATCH) // 2, (picture.shape[1] - PATCH) // 2


def flat(picture: np.ndarray) -> np.ndarray:
    """Return a picture of one channel without that axis."""
    return picture[..., 0] if picture.shape[2] == 1 else picture


def show_hand(hand: InHand, shape: tuple[int, int, int]) -> None:
    """Show the picture in hand beside what a network of this data set would get of it."""
    row(
        [
            Figure(hand.pixels, t("In hand"), t("The picture in hand")),
            seen(
                fitted(hand.pixels, shape),
                t("As the network would get it"),
                t("The picture in hand, prepared"),
            ),
        ],
        width=120,
        most=LARGE,
    )


def fitted(pixels: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    """Bring a picture to the form of a data set: the square in its middle, its size, its channels.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    shape : (rows, columns, channels)

    Returns
    -------
    ndarray of uint8
    """
    rows, _, channels = shape
    fit = preparing.fit(pixels, rows, "colour" if channels == 3 else "grey", "square")
    return np.stack([fit] * channels, axis=2) if fit.ndim == 2 else fit
