"""What the buttons of the mode Train do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web import visitor
from cnnlab.web.classifier import compare_properties as cp
from cnnlab.web.classifier import properties as p
from cnnlab.web.classifier import train_properties as tp
from cnnlab.web.classifier.recipe_state import apply_recipe

REFUSAL = "_cls_refusal"
SEEN = "_cls_run_adopted"


def refusal() -> LabError | None:
    """Return why the last button did nothing, once."""
    return st.session_state.pop(REFUSAL, None)


def _trying(act: Callable[[], None]) -> None:
    try:
        act()
    except LabError as error:
        st.session_state[REFUSAL] = error


def begin(recipe: ClassifierRecipe) -> None:
    """Train a recipe, and look at that run."""

    def act() -> None:
        look_at(engine.submit(recipe, visitor.token()))

    _trying(act)


def look_at(run: str) -> None:
    """Make this the run of the page; empty: none."""
    st.session_state[p.RUN.key] = run
    # Its recipe is what the controls say, or was what they said.
    st.session_state[SEEN] = run


def open_run(run: Run) -> None:
    """Look at a run, and bring the controls to its recipe."""
    look_at(run.id)
    apply_recipe(run.recipe)


def stop(run: str) -> None:
    """Ask a run to end."""
    _trying(lambda: engine.stop_run(run, visitor.token()))


def go_on(run: str, epochs: int = 0) -> None:
    """Continue a run, to the end of its recipe or up to so many epochs in all."""

    def act() -> None:
        engine.resume(run, visitor.token(), epochs)
        if epochs:
            st.session_state[tp.EPOCHS.key] = epochs

    _trying(act)


def another_seed(recipe: ClassifierRecipe) -> None:
    """Train the same with the next seed."""
    recipe = replace(recipe, seed=(recipe.seed + 1) % (int(tp.SEED.high) + 1))
    apply_recipe(recipe)
    begin(recipe)


def delete(run: str) -> None:
    """Delete a run."""

    def act() -> None:
        engine.delete_run(run, visitor.token())
        if p.RUN.value == run:
            look_at("")

    _trying(act)


def to_mode(mode: str, run: str) -> None:
    """Go on to another mode with this run."""
    st.session_state[p.MODE.key] = mode
    if mode == "compare":
        held = [each for each in cp.ids_in(cp.RUNS.value) if each != run]
        st.session_state[cp.RUNS.key] = ",".join([*held, run][-cp.MOST_RUNS :])
        st.session_state[cp.WHAT.key] = "runs"
    else:
        choose_run()


def choose_run() -> None:
    """Choose the run of the page as the network that is asked."""
    st.session_state[p.MODEL.key] = "run"


def adopt_run(run: Run, untouched: bool) -> None:
    """Bring the controls to the recipe of a run that a link has named without its settings, once."""
    if st.session_state.get(SEEN) == run.id:
        return
    st.session_state[SEEN] = run.id
    if untouched:
        apply_recipe(run.recipe)
