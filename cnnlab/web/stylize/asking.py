"""The style in hand: a sample, or a picture of the visitor's own."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import in_colour, preparing, styles
from cnnlab.web import notices
from cnnlab.web.adopting import adopt
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import properties as p
from cnnlab.web.stylize import style_menu

KEPT = 512
"""Pixels of the long side of a style of the visitor's own."""
STRIP = "style_strip"
"""The styles to choose from beneath a picture."""
_OWN_KEY = "_own_style"


def takes() -> tuple[str, ...]:
    """Say what may be in hand, before the page is shown; a style that was clicked on is taken, a lost one replaced."""
    for gallery in (STRIP, style_menu.GALLERY):
        adopt(gallery, "choice", p.STYLE)
    if p.STYLE.value == p.OWN and own() is None:
        st.session_state[p.STYLE.key] = p.STYLE.default
        notices.of_lost_style()
    return ("picture",)


def style() -> np.ndarray:
    """Return the style in hand, uint8 (h, w, 3), read-only; a sample where one's own is not here."""
    return picture_of(p.STYLE.value, int(p.SEED.value))


def picture_of(name: str, seed: int) -> np.ndarray:
    """Return a style by the name that a choice gives it, uint8 (h, w, 3); the first one where one's own is not here."""
    mine = own()
    if name == p.OWN and mine is not None:
        return mine
    return styles.sample(name if name in styles.NAMES else styles.DEFAULT, seed)


def content(hand: InHand) -> np.ndarray:
    """Return the picture in hand in colour, uint8 (H, W, 3)."""
    return in_colour(hand.pixels)


def own() -> np.ndarray | None:
    """Return the visitor's own style, uint8 (h, w, 3), or None."""
    return st.session_state.get(_OWN_KEY)


def is_own() -> bool:
    """Tell whether the style in hand is the visitor's own, which no link carries."""
    return p.STYLE.value == p.OWN and own() is not None


def keep(pixels: np.ndarray) -> None:
    """Take a picture of the visitor's own, uint8 (H, W) or (H, W, 3), as the style in hand."""
    small = preparing.fit(pixels, KEPT, "colour", "fit") if max(pixels.shape[:2]) > KEPT else pixels
    coloured = np.array(in_colour(small))
    coloured.setflags(write=False)
    st.session_state[_OWN_KEY] = coloured
    st.session_state[p.STYLE.key] = p.OWN


def style_control() -> None:
    """Show the style in hand with its menu: samples, upload, camera, drawing."""
    style_menu.show(style(), own(), keep)


def pair(hand: InHand) -> None:
    """Show the picture and the style in hand, small and side by side, and the menu of the style."""
    style_menu.pair(content(hand), style())
    style_menu.show(None, own(), keep)
