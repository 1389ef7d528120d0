"""The figures of several trainings in a table that sorts."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

import streamlit as st

from cnnlab.metrics.classification import wilson
from cnnlab.web.classifier.compare_bars import STATES
from cnnlab.web.classifier.compare_courses import COLOURS, Course, size_of
from cnnlab.web.i18n import sentences, t

ROW = 36
"""Height of a line in CSS pixels."""


def show(courses: Sequence[Course]) -> None:
    """Show the table; a click on a column's name sorts by it."""
    column = st.column_config
    st.dataframe(
        rows(courses),
        key="cls_compare_table",
        hide_index=True,
        height=ROW * (len(courses) + 1) + 2,
        row_height=ROW,
        column_config={
            "colour": column.ImageColumn("", width=40),
            "name": column.TextColumn(t("Training")),
            "test": column.NumberColumn(t("Test accuracy"), format="%.1f %%"),
            "straight": column.NumberColumn(t("Test, not moved"), format="%.1f %%"),
            "interval": column.TextColumn(t("95 % interval")),
            "parameters": column.NumberColumn(t("Parameters"), format="localized"),
            "products": column.NumberColumn(t("Multiply-adds"), format="compact"),
            "speed": column.NumberColumn(t("Pictures a second"), format="localized"),
            "steps": column.NumberColumn(t("Steps"), format="localized"),
            "seconds": column.NumberColumn(t("Seconds"), format="%.1f"),
            "device": column.TextColumn(t("Device")),
        },
    )
    st.caption(
        sentences(
            t("Multiply-adds: of one picture, forwards."),
            t(
                "Pictures a second: median of the epochs after the first, during which the program is compiled."
            ),
            t("A click on a column's name sorts by it."),
        )
    )


def rows(courses: Sequence[Course]) -> dict[str, list[Any]]:
    """Return the columns of the table; what is not known yet is None."""
    sizes = [size_of(course) for course in courses]
    columns = {
        "colour": [_dot(paint) for paint, _ in zip(COLOURS, courses, strict=False)],
        "name": [course.name for course in courses],
        "test": [None if course.test_accuracy is None else 100 * course.test_accuracy for course in courses],
        "straight": [None if course.straight is None else 100 * course.straight for course in courses],
        "interval": [_interval(course) for course in courses],
        "parameters": [parameters for parameters, _ in sizes],
        "products": [products for _, products in sizes],
        "speed": [None if course.speed is None else round(course.speed) for course in courses],
        "steps": [course.epochs[-1].step if course.epochs else None for course in courses],
        "seconds": [course.seconds or None for course in courses],
        "device": [course.device for course in courses],
    }
    if all(course.straight is None for course in courses):
        del columns["straight"]
    return columns


def _interval(course: Course) -> str:
    if course.test_accuracy is None:
        return t(STATES.get(course.status, STATES["none"]))
    low, high = wilson(round(course.test_accuracy * course.test_count), course.test_count)
    return f"{100 * low:.1f} … {100 * high:.1f} %"


def _dot(paint: str) -> str:
    return svg_url("viewBox='0 0 16 16'", f"<circle cx='8' cy='8' r='6' fill='{paint}'/>")


def svg_url(size: str, inside: str) -> str:
    """Return a drawing as an address: the page takes drawings as pictures only.

    Parameters
    ----------
    size : str
        Attributes of the SVG element.
    inside : str
        What it holds.
    """
    drawing = f"<svg xmlns='http://www.w3.org/2000/svg' {size}>{inside}</svg>"
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
