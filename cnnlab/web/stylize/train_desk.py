"""What the page Style transfer brings to its mode Train a style: its words, its charts, and where a network leads."""

from __future__ import annotations

import streamlit as st

from cnnlab.engine import Run
from cnnlab.recipes import OneStyleRecipe
from cnnlab.web.components.curves import Chart
from cnnlab.web.components.rebuilt import Rebuilt, rebuilt
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import N_, t
from cnnlab.web.stylize import properties as shared
from cnnlab.web.stylize import train_properties as p
from cnnlab.web.stylize import train_words as words
from cnnlab.web.stylize.train_recipe import apply_recipe, style_name, style_picture
from cnnlab.web.training.course import Course
from cnnlab.web.training.desk import Desk

MEASURES = ("loss", "content", "style", "variation")
"""What the steps tell, as `cnnlab.training.one_style_steps` has it."""
MOST_LOOKS = 6
"""Photographs are larger than digits: all of these travel to the browser whenever there is one more."""
NETWORK = "style_network"
"""The key of the mode Instant's choice of a network."""
_CHARTS = (
    Chart("style", N_("Style loss"), "number"),
    Chart("content", N_("Content loss"), "number"),
    Chart("loss", N_("What is made small: all together"), "number"),
)
_PAINTED = {
    "examples": N_("Three photographs that it never learns from"),
    "given": N_("Photographs"),
    "rebuilt": N_("Painted"),
}
_WITH_MINE = N_("Three photographs that it never learns from, and yours")


def show_photographs(run: str, recipe: OneStyleRecipe, given: str | None, looks: list[Rebuilt]) -> None:
    """Show the style, and beside it the photographs before and after; without these the style alone.

    Parameters
    ----------
    run : str
        What is looked at; empty before there is a run.
    recipe : OneStyleRecipe
    given : str or None
        The photographs side by side, as a ``data:`` URL.
    looks : list of Rebuilt
    """
    with st.container(key="style_t_photographs"):
        left, right = st.columns((1, 3))
        with left:
            row(
                [Figure(style_picture(recipe), t("Style"), t("The style picture"), style_name(recipe))],
                120,
                190,
            )
        with right:
            if given is None:  # the training has only begun
                return
            names = _PAINTED | ({"examples": _WITH_MINE} if recipe.picture else {})
            rebuilt("style_t_looks", run, given, None, looks, words=names, smooth=True)


def _looks(run: Run, course: Course) -> None:
    given = course.strip(run.id, "examples.png")
    seen = [Rebuilt(each.step, each.picture, None) for each in course.looks(run.id, "stylized")]
    show_photographs(run.id, run.recipe, given, seen)


def _onward(run: Run) -> None:
    st.button(
        t("Use it"),
        icon=":material/brush:",
        type="primary",
        on_click=_to_instant,
        key="style_t_use",
        help=t("Any photograph through this network, at once and at any size, in the mode Instant."),
    )


def _to_instant() -> None:
    st.session_state[shared.MODE.key] = "instant"
    st.session_state[NETWORK] = "run"


DESK = Desk(
    prefix="style_t",
    kind="one-style",
    epochs=p.EPOCHS,
    seed=p.RUN_SEED,
    apply=apply_recipe,
    measures=MEASURES,
    charts=lambda recipe: _CHARTS,
    looks=_looks,
    pictures_first=True,
    summary=words.summary,
    result=words.result,
    brief=words.brief,
    onward=_onward,
    most_looks=MOST_LOOKS,
)
