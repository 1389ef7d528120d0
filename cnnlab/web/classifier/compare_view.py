"""What Compare shows of several trainings, whichever they are."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.web.classifier import (
    compare_bars,
    compare_chart,
    compare_recipes,
    compare_table,
    recipe_state,
)
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier import properties as shared
from cnnlab.web.classifier.compare_courses import Course
from cnnlab.web.i18n import t


def controls() -> None:
    """Show what the curves are drawn by."""
    p.MEASURE.segmented()
    p.AXIS.select()
    p.TRAINING_CURVES.toggle()


def curves(courses: Sequence[Course]) -> None:
    """Show what came of each training, and the curves."""
    compare_bars.show(courses)
    if any(course.epochs for course in courses):
        compare_chart.show(courses)


def figures(courses: Sequence[Course]) -> None:
    """Show the figures and the recipes."""
    compare_table.show(courses)
    if len(courses) > 1:
        st.markdown(t("**Recipes**"))
        compare_recipes.show(courses)
    _take_over(courses)


def _take_over(courses: Sequence[Course]) -> None:
    by_name = {course.name: course for course in courses}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="cls_take_over"):
        name = st.selectbox(t("One of them"), list(by_name), key="cls_compare_one", width=260)
        course = by_name.get(name, courses[0])
        st.button(
            t("Change this recipe in Train"),
            icon=":material/tune:",
            on_click=_to_train,
            args=(course,),
            key="cls_compare_change",
        )
        if course.run and not course.alive:
            st.button(
                t("Examine it"),
                icon=":material/search:",
                on_click=_to_examine,
                args=(course,),
                key="cls_compare_examine",
            )


def _to_train(course: Course) -> None:
    recipe_state.apply_recipe(course.recipe)
    st.session_state[shared.RUN.key] = ""
    st.session_state[shared.MODE.key] = "train"


def _to_examine(course: Course) -> None:
    st.session_state[shared.RUN.key] = course.run
    st.session_state[shared.MODEL.key] = "run"
    st.session_state[shared.MODE.key] = "examine"
