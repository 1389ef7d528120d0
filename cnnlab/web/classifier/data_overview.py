"""A line for each class: its name, some of its pictures, and how many there are in each part."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st

from cnnlab.web import encoded
from cnnlab.web.classifier.data_properties import PART
from cnnlab.web.i18n import t


def show(names: Sequence[str], strips: Sequence[np.ndarray], counts: np.ndarray) -> None:
    """Show the classes.

    Parameters
    ----------
    names : sequence of str
    strips : sequence of ndarray of uint8, shape (n, H, W, C)
    counts : ndarray of int, shape (3, classes)
        To train on, to choose by, to test with; or shape (1, classes): in all.
    """
    most = max(int(counts.sum(axis=0).max()), 1)
    lines = "".join(
        f"<div class='name'>{escape(name)}</div>{_strip(strip, name)}{_bar(counts[:, place], most)}"
        for place, (name, strip) in enumerate(zip(names, strips, strict=True))
    )
    st.html(f"<div class='classes'>{lines}</div>{_legend() if len(counts) == 3 else ''}")


def _strip(strip: np.ndarray, name: str) -> str:
    if not len(strip):
        return "<div></div>"
    alt = escape(t("Examples of {name}", name=name))
    return f"<img class='exact' src='{encoded.url(joined(strip))}' alt='{alt}' style='--count:{len(strip)}'>"


def joined(pictures: np.ndarray, columns: int = 0) -> np.ndarray:
    """Put pictures side by side, in lines of `columns`; all in one line by default.

    Parameters
    ----------
    pictures : ndarray of uint8, shape (n, H, W, C)

    Returns
    -------
    ndarray of uint8, shape (h, w) or (h, w, 3)
    """
    count, height, width, channels = pictures.shape
    columns = columns or count
    rows = -(-count // columns)
    sheet = np.zeros((rows * columns, height, width, channels), np.uint8)
    sheet[:count] = pictures
    sheet = sheet.reshape(rows, columns, height, width, channels).swapaxes(1, 2)
    sheet = sheet.reshape(rows * height, columns * width, channels)
    return sheet[..., 0] if channels == 1 else sheet


def _bar(counts: np.ndarray, most: int) -> str:
    parts = "".join(
        f"<span class='{name}' style='width:{100 * count / most:.2f}%'></span>"
        for name, count in zip(PART.options, counts, strict=False)
    )
    words = " + ".join(f"{count:,}" for count in counts)
    return f"<div class='bar' role='img' aria-label='{words}'>{parts}</div><div class='number'>{words}</div>"


def _legend() -> str:
    entries = "".join(
        f"<span><i class='{name}'></i>{escape(t(label))}</span>" for name, label in PART.options.items()
    )
    return f"<div class='classes-legend'>{entries}</div>"
