"""The kernels of a kind, as coloured numbers."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.ops.kinds import Kind
from cnnlab.web import number_grid
from cnnlab.web.convolution.kinds_words import CHANNELS, MAPS
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import Grid


def show(kind: Kind, spread: int = 1) -> None:
    """Show the kernels of a kind.

    Parameters
    ----------
    kind : Kind
    spread : int
        Distance between the cells of a dilated kernel.
    """
    with st.expander(t("Kernels"), expanded=True, icon=":material/grid_on:", key="kinds_kernels"):
        if spread > 1:
            st.caption(t("In the picture, neighbouring cells lie {spread} pixels apart.", spread=spread))
        for kernel in kind.kernels:
            _show_one(kind, kernel)


def _show_one(kind: Kind, kernel: np.ndarray) -> None:
    if kind.name == "transposed":
        number_grid.row(
            [Grid(kernel[..., 0, 0], t("The same for each channel apart, nothing across channels"))]
        )
    elif kernel.ndim == 2:
        number_grid.row([Grid(kernel, t("For each channel apart, here the same for all three"))])
    elif kernel.shape[:2] == (1, 1):
        number_grid.row(
            Grid(kernel[..., index].reshape(1, -1), t("{map}: red, green, blue", map=t(title)))
            for index, title in enumerate(MAPS[kind.name])
        )
    else:
        limit = float(np.abs(kernel).max())
        columns = st.columns(2)
        for index, title in enumerate(MAPS[kind.name]):
            with columns[index % 2]:
                st.caption(t(title))
                number_grid.row(_planes(kernel[..., index]), limit, 2.2)


def _planes(kernel: np.ndarray) -> list[Grid]:
    return [
        Grid(kernel[..., channel], t(name), "+" if channel else "") for channel, name in enumerate(CHANNELS)
    ]
