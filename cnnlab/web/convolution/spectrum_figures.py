"""Pictures above, their spectra below: the picture over the kernel gives the result, and so do the spectra."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import encoding
from cnnlab.web.i18n import language, t

# On a phone each pair stands in a line of its own, the picture beside its spectrum.
STYLE = """<style>
.spectra { display: grid; grid-template-columns: 1fr auto 1fr auto 1fr; gap: 0.5rem 0.3rem; max-width: 1010px; }
.spectra > div { display: grid; grid-template-rows: subgrid; grid-row: span 2; gap: 0.5rem; }
.spectra figure { margin: 0; min-width: 0; display: grid; grid-template-columns: 1.1rem minmax(0, 1fr);
  align-content: start; }
.spectra .frame { grid-column: 2; aspect-ratio: 1; display: flex; align-items: center; justify-content: center; }
.spectra img { display: block; border-radius: 0.25rem; }
.spectra img.small { image-rendering: pixelated; }
.spectra img.wide { width: 100%; }
.spectra img.tall { height: 100%; }
.spectra .covered { width: 100%; height: 100%; display: flex; align-items: center; justify-content: center;
  font-size: 2rem; border: 1px dashed color-mix(in srgb, currentColor 35%, transparent); border-radius: 0.25rem; }
.spectra .axis { display: flex; justify-content: space-between; font-size: 0.72rem; line-height: 1.3; opacity: 0.75; }
.spectra .down { grid-row: 1; writing-mode: vertical-rl; transform: rotate(180deg); }
.spectra .down.zh { transform: none; }
.spectra .across { grid-column: 2; }
.spectra figcaption { grid-column: 2; margin-top: 0.2rem; font-size: 0.875rem; line-height: 1.35; }
.spectra figcaption small { display: block; opacity: 0.75; font-variant-numeric: tabular-nums; }
.spectra .sign { font-size: 1.5rem; width: 1.2rem; text-align: center; opacity: 0.7; }
.spectra .sign span { padding-top: 6.5rem; }
.spectra .sign span:first-child { transform: translateX(0.4rem); }
@media (max-width: 640px) {
  .spectra { grid-template-columns: 1fr; }
  .spectra > div { grid-template-rows: auto; grid-template-columns: 1fr 1fr; grid-row: auto; }
  .spectra .sign { width: auto; line-height: 1; }
  .spectra .sign span { padding: 0; }
}
</style>"""


SMALL = 128
"""Pixels up to which a picture is shown with its pixels as squares."""


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


def show_cut(spectrum: np.ndarray, rest: np.ndarray, detail: str) -> None:
    """Show a spectrum that was cut, and the picture that remains.

    Parameters
    ----------
    spectrum, rest : ndarray of uint8
    detail : str
        What is to be seen in the picture.
    """
    left = _figure(
        spectrum,
        t("The picture's spectrum, cut by hand"),
        t("The picture's spectrum with what was cut away in the darkest colour"),
        axes=_axes(),
    )
    right = _figure(
        rest,
        t("The picture that remains"),
        t("The picture put together from the rest of its spectrum"),
        detail,
    )
    arrow = "<div class='sign' aria-hidden='true'><span>→</span></div>"
    st.html(f"<div class='spectra'><div>{left}</div>{arrow}<div>{right}</div></div>{STYLE}")


def _pair(pair: Pair) -> str:
    spectrum = t("Spectrum of: {title}", title=pair.title)
    below = _figure(pair.spectrum, t("its spectrum"), spectrum, pair.detail, _axes())
    return f"<div>{_figure(pair.picture, pair.title, pair.alt)}{below}</div>"


def _signs(above: str, below: str) -> str:
    return f"<div class='sign' aria-hidden='true'><span>{above}</span><span>{below}</span></div>"


def _figure(pixels: np.ndarray | None, title: str, alt: str, detail: str = "", axes: str = "") -> str:
    small = f"<small>{escape(detail)}</small>" if detail else ""
    return (
        f"<figure><div class='frame'>{_image(pixels, alt)}</div>{axes}"
        f"<figcaption>{escape(title)}{small}</figcaption></figure>"
    )


def _axes() -> str:
    words = "".join(f"<span>{escape(word)}</span>" for word in (t("fine"), t("slow"), t("fine")))
    # Chinese stands upright in a column; Latin letters lie on their side and are read from below.
    return f"<div class='axis down {language()}'>{words}</div><div class='axis across'>{words}</div>"


def _image(pixels: np.ndarray | None, alt: str) -> str:
    if pixels is None:
        return "<div class='covered'>?</div>"
    kind = "wide" if pixels.shape[1] >= pixels.shape[0] else "tall"
    # A larger one may be shown smaller than it is: without smoothing, a line one pixel wide would be left out.
    if max(pixels.shape[:2]) <= SMALL:
        kind += " small"
    return f"<img class='{kind}' src='{encoding.data_url(pixels)}' alt='{escape(alt)}'>"
