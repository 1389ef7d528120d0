"""An experiment with GANs: what was measured beforehand, the visitor's own trainings of it, and its button."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.recipes.experiments import Arm, Experiment
from cnnlab.recipes.gan_experiments import EXPERIMENTS, with_seed
from cnnlab.web.gan import experiments_properties as p
from cnnlab.web.gan import experiments_words as words
from cnnlab.web.gan.experiments_course import Course, measured_beforehand, of_run, seconds_beforehand
from cnnlab.web.i18n import N_, sentences, t, t_error
from cnnlab.web.training import standing as feed
from cnnlab.web.training.standing import Standing

KIND = "gan"
PERIOD = 1.0
"""Seconds between two looks at trainings that go on."""
REFUSED = "_gan_x_refused"
BEFOREHAND = N_(
    "**Measured beforehand** on one processor core. Run it yourself to see it happen; with another seed it starts from"
    " other weights."
)


def chosen(name: str) -> Experiment:
    """Return an experiment from the seed that the controls say."""
    return with_seed(EXPERIMENTS[name], p.SEED.value)


def standing_of(experiment: Experiment) -> Standing:
    """Find the runs of an experiment, and let the link carry them."""
    found = feed.standing(experiment, p.ids_in(p.ARMS.valid), KIND)
    st.session_state[p.ARMS.key] = ",".join(run.id for run in found.runs.values())
    return found


def courses_of(experiment: Experiment, standing: Standing) -> tuple[Course, ...]:
    """Return how each arm goes: by the runs that there are, or as it was measured beforehand where there are none."""
    if not standing.runs and not standing.waiting and p.SEED.value == 0:
        return beforehand(experiment)
    return tuple(_course(experiment, arm, standing) for arm in experiment.arms)


def beforehand(experiment: Experiment) -> tuple[Course, ...]:
    """Return how each arm went when it was measured for this repository."""
    return tuple(
        measured_beforehand(experiment.name, arm.name, arm.recipe, arm_name(experiment, arm))
        for arm in experiment.arms
    )


def _course(experiment: Experiment, arm: Arm, standing: Standing) -> Course:
    name = arm_name(experiment, arm)
    if arm.name in standing.waiting:
        return Course(name, arm.recipe, status="queued")
    run = standing.runs.get(arm.name)
    return Course(name, arm.recipe) if run is None else of_run(run, name)


def arm_name(experiment: Experiment, arm: Arm) -> str:
    """Return the name of an arm in the reader's language."""
    return t(words.ARMS[experiment.name][arm.name])


def button_row(experiment: Experiment, standing: Standing) -> None:
    """Show the button that runs an experiment or stops it, and how it stands."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="gan_x_row"):
        _button(experiment, standing)
        st.markdown(_state(experiment, standing))
    refused = st.session_state.pop(REFUSED, None) or standing.refused
    if refused is not None:
        st.warning(t_error(refused), icon=":material/hourglass_top:")


def _button(experiment: Experiment, standing: Standing) -> None:
    missing = standing.missing(experiment)
    if standing.mine:
        st.button(t("Stop"), icon=":material/stop:", on_click=feed.stop, args=(standing,), key="gan_x_stop")
    elif standing.alive:
        pass  # somebody else's: to be watched
    elif not missing:
        st.button(
            t("Train all again"),
            icon=":material/replay:",
            on_click=_begin,
            args=(experiment.arms,),
            key="gan_x_again",
        )
    else:
        st.button(
            t("Run this experiment") if len(missing) == len(experiment.arms) else t("Train what is missing"),
            icon=":material/play_arrow:",
            type="primary",
            on_click=_begin,
            args=(missing,),
            key="gan_x_run",
        )


def _begin(arms: tuple[Arm, ...]) -> None:
    try:
        feed.begin(arms)
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
    said = []
    seconds = seconds_beforehand(experiment.name)
    if seconds and done < count:
        said.append(
            t(
                "Trainings: {count}, about {seconds} s on one processor core.",
                count=count - done,
                seconds=f"{seconds * (count - done) / count:.0f}",
            )
        )
    if standing.runs and done < count:
        said.append(t("{done} of {count} are done.", done=done, count=count))
    if standing.elsewhere:
        said.append(t("Another experiment of yours goes on; this one takes the place of what is left of it."))
    return sentences(*said)


@st.fragment(run_every=PERIOD)
def live(
    experiment: Experiment, before: Standing, draw: Callable[[Experiment, Sequence[Course]], None]
) -> None:
    """Show the trainings while they go on; when one begins or ends, show the page anew.

    Parameters
    ----------
    experiment : Experiment
    before : Standing
    draw : callable
        Shows the courses.
    """
    now = feed.refreshed(experiment, before, KIND)
    if now.signature != before.signature:
        st.rerun()
    draw(experiment, courses_of(experiment, now))
