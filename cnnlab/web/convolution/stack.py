"""Mode Stack: up to four convolutions one after another."""

from __future__ import annotations

from functools import partial

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images import colour, drawing, exporting
from cnnlab.ops.stack_geometry import Step, follow
from cnnlab.ops.stack_report import StackReport, report_stack
from cnnlab.ops.stacking import Layer
from cnnlab.web import in_hand
from cnnlab.web.compute import NotReady, ask
from cnnlab.web.convolution import stack_controls, stack_pair
from cnnlab.web.convolution.map_downloads import downloads
from cnnlab.web.convolution.predict_field import field_question
from cnnlab.web.convolution.stack_controls import Stack, name_of
from cnnlab.web.convolution.stack_facts import legend, show_facts
from cnnlab.web.convolution.stack_program import program
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number

COLOURS = tuple(tuple(bytes.fromhex(colour.CLASSES[place].removeprefix("#"))) for place in (1, 4, 2, 3))
"""Of each layer: red, green, blue."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    pixels = in_hand.grey(bench.hand)
    with bench.controls:
        stack = stack_controls.choose()
    steps = follow(pixels.shape, stack.settings, stack.down, stack.right)
    first = _input_figures(pixels, steps, bench.covered)
    with bench.pictures:
        try:
            report: StackReport = ask(report_stack, pixels, stack.layers)
        except NotReady:
            row(first)
            raise
        figures = [*first, *_map_figures(report, stack, steps, bench.covered)]
        # All of one size: four in a line, or two lines of three.
        row(figures, *((160, 300) if len(figures) <= 4 else (240, 290)))
        if bench.covered:
            st.caption(t("Sizes and windows are covered while a question is open."))
        else:
            legend(COLOURS, steps)
            stack_pair.show(report.comparison, stack)
    if not bench.covered:
        with bench.facts:
            show_facts(steps)
    return Shown(
        program(stack, steps, pixels.shape),
        downloads(bench.hand.pixels, len(steps), partial(_maps, pixels, stack.layers), "stack.npz"),
        (field_question(stack.settings),),
    )


def _input_figures(pixels: np.ndarray, steps: tuple[Step, ...], covered: bool) -> list[Figure]:
    title, alt = t("Input, as a grey picture"), t("The picture in hand as a grey picture")
    if covered:
        return [Figure(pixels, title, alt)]
    # The largest first, so that the smaller ones are drawn upon it.
    windows = [step.seen for step in reversed(steps)]
    colours = COLOURS[: len(steps)][::-1]
    field = "{} × {}".format(*steps[-1].field)
    return [
        Figure(
            drawing.marked(pixels, windows[:1], colours[:1]),
            title,
            t("The picture in hand with the receptive field of the chosen value marked on it"),
            "{} × {}".format(*pixels.shape),
        ),
        Figure(
            drawing.magnified(pixels, windows, colours),
            t("What the chosen value sees"),
            t(
                "The same, enlarged around the chosen place: one frame for each layer, the last of {field}"
                " pixels",
                field=field,
            ),
            t("Receptive field {field}; hatched: beyond the border", field=field)
            if _hangs_over(steps[-1], pixels.shape)
            else t("Receptive field {field}", field=field),
        ),
    ]


def _hangs_over(step: Step, size: tuple[int, ...]) -> bool:
    return any(first < 0 or last > n for (first, last), n in zip(step.seen, size, strict=True))


def _map_figures(report: StackReport, stack: Stack, steps: tuple[Step, ...], covered: bool) -> list[Figure]:
    figures = []
    for index, (values, step) in enumerate(zip(report.maps, steps, strict=True)):
        picture = exporting.picture_of(values)
        figures.append(
            Figure(
                picture if covered else drawing.marked(picture, [step.window], [COLOURS[index]]),
                name_of(stack, index),
                t("The feature map after layer {number}", number=index + 1),
                "" if covered else _detail(values, step),
            )
        )
    return figures


def _detail(values: np.ndarray, step: Step) -> str:
    return t(
        "{rows} × {columns}; a value sees {field}; {weights} weights; values from {low} to {high}",
        rows=step.output[0],
        columns=step.output[1],
        field="{} × {}".format(*step.field),
        weights=step.parameters,
        low=number(values.min()),
        high=number(values.max()),
    )


def _maps(pixels: np.ndarray, layers: tuple[Layer, ...]) -> tuple[np.ndarray, ...]:
    return engine.call(report_stack, pixels, layers).maps
