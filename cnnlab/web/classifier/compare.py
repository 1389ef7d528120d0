"""Mode Compare: several trainings side by side, and experiments made of them."""

from __future__ import annotations

import streamlit as st

from cnnlab import datasets
from cnnlab.web.classifier import (
    compare_cards,
    compare_downloads,
    compare_experiment,
    compare_feed,
    compare_program,
    compare_runs,
    compare_smaller,
    compare_view,
)
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier.compare_courses import Course
from cnnlab.web.classifier.experiment_questions import closing_question
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import t


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    with bench.controls:
        p.WHAT.segmented()
    return _experiment(bench) if p.WHAT.value == "experiment" else _runs(bench)


def _experiment(bench: Bench) -> Shown:
    with bench.controls:
        p.EXPERIMENT.pills()
        compare_view.controls()
        with st.expander(t("More"), key="more"):
            if p.EXPERIMENT_DATA.value != "small" or datasets.is_here("mnist"):
                p.EXPERIMENT_DATA.segmented()
            p.EXPERIMENT_SEED.box()
    experiment = compare_experiment.chosen()
    standing = compare_feed.standing(experiment)
    st.session_state[p.ARMS.key] = ",".join(run.id for run in standing.runs.values())
    courses = compare_experiment.courses_of(experiment, standing)
    with bench.pictures:
        compare_experiment.head(experiment, standing)
        if standing.alive:
            compare_experiment.live(experiment, standing, bench.covered)
        elif not bench.covered:
            if courses[0].status == "before":
                st.markdown(t(compare_experiment.BEFOREHAND))
            compare_view.curves(courses)
        if bench.covered:
            st.caption(t("What was measured is covered while a question is open."))
    question = closing_question(experiment, courses)
    with bench.facts:
        if not bench.covered:
            if experiment.name == compare_smaller.NAME:
                compare_smaller.show(courses)
            compare_view.figures(courses)
        compare_cards.show(experiment.name)
    return Shown(
        compare_program.program(courses),
        compare_downloads.downloads(courses, experiment.name),
        () if question is None else (question,),
    )


def _runs(bench: Bench) -> Shown:
    runs = compare_runs.chosen()
    with bench.controls:
        compare_runs.choose(runs)
        compare_view.controls()
    if not runs:
        with bench.pictures:
            compare_runs.none_yet()
        return Shown("")
    courses: tuple[Course, ...] = compare_runs.courses_of(runs)
    with bench.pictures:
        if any(run.alive for run in runs):
            ids = tuple(run.id for run in runs)
            compare_runs.live(ids, compare_runs.signature(runs), bench.covered)
        else:
            compare_view.curves(courses)
        if compare_runs.on_other_tests(runs):
            st.warning(
                t(
                    "These runs are not tested on the same pictures: their test accuracies cannot be compared."
                ),
                icon=":material/balance:",
            )
    with bench.facts:
        compare_view.figures(courses)
    return Shown(compare_program.program(courses), compare_downloads.downloads(courses, "runs"))
