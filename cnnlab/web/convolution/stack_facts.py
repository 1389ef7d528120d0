"""The facts line of the mode Stack, and the colours of its layers."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from cnnlab.ops.cost import parameters
from cnnlab.ops.stack_geometry import Step
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t


def legend(colours: Sequence[tuple[int, int, int]], steps: Sequence[Step]) -> None:
    """Say which layer each colour stands for, and how far that layer sees."""
    inside = "".join(
        _entry(colour, number, step)
        for number, (colour, step) in enumerate(zip(colours, steps, strict=False), 1)
    )
    st.html(f"<div style='display:flex;flex-wrap:wrap;gap:0.2rem 1.2rem;font-size:0.875rem'>{inside}</div>")


def _entry(colour: tuple[int, int, int], number: int, step: Step) -> str:
    rows, columns = step.field
    words = t("layer {number} sees {rows} × {columns} pixels", number=number, rows=rows, columns=columns)
    return (
        "<span style='white-space:nowrap'><span style='display:inline-block;width:0.8rem;height:0.8rem;"
        f"margin-right:0.4rem;border-radius:0.15rem;vertical-align:-0.05rem;background:rgb{colour}'></span>"
        f"{escape(words)}</span>"
    )


def show_facts(steps: Sequence[Step]) -> None:
    """Show size, receptive field and cost of the whole stack."""
    last = steps[-1]
    facts(
        [
            (t("Output"), "{} × {}".format(*last.output)),
            (t("Receptive field"), "{} × {}".format(*last.field), t("of one value of the last map")),
            (
                t("Distance of neighbouring fields"),
                f"{last.jump[0]}",
                t("in pixels: all strides multiplied"),
            ),
            (
                t("Parameters"),
                f"{sum(step.parameters for step in steps):,}",
                t(
                    "without biases; one kernel that sees as far has {parameters}",
                    parameters=f"{parameters(last.field, bias=False):,}",
                ),
            ),
            (t("Multiply-adds"), f"{sum(step.multiply_adds for step in steps):,}"),
        ]
    )
