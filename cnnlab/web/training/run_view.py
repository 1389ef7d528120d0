"""A training on the screen: under way, or as it ended."""

from __future__ import annotations

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.web import visitor
from cnnlab.web.components.curves import curves
from cnnlab.web.i18n import t, t_error
from cnnlab.web.training import actions, words
from cnnlab.web.training.course import Course, course_of
from cnnlab.web.training.desk import Desk
from cnnlab.web.training.ended import show_ended

PERIOD = 0.5
"""Seconds between two looks at a training."""
HIGH, LOWER = 236, 168
"""Pixels of a chart: alone, and under pictures that are to be seen with it."""


def show(desk: Desk, run: Run) -> None:
    """Show a run; while it is alive, look at it again and again."""
    if run.alive:
        _alive(desk, run.id)
    else:
        # A fragment is a container. Without one here the charts would change their place in the page when the
        # training ends, and stand there twice for a moment.
        with st.container():
            _section(desk, run)


@st.fragment(run_every=PERIOD)
def _alive(desk: Desk, run_id: str) -> None:
    try:
        run = engine.run(run_id, visitor.token())
    except LabError:
        st.rerun()
    if not run.alive:
        st.rerun()
    _section(desk, run)


def _section(desk: Desk, run: Run) -> None:
    course = course_of(run.id, desk.measures, desk.most_looks)
    with st.container(key=desk.key("head"), gap="small"):
        if run.alive:
            _under_way(desk, run, course)
        else:
            show_ended(desk, run)
    if desk.pictures_first:
        desk.looks(run, course)
        _curves(desk, run, course, LOWER)
    else:
        _curves(desk, run, course, HIGH)
        desk.looks(run, course)


def _under_way(desk: Desk, run: Run, course: Course) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if run.mine:
            st.button(
                t("Stop"),
                icon=":material/stop:",
                on_click=actions.stop,
                args=(desk, run.id),
                key=desk.key("stop"),
            )
        share = course.step / course.last if course.last else 0.0
        st.progress(min(1.0, share), words.progress(run, course))
    if not run.mine:
        st.caption(
            t(
                "You watch a training of somebody else: its curves grow here as they do there. Only they can stop it."
            )
        )
    refused = actions.refusal(desk)
    if refused is not None:
        st.warning(t_error(refused), icon=":material/block:")


def _curves(desk: Desk, run: Run, course: Course, height: int) -> None:
    if desk.curves is not None:
        desk.curves(run, course, height)
        return
    begun = bool(course.last)
    curves(
        desk.key("curves"),
        run.id,
        course.last if begun else run.recipe.epochs,
        course.every if begun else 1,
        desk.charts(run.recipe),
        desk.series(course.steps()),
        desk.series(course.epochs()),
        height,
    )
