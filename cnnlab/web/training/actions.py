"""What the buttons of a mode Train do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import Recipe
from cnnlab.web import visitor
from cnnlab.web.state import Property
from cnnlab.web.training.desk import Desk
from cnnlab.web.training.kinds import kind_of
from cnnlab.web.training.properties import RUN


def refusal(desk: Desk) -> LabError | None:
    """Return why the last button did nothing, once."""
    return st.session_state.pop(_refusal(desk), None)


def _refusal(desk: Desk) -> str:
    return f"_{desk.key('refusal')}"


def _seen(desk: Desk) -> str:
    return f"_{desk.key('run_adopted')}"


def _trying(desk: Desk, act: Callable[[], None]) -> None:
    try:
        act()
    except LabError as error:
        st.session_state[_refusal(desk)] = error


def begin(desk: Desk, recipe: Recipe) -> None:
    """Train a recipe, and look at that run."""

    def act() -> None:
        look_at(desk, engine.submit(recipe, visitor.token()))

    _trying(desk, act)


def look_at(desk: Desk, run: str) -> None:
    """Make this the run of the page; empty: none."""
    st.session_state[RUN.key] = run
    # Its recipe is what the controls say, or was what they said.
    st.session_state[_seen(desk)] = run


def open_run(desk: Desk, run: Run) -> None:
    """Look at a run, and bring the controls to its recipe."""
    look_at(desk, run.id)
    desk.apply(run.recipe)


def stop(desk: Desk, run: str) -> None:
    """Ask a run to end."""
    _trying(desk, lambda: engine.stop_run(run, visitor.token()))


def wish(desk: Desk, run: str, wishes: dict[str, float]) -> None:
    """Change what a run does while it goes on."""
    _trying(desk, lambda: engine.wish(run, visitor.token(), wishes))


def go_on(desk: Desk, run: str, epochs: int = 0) -> None:
    """Continue a run, to the end of its recipe or up to so many epochs in all."""

    def act() -> None:
        engine.resume(run, visitor.token(), epochs)
        if epochs:
            st.session_state[desk.epochs.key] = epochs

    _trying(desk, act)


def another_seed(desk: Desk, recipe: Recipe) -> None:
    """Train the same with the next seed."""
    recipe = replace(recipe, seed=(recipe.seed + 1) % (int(desk.seed.high) + 1))
    desk.apply(recipe)
    begin(desk, recipe)


def delete(desk: Desk, run: str) -> None:
    """Delete a run."""

    def act() -> None:
        engine.delete_run(run, visitor.token())
        if RUN.value == run:
            look_at(desk, "")

    _trying(desk, act)


def run_of_link(desk: Desk, properties: Iterable[Property]) -> tuple[Run | None, LabError | None]:
    """Return the run that the link names, or why there is none; a run of another kind is returned, too.

    A link that names it without settings brings the controls to its recipe, once.

    Parameters
    ----------
    desk : Desk
    properties : iterable of Property
        All that hold settings of a recipe.
    """
    if not RUN.valid:
        return None, None
    try:
        run = engine.run(RUN.valid, visitor.token())
    except LabError as error:
        return None, error
    if kind_of(run.recipe) == desk.kind and st.session_state.get(_seen(desk)) != run.id:
        st.session_state[_seen(desk)] = run.id
        if all(each.value == each.default for each in properties):
            desk.apply(run.recipe)
    return run, None
