"""A matrix as a drawing: sharp at every width, with the rows of the picture and one row of the matrix marked."""

from __future__ import annotations

import base64
from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour

CELL = 10
"""Units of the drawing for one entry."""
GREY = "#8a94a1"
"""Seen on a light page and on a dark one."""
MARK = colour.CLASSES[5]


def show(matrix: np.ndarray, connected: np.ndarray, width: int, marked: int, title: str, alt: str) -> None:
    """Show a matrix whose columns are the pixels of a picture in reading order.

    Parameters
    ----------
    matrix : ndarray, shape (outputs, pixels)
    connected : ndarray of bool, shape (outputs, pixels)
        Entries to be coloured; the others are 0 and left empty.
    width : int
        Pixels in a row of the picture: a line after so many columns.
    marked : int
        The row with a frame.
    title, alt : str
    """
    source = base64.b64encode(_drawing(matrix, connected, width, marked).encode()).decode("ascii")
    st.html(
        f"<figure style='margin:0;max-width:{min(20 * matrix.shape[1], 1080)}px'>"
        f"<img src='data:image/svg+xml;base64,{source}' alt='{escape(alt)}' style='width:100%;display:block'>"
        f"<figcaption style='font-size:0.875rem;margin-top:0.3rem'>{escape(title)}</figcaption></figure>"
    )


def _drawing(matrix: np.ndarray, connected: np.ndarray, width: int, marked: int) -> str:
    tall, wide = (n * CELL for n in matrix.shape)
    fine = "".join(f"M0 {y}H{wide}" for y in range(0, tall + 1, CELL))
    fine += "".join(f"M{x} 0V{tall}" for x in range(0, wide + 1, CELL))
    strong = "".join(f"M{x} 0V{tall}" for x in range(0, wide + 1, width * CELL))
    # Around the row, so that its cells stay as they are.
    frame = (
        f"<rect x='-1' y='{marked * CELL - 1}' width='{wide + 2}' height='{CELL + 2}' rx='1.5' fill='none'"
    )
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-3 -3 {wide + 6} {tall + 6}'>"
        f"<rect width='{wide}' height='{tall}' fill='{GREY}' fill-opacity='0.1'/>{_cells(matrix, connected)}"
        f"<path d='{fine}' stroke='{GREY}' stroke-opacity='0.3' stroke-width='0.5'/>"
        f"<path d='{strong}' stroke='{GREY}' stroke-opacity='0.8' stroke-width='1'/>"
        f"{frame} stroke='#10141a' stroke-width='3.4'/>{frame} stroke='{MARK}' stroke-width='2'/></svg>"
    )


def _cells(matrix: np.ndarray, connected: np.ndarray) -> str:
    """Return one path for each colour: there are no more of them than the kernel has weights."""
    paths: dict[str, str] = {}
    colours = colour.diverging(matrix)[connected].tolist()
    for (row, column), paint in zip(np.argwhere(connected).tolist(), colours, strict=True):
        square = f"M{column * CELL} {row * CELL}h{CELL}v{CELL}h-{CELL}z"
        paths[bytes(paint).hex()] = paths.get(bytes(paint).hex(), "") + square
    # With an outline: a weight that is zero is a weight.
    line = f"stroke='{GREY}' stroke-width='0.8'"
    return "".join(f"<path d='{path}' fill='#{paint}' {line}/>" for paint, path in paths.items())
