"""What the networks of "Made smaller" cost as Keras and as LiteRT, with 32 bits and with 8."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from cnnlab import engine
from cnnlab.engine import LongCall
from cnnlab.errors import LabError
from cnnlab.training.smaller import Cost, smaller
from cnnlab.web.classifier import long_work
from cnnlab.web.classifier.compare_courses import Course, costs_beforehand
from cnnlab.web.i18n import N_, sentences, t, t_error

NAME = "smaller"
"""Of the experiment."""
KEY, REFUSED = "_cls_smaller", "_cls_smaller_refused"
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
    ids = tuple(course.run for course in courses)
    if not all(course.status == "done" for course in courses):
        st.caption(t("This is measured when all of these trainings are done."))
        return
    held = st.session_state.get(KEY)
    call = held[1] if held is not None and held[0] == ids else None
    if call is None:
        st.button(
            t("Measure bytes and milliseconds"), on_click=_begin, args=(ids,), key="cls_smaller_measure"
        )
        refused = st.session_state.pop(REFUSED, None)
        if refused is not None:
            st.error(t_error(refused), icon=":material/error:")
    elif not call.done():
        _under_way(call)
    else:
        _ended(call, courses)


def _begin(ids: tuple[str, ...]) -> None:
    try:
        st.session_state[KEY] = (ids, engine.call_long(smaller, ids))
    except LabError as error:
        st.session_state[REFUSED] = error


@st.fragment(run_every=0.5)
def _under_way(call: LongCall) -> None:
    if call.done():
        st.rerun()
    progress = call.progress
    st.progress(progress.fraction if progress else 0.0, t("Measuring on one core …"))


def _ended(call: LongCall, courses: Sequence[Course]) -> None:
    costs: tuple[Cost, ...] | LabError = long_work.outcome(call)
    if isinstance(costs, LabError):
        st.error(t_error(costs), icon=":material/error:")
        return
    _table([(cost.form, cost.right / cost.tested, cost.size, cost.milliseconds) for cost in costs], courses)


def _table(costs: Sequence[Sequence[Any]], courses: Sequence[Course]) -> None:
    """Show three lines for each network, in the order of the courses."""
    column = st.column_config
    st.dataframe(
        {
            "name": [course.name for course in courses for _ in FORMS][: len(costs)],
            "form": [t(FORMS[form]) for form, *_ in costs],
            "right": [100 * right for _, right, *_ in costs],
            "size": [size / 1000 for _, _, size, _ in costs],
            "milliseconds": [milliseconds for *_, milliseconds in costs],
        },
        key="cls_smaller_table",
        hide_index=True,
        column_config={
            "name": column.TextColumn(t("Training")),
            "form": column.TextColumn(t("Form")),
            "right": column.NumberColumn(t("Test accuracy"), format="%.1f %%"),
            "size": column.NumberColumn(t("Kilobytes"), format="%.1f"),
            "milliseconds": column.NumberColumn(t("Milliseconds a picture"), format="%.3f"),
        },
    )
    st.caption(
        sentences(
            t("One picture at a time, on one core: median of 60."),
            t("8 bits are a quarter of 32, but a small file also holds a description that does not shrink."),
        )
    )
