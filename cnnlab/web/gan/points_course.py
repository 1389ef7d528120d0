"""A visitor's own course of two networks of points: it lies in the session, and each question carries it along."""

from __future__ import annotations

from dataclasses import dataclass, replace

import streamlit as st

from cnnlab.inference.points_advance import BUDGET, Advance, advance
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.compute import ask
from cnnlab.web.identity import identity

_COURSE = "_gan_points_course"
_RESTARTS = "_gan_points_restarts"
MOST = 200
"""Moves that a browser may ask for at once."""
WHO = {"": "", "d": "discriminator", "g": "generator"}
"""Who is to move, by the letter in a browser's question."""


@dataclass(frozen=True, eq=False)
class Course:
    """Where it stands.

    Attributes
    ----------
    name : str
        Changes with everything that makes it begin anew.
    now : Advance
    before : Advance or None
        As it was before the last question, where that led on.
    changed : int or None
        Steps of the generator at which rates, steps or points were changed on the way; None: they never were.
    spec : PointsSpec
        What it was asked about last.
    """

    name: str
    now: Advance
    before: Advance | None
    changed: int | None
    spec: PointsSpec


def name_of(spec: PointsSpec) -> str:
    """Return a name for what makes a course begin anew: rates, steps and drawn points do not."""
    return identity(
        spec.shape,
        spec.loss,
        spec.noise,
        spec.units,
        spec.layers,
        spec.seed,
        st.session_state.get(_RESTARTS, 0),
    )


def restart() -> None:
    """Let the next question begin a new course."""
    st.session_state[_RESTARTS] = st.session_state.get(_RESTARTS, 0) + 1


def held(spec: PointsSpec) -> Course | None:
    """Return the session's course, where it is one of these settings."""
    course = st.session_state.get(_COURSE)
    return course if isinstance(course, Course) and course.name == name_of(spec) else None


def led_on(spec: PointsSpec, moves: int, only: str = "") -> Course:
    """Take some moves, fewer where they take long, and keep what they lead to.

    Raises
    ------
    NotReady
        While the engine starts.
    LabError
        As the engine says.
    """
    course = held(spec)
    if course is None:
        now = ask(advance, spec, None, moves, only, BUDGET)
        course = Course(name_of(spec), now, None, None, spec)
    elif moves or spec != course.spec:
        now = ask(advance, spec, course.now.state, 0 if course.now.exploded else moves, only, BUDGET)
        now = replace(now, exploded=now.exploded or course.now.exploded)
        begun = bool(course.now.state.moved)
        changed = course.changed
        if spec != course.spec and begun and changed is None:
            changed = course.now.state.generator_steps
        course = Course(course.name, now, course.now if moves else None, changed, spec)
    st.session_state[_COURSE] = course
    return course


def question_of(text: str) -> tuple[int, str, bool] | None:
    """Read what a browser asks, ``number,moves,who``; None where it is no question.

    Returns
    -------
    moves : int
    only : str
        Who moves alone: "discriminator", "generator", or "".
    anew : bool
        Begin again first.
    """
    parts = text.split(",")
    if len(parts) != 3 or len(text) > 40 or not all(part.isascii() and part.isdigit() for part in parts[:2]):
        return None
    moves, who = int(parts[1]), parts[2]
    if moves > MOST or who not in (*WHO, "r"):
        return None
    return moves, WHO.get(who, ""), who == "r"
