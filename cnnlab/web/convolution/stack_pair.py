"""Two convolutions in a row beside the single one that they are."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.images import colour, drawing
from cnnlab.ops.stack_report import Comparison, obstacle
from cnnlab.web import number_grid
from cnnlab.web.convolution import properties as p
from cnnlab.web.convolution.stack_controls import Stack
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import Grid, number

OBSTACLES = {
    "layers": N_(
        "With two layers or more, the first two are compared here with the single convolution they amount to."
    ),
    "steps": N_(
        "The first two layers are compared with a single convolution where both have stride 1 and dilation 1."
    ),
    "padding": N_(
        "The first two layers are compared with a single convolution for the paddings valid, same, full and"
        " circular."
    ),
}
CORNER = 12
"""Rows and columns of the corner in which a difference at the border is shown enlarged."""


def show(comparison: Comparison | None, stack: Stack) -> None:
    """Show the combined kernel, both results and their difference; or why there is none."""
    st.subheader(t("Are two convolutions one?"), anchor=False)
    if comparison is None:
        st.caption(t(OBSTACLES[obstacle(stack.layers)]))
        return
    st.markdown(_sentence(comparison, stack))
    number_grid.row(
        [
            Grid(stack.layers[0].kernel, t("Kernel of layer 1")),
            Grid(stack.layers[1].kernel, t("Kernel of layer 2"), "∗"),
            Grid(comparison.collapse.kernel, t("The single kernel"), "="),
        ]
    )
    row(_figures(comparison, stack), 160, 300)
    facts(_facts(comparison, stack))


def _sentence(comparison: Comparison, stack: Stack) -> str:
    rows, columns = comparison.collapse.kernel.shape
    activation = stack.layers[0].activation
    if activation == "linear":
        one = t(
            "**Yes.** Nothing stands between layers 1 and 2, so a single convolution with {rows} × {columns}"
            " weights does the same.",
            rows=rows,
            columns=columns,
        )
        if comparison.largest <= comparison.tolerance:
            return one + " " + t("What differs is rounding.")
        return (
            one
            + " "
            + t(
                "**Only the border differs:** there layer 2 reads zeros, where the single convolution reads"
                " what layer 1 would have had outside its map."
            )
        )
    name = t(p.ACTIVATION.options[activation])
    if comparison.largest_inside > comparison.tolerance:
        return t(
            "**No longer.** With {activation} between layers 1 and 2, the single kernel gives another"
            " result, and no other single kernel gives this one for every picture.",
            activation=name,
        )
    return t(
        "**On this picture, yes:** its first map has no value that {activation} would change. Choose a"
        " kernel for layer 1 that gives negative values, and the two results part.",
        activation=name,
    )


def _figures(comparison: Comparison, stack: Stack) -> list[Figure]:
    one = comparison.collapse.one_step
    limit = float(max(np.abs(one).max(), np.abs(comparison.two_steps).max()))
    between = stack.layers[0].activation
    two_title = (
        t("Layer 1, then layer 2")
        if between == "linear"
        else t("Layer 1, {activation}, layer 2", activation=t(p.ACTIVATION.options[between]))
    )
    figures = [
        Figure(colour.diverging(comparison.two_steps, limit), two_title, t("The result of two convolutions")),
        Figure(
            colour.diverging(one, limit),
            t("The single kernel at once"),
            t("The result of the single convolution"),
        ),
        Figure(
            colour.diverging(comparison.difference, limit),
            t("Difference, in the same colours"),
            t("Two steps less one step"),
            t("at most {largest}", largest=number(comparison.largest, 2)),
        ),
    ]
    if _only_border(comparison, stack):
        figures.append(_corner(comparison, limit))
    return figures


def _only_border(comparison: Comparison, stack: Stack) -> bool:
    return stack.layers[0].activation == "linear" and comparison.largest > comparison.tolerance


def _corner(comparison: Comparison, limit: float) -> Figure:
    (top, _), (left, _) = comparison.collapse.border
    part = comparison.difference[:CORNER, :CORNER]
    inside = ((top, len(comparison.difference)), (left, comparison.difference.shape[1]))
    return Figure(
        drawing.marked(colour.diverging(part, limit), [inside], [(0, 158, 115)]),
        t("Difference, upper left corner"),
        t("The border of the difference, enlarged: the frame marks where both ways are equal"),
        t("inside the green line: at most {largest}", largest=number(comparison.largest_inside, 2)),
    )


def _facts(comparison: Comparison, stack: Stack) -> list[tuple[str, ...]]:
    rounding = t("rounding: up to {tolerance}", tolerance=number(comparison.tolerance, 1))
    kernel = comparison.collapse.kernel
    entries: list[tuple[str, ...]] = [
        (t("Largest difference"), number(comparison.largest, 2), rounding),
    ]
    if _only_border(comparison, stack):
        entries.append((t("Away from the border"), number(comparison.largest_inside, 2)))
    return [*entries, (t("Weights of the single kernel"), f"{kernel.size}", "{} × {}".format(*kernel.shape))]
