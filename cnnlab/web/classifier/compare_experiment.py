"""An experiment: what it asks, what was measured beforehand, and the visitor's own trainings of it."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.recipes.experiments import EXPERIMENTS, Arm, Experiment, with_data
from cnnlab.web.classifier import compare_feed, compare_view, experiment_words
from cnnlab.web.classifier import compare_properties as p
from cnnlab.web.classifier.compare_courses import (
    Course,
    measured_beforehand,
    of_run,
    seconds_beforehand,
)
from cnnlab.web.classifier.compare_feed import Standing
from cnnlab.web.classifier.experiment_answers import QUESTIONS
from cnnlab.web.i18n import N_, sentences, t, t_error

PERIOD = 1.0
"""Seconds between two looks at trainings that go on."""
REFUSED = "_cls_experiment_refused"

BEFOREHAND = N_(
    "**Measured beforehand** on one processor core. Run it yourself to see it happen; under More it starts from"
    " other weights."
)


def chosen() -> Experiment:
    """Return the experiment that the controls say."""
    return with_data(EXPERIMENTS[p.EXPERIMENT.value], _data(), p.EXPERIMENT_SEED.value)


def _data() -> str:
    return "" if p.EXPERIMENT_DATA.value == "small" else p.EXPERIMENT_DATA.value


def courses_of(experiment: Experiment, standing: Standing) -> tuple[Course, ...]:
    """Return how each arm goes: by the runs that there are, or as it was measured beforehand where there are none."""
    if not standing.runs and not standing.waiting and not _data() and p.EXPERIMENT_SEED.value == 0:
        return tuple(
            measured_beforehand(experiment.name, arm.name, arm.recipe, arm_name(experiment, arm))
            for arm in experiment.arms
        )
    return tuple(_course(experiment, arm, standing) for arm in experiment.arms)


def _course(experiment: Experiment, arm: Arm, standing: Standing) -> Course:
    name = arm_name(experiment, arm)
    if arm.name in standing.waiting:
        return Course(name, arm.recipe, status="queued")
    run = standing.runs.get(arm.name)
    return Course(name, arm.recipe) if run is None else of_run(run, name)


def arm_name(experiment: Experiment, arm: Arm) -> str:
    """Return the name of an arm in the reader's language."""
    return t(experiment_words.ARMS[experiment.name][arm.name])


def head(experiment: Experiment, standing: Standing) -> None:
    """Show what the experiment is, and the button that runs it."""
    words = experiment_words
    st.subheader(t(words.TITLES[experiment.name]), anchor=False)
    look = sentences(t("**Look for:**"), t(words.LOOK[experiment.name]))
    ask = sentences(
        t("**Predict:**"),
        t(QUESTIONS[experiment.name].text),
        t("Under Try this, below, it covers the results until you have answered."),
    )
    st.markdown(f"{t(words.CHANGES[experiment.name])}\n\n{look}\n\n{ask}")
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="cls_experiment_row"):
        _button(experiment, standing)
        st.markdown(_state(experiment, standing))
    refused = st.session_state.pop(REFUSED, None) or standing.refused
    if refused is not None:
        st.warning(t_error(refused), icon=":material/hourglass_top:")


def _button(experiment: Experiment, standing: Standing) -> None:
    missing = standing.missing(experiment)
    if standing.mine:
        st.button(
            t("Stop"),
            icon=":material/stop:",
            on_click=compare_feed.stop,
            args=(experiment,),
            key="cls_experiment_stop",
        )
    elif standing.alive:
        pass  # somebody else's: to be watched
    elif not missing:
        st.button(
            t("Train all again"),
            icon=":material/replay:",
            on_click=_begin,
            args=(experiment.arms,),
            key="cls_experiment_again",
        )
    else:
        st.button(
            t("Run this experiment") if len(missing) == len(experiment.arms) else t("Train what is missing"),
            icon=":material/play_arrow:",
            type="primary",
            on_click=_begin,
            args=(missing,),
            key="cls_experiment_run",
        )


def _begin(arms: tuple[Arm, ...]) -> None:
    try:
        compare_feed.begin(arms)
    except LabError as error:
        st.session_state[REFUSED] = error


def _state(experiment: Experiment, standing: Standing) -> str:
    count = len(experiment.arms)
    done = sum(run.status == "done" for run in standing.runs.values())
    if standing.mine:
        return t(
            "{done} of {count} trainings are done; they go on while you look at other pages.",
            done=done,
            count=count,
        )
    if standing.alive:
        return t(
            "{done} of {count} trainings are done. They are somebody else's: you are watching.",
            done=done,
            count=count,
        )
    words = []
    seconds = seconds_beforehand(experiment.name)
    if seconds and done < count:
        words.append(
            t(
                "{count} trainings, about {seconds} s together on one processor core.",
                count=count,
                seconds=f"{seconds:.0f}",
            )
        )
    if standing.runs and done < count:
        words.append(t("{done} of {count} are done.", done=done, count=count))
    if standing.elsewhere:
        words.append(
            t("Another experiment of yours goes on; this one takes the place of what is left of it.")
        )
    return sentences(*words)


@st.fragment(run_every=PERIOD)
def live(experiment: Experiment, before: Standing, covered: bool) -> None:
    """Show the curves while they grow; when a training begins or ends, show the page anew."""
    now = compare_feed.refreshed(experiment, before)
    if now.signature != before.signature:
        st.rerun()
    if not covered:
        compare_view.curves(courses_of(experiment, now))
