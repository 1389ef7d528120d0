"""The menu of the style in hand."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnnlab.images import encoding, preparing, styles, styles_sheet
from cnnlab.web import taking
from cnnlab.web.components import gallery as thumbnails
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import language, t
from cnnlab.web.stylize import properties as p

GALLERY = "style_gallery"
MENU = "style_menu"
PREFIX = "style_"
"""Of the keys of the widgets that take a picture."""


def show(style: np.ndarray | None, own: np.ndarray | None, keep: Callable[[np.ndarray], None]) -> None:
    """Show the menu.

    Parameters
    ----------
    style : ndarray of uint8, shape (h, w, 3), or None
        In hand; None where it stands there already.
    own : ndarray of uint8, shape (h, w, 3), or None
        What the visitor has of their own.
    keep : callable
        Takes another in hand.
    """
    if style is not None:
        row([_figure(style, t("Style"), t("The style picture"))], 120, 180)
    menu = st.popover(t("Change the style"), icon=":material/palette:", key=MENU, on_change="rerun")
    # As with the picture in hand: the widgets of a closed menu would undo what has been set meanwhile.
    if menu.open:
        with menu:
            _sources(keep, own)
            p.STYLE.select([*styles.NAMES, *([p.OWN] if own is not None else [])])
            if p.STYLE.value not in (*styles.TEXTURES, p.OWN):
                p.SEED.slider()


def pair(content: np.ndarray, style: np.ndarray) -> None:
    """Show picture and style, both uint8 (h, w, 3), small and side by side."""
    row(
        [
            _figure(content, t("Content"), t("The picture in hand")),
            _figure(style, t("Style"), t("The style picture")),
        ],
        90,
        130,
    )


def items(own: np.ndarray | None) -> list[tuple[str, str, str]]:
    """Return the styles as `cnnlab.web.components.gallery` takes them, one's own the last."""
    found = _thumbnails(language())
    return found if own is None else [*found, (p.OWN, t(p.STYLE.options[p.OWN]), _small(own))]


def _figure(pixels: np.ndarray, title: str, alt: str) -> Figure:
    return Figure(preparing.fit(pixels, 160, "colour", "square"), title, alt)


def _sources(keep: Callable[[np.ndarray], None], own: np.ndarray | None) -> None:
    source = taking.where_from("style_source")
    if source == "upload":
        taking.upload(PREFIX, keep)
    elif source == "camera":
        taking.camera(PREFIX, keep)
    elif source == "draw":
        taking.draw(PREFIX, keep, t("Take the drawing as the style"))
    else:
        thumbnails.gallery(GALLERY, t("Styles"), items(own), p.STYLE.value)


@st.cache_data(show_spinner=False, max_entries=2)
def _thumbnails(language: str) -> list[tuple[str, str, str]]:
    small = styles_sheet.thumbnails()
    return [(name, t(p.STYLE.options[name]), encoding.small_url(small[name])) for name in styles.NAMES]


def _small(pixels: np.ndarray) -> str:
    return encoding.small_url(preparing.fit(pixels, styles_sheet.SIDE, "colour", "square"))
