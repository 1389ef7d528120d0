"""Gram matrices as coloured cells, each with its number under the pointer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from cnnlab.images import colour
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number


@dataclass(frozen=True, eq=False)
class Matrix:
    """A matrix (n, n) of values from zero on, and its caption."""

    values: np.ndarray
    title: str


def row(matrices: Iterable[Matrix], top: float, chosen: tuple[int, int]) -> None:
    """Show matrices side by side on one scale.

    Parameters
    ----------
    matrices : iterable of Matrix
    top : float
        The value of the lightest colour; colours go by the root.
    chosen : (int, int)
        Row and column of the cell with a frame.
    """
    st.html(f"<div class='grams'>{''.join(_figure(each, top, chosen) for each in matrices)}</div>")


def _figure(matrix: Matrix, top: float, chosen: tuple[int, int]) -> str:
    paints = colour.sequential(np.sqrt(np.maximum(matrix.values, 0)), 0.0, float(np.sqrt(top)))
    cells = "".join(
        _cell(place, float(value), paint, place == chosen)
        for place, value, paint in zip(
            np.ndindex(matrix.values.shape),
            matrix.values.ravel(),
            paints.reshape(-1, 3).tolist(),
            strict=True,
        )
    )
    return (
        f"<figure><div class='gram' style='--side:{len(matrix.values)}' role='img' aria-label='{escape(matrix.title)}'>"
        f"{cells}</div><figcaption>{escape(matrix.title)}</figcaption></figure>"
    )


def _cell(place: tuple[int, ...], value: float, paint: list[int], chosen: bool) -> str:
    said = t(
        "maps {first} and {second}: {value}", first=place[0] + 1, second=place[1] + 1, value=number(value, 3)
    )
    mark = " class='chosen'" if chosen else ""
    return f"<i{mark} style='background:rgb({paint[0]},{paint[1]},{paint[2]})' title='{escape(said)}'></i>"
