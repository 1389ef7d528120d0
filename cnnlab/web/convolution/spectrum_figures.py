"""Pictures above, their spectra below: the picture over the kernel gives the result, and so do the spectra."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import encoding
from cnnlab.web.i18n import t

# On a phone each pair stands in a line of its own, the picture beside its spectrum.
STYLE = """<style>
.spectra { display: grid; grid-template-columns: 1fr auto 1fr auto 1fr; gap: 0.5rem 0.6rem; max-width: 1010px; }
.spectra > div { display: grid; grid-template-rows: subgrid; grid-row: span 2; gap: 0.5rem; align-items: start; }
.spectra figure { margin: 0; min-width: 0; }
.spectra .frame { aspect-ratio: 1; display: flex; align-items: center; justify-content: center; }
.spectra img { display: block; max-width: 100%; max-height: 100%; border-radius: 0.25rem; image-rendering: pixelated; }
.spectra img.wide { width: 100%; }
.spectra img.tall { height: 100%; }
.spectra .covered { width: 100%; height: 100%; display: flex; align-items: center; justify-content: center;
  font-size: 2rem; border: 1px dashed color-mix(in srgb, currentColor 35%, transparent); border-radius: 0.25rem; }
.spectra figcaption { margin-top: 0.25rem; font-size: 0.875rem; line-height: 1.35; }
.spectra figcaption small { display: block; opacity: 0.75; font-variant-numeric: tabular-nums; }
.spectra .sign span { aspect-ratio: auto; font-size: 1.5rem; opacity: 0.7; align-self: start; }
@media (max-width: 640px) {
  .spectra { grid-template-columns: 1fr; }
  .spectra > div { grid-template-rows: auto; grid-template-columns: 1fr 1fr; grid-row: auto; }
  .spectra .sign span { text-align: center; }
}
</style>"""


@dataclass(frozen=True, eq=False)
class Pair:
    """A picture and its spectrum.

    Attributes
    ----------
    picture : ndarray of uint8
    title, alt : str
    spectrum : ndarray of uint8, shape (H, W, 3), or None
        None: covered.
    detail : str
        What the colours of the spectrum stand for.
    """

    picture: np.ndarray
    title: str
    alt: str
    spectrum: np.ndarray | None
    detail: str = ""


def show(picture: Pair, kernel: Pair, result: Pair) -> None:
    """Show the three pairs with the signs between them."""
    inside = "".join((_pair(picture), _signs("∗", "×"), _pair(kernel), _signs("=", "="), _pair(result)))
    st.html(f"<div class='spectra'>{inside}</div>{STYLE}")


def _pair(pair: Pair) -> str:
    spectrum = t("Spectrum of: {title}", title=pair.title)
    return (
        f"<div>{_figure(pair.picture, pair.title, pair.alt)}"
        f"{_figure(pair.spectrum, t('its spectrum'), spectrum, pair.detail)}</div>"
    )


def _signs(above: str, below: str) -> str:
    return f"<div class='sign' aria-hidden='true'><span>{above}</span><span>{below}</span></div>"


def _figure(pixels: np.ndarray | None, title: str, alt: str, detail: str = "") -> str:
    small = f"<small>{escape(detail)}</small>" if detail else ""
    return (
        f"<figure><div class='frame'>{_image(pixels, alt)}</div>"
        f"<figcaption>{escape(title)}{small}</figcaption></figure>"
    )


def _image(pixels: np.ndarray | None, alt: str) -> str:
    if pixels is None:
        return "<div class='covered'>?</div>"
    side = "wide" if pixels.shape[1] >= pixels.shape[0] else "tall"
    return f"<img class='{side}' src='{encoding.data_url(pixels)}' alt='{escape(alt)}'>"
