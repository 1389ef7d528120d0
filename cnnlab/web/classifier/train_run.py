"""A training on the screen: under way, or as it ended."""

from __future__ import annotations

import streamlit as st

from cnnlab import engine, pretrained
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.web import visitor
from cnnlab.web.classifier import train_actions, train_words
from cnnlab.web.classifier.run_course import Course, course_of
from cnnlab.web.classifier.train_ended import show_ended
from cnnlab.web.components.curves import curves
from cnnlab.web.components.looks import looks
from cnnlab.web.i18n import t, t_error

PERIOD = 0.5
"""Seconds between two looks at a training."""


def show(run: Run) -> None:
    """Show a run; while it is alive, look at it again and again."""
    if run.alive:
        _alive(run.id)
    else:
        # A fragment is a container. Without one here the charts would change their place in the page when the
        # training ends, and stand there twice for a moment.
        with st.container():
            _section(run)


@st.fragment(run_every=PERIOD)
def _alive(run_id: str) -> None:
    try:
        run = engine.run(run_id, visitor.token())
    except LabError:
        st.rerun()
    if not run.alive:
        st.rerun()
    _section(run)


def _section(run: Run) -> None:
    course = course_of(run.id)
    with st.container(key="cls_head", gap="small"):
        if run.alive:
            _under_way(run, course)
        else:
            show_ended(run)
    _curves(run, course)
    _looks(run, course)


def _under_way(run: Run, course: Course) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
        if run.mine:
            st.button(
                t("Stop"),
                icon=":material/stop:",
                on_click=train_actions.stop,
                args=(run.id,),
                key="cls_stop",
            )
        share = course.step / course.last if course.last else 0.0
        st.progress(min(1.0, share), train_words.progress(run, course))
    if not run.mine:
        st.caption(
            t(
                "You watch a training of somebody else: its curves grow here as they do there. Only they can stop it."
            )
        )
    refused = train_actions.refusal()
    if refused is not None:
        st.warning(t_error(refused), icon=":material/block:")


def _curves(run: Run, course: Course) -> None:
    begun = bool(course.last)
    curves(
        "cls_curves",
        run.id,
        course.last if begun else run.recipe.epochs,
        course.every if begun else 1,
        course.steps(),
        course.epochs(),
    )


def _looks(run: Run, course: Course) -> None:
    strip = course.examples(run.id)
    if strip is None:
        return
    names = [t(name) for name in pretrained.about_of(run.id).classes]
    looks("cls_looks", run.id, strip, course.labels, names, course.looks(run.id))
