"""Two dense layers beside the single one that they are, in numbers."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.ops.dense_collapse import DenseCollapse
from cnnlab.ops.depth import DepthSpec
from cnnlab.web import number_grid
from cnnlab.web.activations.depth_words import activation_name
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import Grid

CELL = 2.6
"""Width of a cell in rem."""
STRONGEST = 2.0
"""The weight and the input that get the strongest colour."""


def show(found: DenseCollapse, spec: DepthSpec) -> None:
    """Show the single layer, both ways without an activation, and that an activation ends it."""
    st.subheader(t("Are two dense layers one?"), anchor=False)
    st.markdown(
        t(
            "**Without an activation between them, yes:** W₂(W₁x + b₁) + b₂ = (W₂W₁)x + (W₂b₁ + b₂). However many"
            " layers there are, they do no more than one."
        )
    )
    number_grid.row(
        [
            Grid(found.second, t("W₂, layer 2")),
            Grid(found.first, t("W₁, layer 1"), "·"),
            Grid(found.single, t("W, the single layer"), "="),
        ],
        STRONGEST,
        CELL,
    )
    number_grid.row(
        [
            Grid(found.second, "W₂"),
            Grid(_column(found.first_bias), "b₁", "·"),
            Grid(_column(found.second_bias), "b₂", "+"),
            Grid(_column(found.single_bias), t("b, its bias"), "="),
        ],
        STRONGEST,
        CELL,
    )
    st.markdown(t("An input on both ways:"))
    number_grid.row(
        [
            Grid(_column(found.x), t("input x")),
            Grid(_column(found.two_steps), t("layer 1, then layer 2"), "→"),
            Grid(_column(found.one_step), t("the single layer"), "="),
        ],
        _largest(found),
        CELL,
    )
    name = activation_name(spec.activation)
    if spec.activation == "linear":
        st.caption(t("Choose an activation, and the same two layers do what no single one can."))
        return
    if not found.proved:
        st.markdown(_not_proved(name, spec))
        return
    _prove(found, name)


def _prove(found: DenseCollapse, name: str) -> None:
    """Show both ways with the activation, and numbers that no single layer can give."""
    difference = found.bent - found.one_step
    st.markdown(t("**With {activation} between them, no longer:**", activation=name))
    number_grid.row(
        [
            Grid(_column(found.bent), t("layer 1, {activation}, layer 2", activation=name)),
            Grid(_column(found.one_step), t("the single layer"), number_grid.MINUS),
            Grid(_column(difference), t("difference"), "="),
        ],
        _largest(found),
        CELL,
    )
    st.markdown(
        t(
            "Would another single layer do? In every single layer Wx and W(−x) cancel, so f(x) + f(−x) = f(0) + f(0),"
            " whatever W and b are. Here both sides differ: **no single matrix can do this for every x.**"
        )
    )
    number_grid.row(
        [
            Grid(_column(found.bent), "f(x)"),
            Grid(_column(found.bent_opposite), "f(−x)", "+"),
            Grid(_column(found.pair), t("their sum"), "="),
            Grid(_column(found.twice_zero), "f(0) + f(0)", "≠"),
        ],
        _largest(found),
        CELL,
    )


def _not_proved(name: str, spec: DepthSpec) -> str:
    if spec.activation == "leaky_relu" and spec.slope == 1:
        return t("With slope 1 below zero, leaky ReLU bends nothing: the two layers are still one.")
    return t(
        "For this x, {activation} leaves f(x) + f(−x) = f(0) + f(0), as in a single layer. Another seed shows where"
        " it does not.",
        activation=name,
    )


def _largest(found: DenseCollapse) -> float:
    """Return the result that gets the strongest colour, so that equal numbers have equal colours."""
    results = (found.one_step, found.bent, found.bent_opposite, found.pair, found.twice_zero)
    return max(float(np.abs(each).max()) for each in results)


def _column(values: np.ndarray) -> np.ndarray:
    return values[:, None]
