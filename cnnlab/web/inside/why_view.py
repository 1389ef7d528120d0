"""The picture and the explanations that are laid over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.images.preparing import as_grey
from cnnlab.inference.why_methods import flat, is_signed, over
from cnnlab.web import encoded
from cnnlab.web.i18n import t

STRONGEST = 0.99
"""A signed map reaches its strongest colours at this quantile of its absolute values."""


@dataclass(frozen=True, eq=False)
class Panel:
    """A picture with its words.

    Attributes
    ----------
    title, text, alt : str
    pixels : ndarray of uint8, or None
        None: there is nothing to be seen, and the text says why.
    scale : str
        "diverging", "sequential", or "" for a picture.
    """

    title: str
    text: str
    alt: str
    pixels: np.ndarray | None
    scale: str = ""


def overlay(seen: np.ndarray, method: str, values: np.ndarray, sign: str, strength: float) -> np.ndarray:
    """Lay an explanation over a picture.

    Parameters
    ----------
    seen : ndarray of uint8, shape (H, W, C)
    method, values, sign
        As for `cnnlab.inference.why_methods.flat`.
    strength : float
        0: the picture alone, in grey; 1: the colours of the map alone.

    Returns
    -------
    ndarray of uint8, shape (H, W, 3)
    """
    return paint(seen, flat(method, values, sign), is_signed(method, sign), strength)


def paint(seen: np.ndarray, values: np.ndarray, signed: bool, strength: float) -> np.ndarray:
    """Lay a map (rows, columns), stretched where it is smaller, over a picture; see `overlay`."""
    shown = over(seen.shape, values)
    size = np.abs(shown)
    # One pixel that sticks out would leave all others pale.
    limit = float(np.quantile(size, STRONGEST) if signed else size.max()) or float(size.max())
    colours = colour.diverging(shown, limit) if signed else colour.sequential(shown, 0, limit)
    share = np.clip(size / limit, 0, 1) if limit else size
    # Where the map has nothing the picture shines through, and the colour covers it where it has most.
    cover = (share * np.sqrt(strength) + (1 - share) * strength**2)[..., None]
    ground = grey(seen)[..., None].astype(np.float32)
    return np.rint(ground + cover * (colours - ground)).astype(np.uint8)


def grey(seen: np.ndarray) -> np.ndarray:
    """Return what the network sees as a grey picture (H, W)."""
    return seen[..., 0] if seen.shape[2] == 1 else as_grey(seen)


def picture(seen: np.ndarray) -> np.ndarray:
    """Return what the network sees as PNG can hold it."""
    return seen[..., 0] if seen.shape[2] == 1 else seen


def show(seen: Panel, panels: Iterable[Panel]) -> None:
    """Show the picture, and beside it the explanations, equal in size, with what their colours mean."""
    panels = list(panels)
    scales = dict.fromkeys(panel.scale for panel in panels if panel.scale)
    keys = "".join(_key(scale) for scale in scales)
    first = _figure(seen, f"<div class='keys'>{keys}</div>")
    st.html(f"<div class='why'>{first}{''.join(map(_figure, panels))}</div>")


def small(panels: Iterable[Panel]) -> None:
    """Show explanations small, in a row that wraps."""
    st.html(f"<div class='why-row'>{''.join(map(_figure, panels))}</div>")


def _figure(panel: Panel, more: str = "") -> str:
    text = f"<small>{escape(panel.text)}</small>" if panel.text else ""
    if panel.pixels is None:
        image = f"<div class='none' role='img' aria-label='{escape(panel.alt)}'>?</div>"
    else:
        image = f"<img class='exact' src='{encoded.url(panel.pixels)}' alt='{escape(panel.alt)}'>"
    return f"<figure>{image}<figcaption><b>{escape(panel.title)}</b>{text}{more}</figcaption></figure>"


def _key(scale: str) -> str:
    stops = ",".join("rgb({},{},{})".format(*paint) for paint in colour.table(scale)[1::18])
    ends = {
        "diverging": (t("against"), t("for the class")),
        "sequential": (t("nothing"), t("most")),
    }[scale]
    left, right = map(escape, ends)
    return (
        f"<div class='key'><span>{left}</span><i style='background:linear-gradient(90deg,{stops})'></i>"
        f"<span>{right}</span></div>"
    )
