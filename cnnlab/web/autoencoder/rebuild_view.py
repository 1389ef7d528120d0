"""The row that tells it all: picture, code, what is built of it, and the error."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import as_bytes, colour
from cnnlab.inference.rebuild_report import Rebuilt
from cnnlab.web import encoded
from cnnlab.web.autoencoder.tenths import decibels
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import MINUS

REACH = 3.0
"""Standard deviations of a value of the code at the strongest colour."""


def error_of(made: np.ndarray, image: np.ndarray, signed: bool) -> np.ndarray:
    """Return the error of each pixel as colours (uint8, (H, W, 3)): the mean over channels, on a scale up to 1."""
    difference = (made - image).mean(axis=2)
    if signed:
        return colour.diverging(difference, 1.0)
    return colour.sequential(np.abs(made - image).mean(axis=2), 0.0, 1.0)


def row(image: np.ndarray, made: Rebuilt, scale: np.ndarray, signed: bool, title: str) -> None:
    """Show a picture (H, W, C) in [0, 1], its code, what was built of it, and the error.

    Parameters
    ----------
    image : ndarray
    made : Rebuilt
    scale : ndarray, shape (d,)
        Standard deviations of the code's values.
    signed : bool
        Whether the error has its sign.
    title : str
        What built it.
    """
    quality = "{}, SSIM {:.3f}".format(t("PSNR {value}", value=decibels(made.psnr)), made.ssim)
    parts = [
        figure(as_bytes(image), t("What goes in"), t("{count} values", count=f"{image.size:,}")),
        _code(made.code, scale),
        figure(as_bytes(made.picture), title, quality),
        figure(error_of(made.picture, image, signed), t("The error"), _error_words(signed)),
    ]
    arrow = "<span class='through' aria-hidden='true'>→</span>"
    st.html(f"<div class='rebuilt'>{arrow.join(parts[:3])}{parts[3]}</div>")


def _error_words(signed: bool) -> str:
    return t("orange: too bright, blue: too dark") if signed else t("the brighter, the larger")


def figure(pixels: np.ndarray, title: str, detail: str) -> str:
    """Return a picture with its caption as HTML."""
    return (
        f"<figure><img class='exact' src='{encoded.url(pixels)}' alt='{escape(title)}: {escape(detail)}'>"
        f"<figcaption>{escape(title)}<small>{escape(detail)}</small></figcaption></figure>"
    )


def _code(code: np.ndarray, scale: np.ndarray) -> str:
    paints = colour.diverging((code / scale)[None], REACH)[0]
    cells = "".join(
        f"<i style='background:rgb({red},{green},{blue})' title='{escape(_number(value))}'></i>"
        for (red, green, blue), value in zip(paints.tolist(), code.tolist(), strict=True)
    )
    said = t("The code: {values}", values=", ".join(_number(value) for value in code.tolist()[:64]))
    wide = min(len(code), 8)
    title = t("The code")
    detail = t("{count} numbers", count=len(code))
    return (
        f"<figure class='code'><div class='cells' style='--wide:{wide}' role='img' aria-label='{escape(said)}'>"
        f"{cells}</div><figcaption>{escape(title)}<small>{escape(detail)}</small></figcaption></figure>"
    )


def _number(value: float) -> str:
    return f"{value:.2f}".replace("-", MINUS)
