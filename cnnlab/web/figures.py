"""Pictures in a row and facts in a line, as plain HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from cnnlab.web import encoded


@dataclass(frozen=True)
class Figure:
    """A picture with its words.

    Attributes
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
        Sent without loss and shown with sharp pixels.
    title : str
        The caption.
    alt : str
        What a person who cannot see the picture should know.
    detail : str
        A second line of the caption, small.
    """

    pixels: np.ndarray
    title: str
    alt: str
    detail: str = ""


def row(figures: Iterable[Figure], width: int = 220, most: int = 420) -> None:
    """Show pictures side by side, equal in size.

    Parameters
    ----------
    figures : iterable of Figure
    width : int
        Below this number of CSS pixels a picture goes to the next line.
    most : int
        Greatest width of a picture in CSS pixels.
    """
    parts = [_figure(figure) for figure in figures]
    sizes = f"--figure:{width}px;--figure-most:{most}px;--count:{len(parts)}"
    st.html(f"<div class='figures' style='{sizes}'>{''.join(parts)}</div>")


def _figure(figure: Figure) -> str:
    detail = f"<small>{escape(figure.detail)}</small>" if figure.detail else ""
    return (
        f"<figure><img class='exact' src='{encoded.url(figure.pixels)}' alt='{escape(figure.alt)}'>"
        f"<figcaption>{escape(figure.title)}{detail}</figcaption></figure>"
    )


def facts(entries: Iterable[tuple[str, str] | tuple[str, str, str]]) -> None:
    """Show facts as name and value, with a small remark where there is one."""
    inside = "".join(_fact(*entry) for entry in entries)
    st.html(f"<dl class='facts'>{inside}</dl>")


def _fact(name: str, value: str, remark: str = "") -> str:
    small = f" <small>{escape(remark)}</small>" if remark else ""
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}{small}</dd></div>"
