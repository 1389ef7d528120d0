"""Trainings side by side: losses, ways of enlarging, failures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab.recipes.experiments import Experiment
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import (
    experiments_chart,
    experiments_downloads,
    experiments_program,
    experiments_questions,
    experiments_state,
    experiments_table,
    experiments_view,
)
from cnnlab.web.gan import experiments_properties as p
from cnnlab.web.gan import experiments_words as words
from cnnlab.web.gan.experiments_course import Course
from cnnlab.web.i18n import sentences, t


def show(bench: Bench) -> Shown:
    """Fill the bench with the experiment that is chosen."""
    experiment = experiments_state.chosen(p.WHAT.value)
    with bench.controls:
        p.SEED.box()
    standing = experiments_state.standing_of(experiment)
    courses = experiments_state.courses_of(experiment, standing)
    with bench.pictures:
        _head(experiment)
        experiments_state.button_row(experiment, standing)
        if bench.covered:
            st.caption(t("What was measured is covered while a question is open."))
        elif standing.alive:
            experiments_state.live(experiment, standing, draw)
        else:
            if courses[0].status == "before":
                st.markdown(t(experiments_state.BEFOREHAND))
            draw(experiment, courses)
    with bench.facts:
        if not bench.covered:
            experiments_table.show(experiment.name, courses)
    return Shown(
        experiments_program.program(courses),
        experiments_downloads.downloads(experiment.name, courses),
        experiments_questions.questions(experiment, courses),
    )


def _head(experiment: Experiment) -> None:
    look = sentences(t("**Look for:**"), t(words.LOOK[experiment.name]))
    st.markdown(f"{t(words.CHANGES[experiment.name])}\n\n{look}")


def draw(experiment: Experiment, courses: Sequence[Course]) -> None:
    """Show the pictures of each training, and the curves."""
    experiments_view.show(experiment.name, courses)
    if any(course.points for course in courses):
        experiments_chart.show(experiment.name, courses)
