"""What the networks of "Made smaller" cost as Keras and as LiteRT, with 32 bits and with 8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.training.smaller import FormCost, smaller
from cnnlab.web import long_work
from cnnlab.web.classifier.compare_courses import Course, costs_beforehand, size_of
from cnnlab.web.i18n import N_, sentences, t

NAME = "smaller"
"""Of the experiment."""
KEY = "_cls_smaller"
FORMS = {
    "keras": N_("Keras, 32 bits"),
    "lite": N_("LiteRT, 32 bits"),
    "lite_int8": N_("LiteRT, 8 bits"),
}


def show(courses: Sequence[Course]) -> None:
    """Show the costs of these networks: measured when asked for, or beforehand while there are no runs."""
    st.markdown(t("**As files that compute**"))
    if any(course.status == "before" for course in courses):
        _table(costs_beforehand(NAME), courses)
        return
    if not all(course.status == "done" for course in courses):
        st.caption(t("This is measured when all of these trainings are done."))
        return
    ids = tuple(course.run for course in courses)
    if long_work.current(KEY) is not None:
        long_work.watch(KEY, lambda payload: t("Measuring on one core …"))
        return
    last = long_work.ended(KEY)
    if last is not None and last[0] == ids and not isinstance(last[1], LabError):
        costs: tuple[FormCost, ...] = last[1]
        _table(
            [(cost.form, cost.right / cost.tested, cost.size, cost.milliseconds) for cost in costs], courses
        )
        return
    long_work.say_failure(KEY)
    st.button(
        t("Measure bytes and milliseconds"),
        on_click=long_work.begin,
        args=(KEY, ids, smaller, ids),
        key="cls_smaller_measure",
    )


def _table(costs: Sequence[Sequence[Any]], courses: Sequence[Course]) -> None:
    """Show three lines for each network, in the order of the courses."""
    column = st.column_config
    sizes = [size_of(course) for course in courses for _ in FORMS][: len(costs)]
    st.dataframe(
        {
            "name": [course.name for course in courses for _ in FORMS][: len(costs)],
            "form": [t(FORMS[form]) for form, *_ in costs],
            "right": [100 * right for _, right, *_ in costs],
            "milliseconds": [milliseconds for *_, milliseconds in costs],
            "size": [size / 1000 for _, _, size, _ in costs],
            "parameters": [parameters for parameters, _ in sizes],
            "multiply_adds": [multiply_adds for _, multiply_adds in sizes],
        },
        key="cls_smaller_table",
        hide_index=True,
        column_config={
            "name": column.TextColumn(t("Training")),
            "form": column.TextColumn(t("Form")),
            "right": column.NumberColumn(t("Test accuracy"), format="%.1f %%"),
            "parameters": column.NumberColumn(t("Parameters"), format="localized"),
            "multiply_adds": column.NumberColumn(t("Multiply-adds"), format="compact"),
            "size": column.NumberColumn(t("Kilobytes"), format="%.1f"),
            "milliseconds": column.NumberColumn(t("Milliseconds"), format="%.3f"),
        },
    )
    st.caption(
        sentences(
            t("One picture at a time, on one core: median of 60."),
            t("8 bits are a quarter of 32, but a small file also holds a description that does not shrink."),
        )
    )
