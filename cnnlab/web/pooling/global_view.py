"""The tiny network from left to right: picture, four maps, one number of each, fractions, and the places behind."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour, drawing
from cnnlab.images.tinting import tinted
from cnnlab.ops.line_network import ROUNDING, SIZE, Answer, line_kernels
from cnnlab.web import encoded
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.pooling.global_words import COLOURS, NAMES
from cnnlab.web.pooling.noise_words import percent

SMALL = 128
"""Pixels up to which a picture is shown with its pixels as squares; a larger one would lose fine lines."""
STRONG = 0.9
"""Of a tint, where the map is lightest."""
COMMON = 0.995
"""Share of the values of all maps that the scale covers: a few glaring ones would leave the rest dark."""


def show(pixels: np.ndarray, answer: Answer, pooling: str) -> None:
    """Show the network at work.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    answer : Answer
    pooling : {"average", "max"}
    """
    picture = _figure(
        pixels, t("Picture"), t("The picture in hand, in grey"), "{} × {}".format(*pixels.shape)
    )
    arrow = "<div class='sign' aria-hidden='true'>→</div>"
    lines = f"<div class='lines'>{_head(pooling)}{_lines(answer, pooling)}</div>"
    where = _where(pixels, answer, pooling)
    st.html(f"<div class='gap'>{picture}{arrow}{lines}{arrow}{where}</div>")
    st.caption(
        t(
            "Each kernel gives the mean brightness on its line less that beside it; its map shows where that is"
            " positive (ReLU). The four maps share one scale: dark 0, light {high} and more.",
            high=number(brightest(answer)),
        )
    )


def part(name: str, share: float, paint: str) -> str:
    """Return a fraction as a bar with its name (HTML)."""
    return (
        f"<div class='part'><span><b>{escape(name)}</b><b>{percent(share)}</b></span>"
        f"<i style='background:{paint};width:{100 * share:.1f}%'></i></div>"
    )


def image(pixels: np.ndarray, alt: str, style: str = "") -> str:
    """Return a picture (HTML): small ones with their pixels as squares."""
    kind = " class='small'" if max(pixels.shape[:2]) <= SMALL else ""
    return f"<img{kind} style='{style}' src='{encoded.url(pixels)}' alt='{escape(alt)}'>"


def _head(pooling: str) -> str:
    words = (t("Kernel"), t("Map"), t("Average"), t("Maximum"), t("Fraction"))
    kinds = ("", "", f"value {_use(pooling, 'average')}", f"value {_use(pooling, 'max')}", "")
    return "".join(
        f"<div class='head {kind}'>{escape(word)}</div>" for word, kind in zip(words, kinds, strict=True)
    )


def brightest(answer: Answer) -> float:
    """Return the value that is shown lightest: few are above it, where lines are few the largest itself."""
    if answer.blank:
        return 1.0
    common = float(np.quantile(answer.maps, COMMON))
    return common if common > ROUNDING else float(answer.maps.max())


def _use(pooling: str, name: str) -> str:
    return "used" if pooling == name else "unused"


def _lines(answer: Answer, pooling: str) -> str:
    high = brightest(answer)
    rows = []
    for place, (name, kernel, paint) in enumerate(zip(NAMES, line_kernels(), COLOURS, strict=True)):
        title = t(name)
        rows += [
            image(colour.diverging(kernel), t("The kernel for lines that run: {name}", name=title)),
            image(
                colour.sequential(answer.maps[..., place], 0, high),
                t("Where lines were found that run: {name}", name=title),
            ),
            f"<div class='value {_use(pooling, 'average')}'>{answer.means[place]:.4f}</div>",
            f"<div class='value {_use(pooling, 'max')}'>{answer.maxima[place]:.3f}</div>",
            part(title, float(answer.fractions[place]), paint),
        ]
    return "".join(rows)


def _where(pixels: np.ndarray, answer: Answer, pooling: str) -> str:
    name = t(NAMES[answer.winner])
    found = answer.maps[..., answer.winner]
    title = t("What spoke for: {name}", name=name)
    if answer.blank:
        return _figure(pixels, title, t("The picture without a tint"), t("nothing"))
    paint = tuple(bytes.fromhex(COLOURS[answer.winner].removeprefix("#")))
    if pooling == "average":
        shown = tinted(pixels, STRONG * found / brightest(answer), paint)
        alt = t("The picture with the winner's map laid over it in its colour")
        return _figure(shown, title, alt, t("its map over the picture: a class activation map"))
    row, column = np.unravel_index(found.argmax(), found.shape)
    window = ((int(row), int(row) + SIZE), (int(column), int(column) + SIZE))
    alt = t("The picture with the one window marked that has the winner's largest value")
    return _figure(drawing.marked(pixels, [window], [paint]), title, alt, t("one window alone"))


def _figure(pixels: np.ndarray, title: str, alt: str, detail: str) -> str:
    return (
        f"<figure>{image(pixels, alt)}<figcaption>{escape(title)}<small>{escape(detail)}</small></figcaption>"
        "</figure>"
    )
