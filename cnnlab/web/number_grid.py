"""Small grids of numbers as coloured cells: kernels, and counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from math import floor, log10

import numpy as np
import streamlit as st

from cnnlab.images import colour

MINUS = "−"


@dataclass(frozen=True, eq=False)
class Grid:
    """Numbers with their words.

    Attributes
    ----------
    values : ndarray, shape (h, w)
        Signed values are shown on the diverging scale, zero neutral; counts (whole numbers) on the
        sequential one.
    title : str
        The caption.
    sign : str
        What stands before it in a row: "=", or a sign of operation.
    white : float
        Where it is not 0: the cells are as bright as the pixels whose values they are, and this is white.
    """

    values: np.ndarray
    title: str
    sign: str = ""
    white: float = 0


def row(grids: Iterable[Grid], limit: float | None = None, cell: float = 0) -> None:
    """Show grids side by side.

    Parameters
    ----------
    grids : iterable of Grid
    limit : float, optional
        The absolute value of the strongest colour; in each grid its own largest by default.
    cell : float
        Width of a cell in rem; by default wide for small grids and narrower for large ones.
    """
    inside = "".join(_grid(grid, limit, cell) for grid in grids)
    st.html(f"<div style='display:flex;flex-wrap:wrap;align-items:center;gap:0.6rem'>{inside}</div>")


def _grid(grid: Grid, limit: float | None, cell: float) -> str:
    cell = cell or (3.0 if grid.values.shape[1] <= 5 else 2.6)
    decimals = _decimals(grid.values)
    lines = "".join(
        "<tr>"
        + "".join(_cell(_text(value, decimals), paint, cell) for value, paint in zip(*line, strict=True))
        + "</tr>"
        for line in zip(grid.values, _colours(grid, limit), strict=True)
    )
    sign = f"<span style='font-size:1.5rem;opacity:0.7'>{escape(grid.sign)}</span>" if grid.sign else ""
    return (
        f"<div style='display:flex;align-items:center;gap:0.6rem;max-width:100%'>{sign}"
        "<figure style='margin:0;min-width:0;overflow-x:auto'>"
        f"<table style='border-collapse:separate;border-spacing:1px;margin:0;border:0'>{lines}</table>"
        "<figcaption style='font-size:0.8rem;opacity:0.85;margin-top:0.2rem'>"
        f"{escape(grid.title)}</figcaption></figure></div>"
    )


def _cell(text: str, paint: np.ndarray, size: float) -> str:
    red, green, blue = (int(part) for part in paint)
    ink = colour.ink_on(paint)
    return (
        f"<td style='width:{size}rem;min-width:{size}rem;height:{size * 0.8:.2f}rem;padding:0;border:0;"
        f"text-align:center;font-size:{max(0.6, size * 0.25):.2f}rem;font-variant-numeric:tabular-nums;"
        f"border-radius:0.15rem;background:rgb({red},{green},{blue});color:{ink}'>{text}</td>"
    )


def _decimals(values: np.ndarray) -> int:
    """So many that the largest number has three digits, and no more than a cell has room for."""
    largest = float(np.abs(values).max())
    most = 4 if values.shape[1] <= 7 else 3
    return min(max(2 - floor(log10(largest)), 0), most) if largest else 0


def _text(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    if decimals:
        text = text.rstrip("0").rstrip(".")
    if float(text) == 0:
        return "≈0" if value else "0"
    return text.replace("-", MINUS)


def _colours(grid: Grid, limit: float | None) -> np.ndarray:
    values = grid.values
    if grid.white:
        return np.repeat(colour.grey(values / grid.white)[..., None], 3, axis=2)
    if np.issubdtype(values.dtype, np.integer):
        return colour.sequential(values, 0, values.max())
    return colour.diverging(values, limit)


def number(value: float, digits: int = 3) -> str:
    """Write a number short: `digits` significant digits and a proper minus sign."""
    text = f"{value:.{digits}g}"
    if "e" in text or 0 < abs(value) < 1e-3:
        mantissa, exponent = f"{value:.{digits - 1}e}".split("e")
        text = f"{float(mantissa):g}e{int(exponent)}"
    return text.replace("-", MINUS)
