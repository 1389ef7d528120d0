"""The mode Step by step: a picture is made by optimisation, as Gatys, Ecker and Bethge did first."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t, t_error
from cnnlab.web.stylize import asking, steps_controls, steps_view, steps_work, vgg19
from cnnlab.web.stylize import steps_properties as p
from cnnlab.web.stylize import steps_words as words
from cnnlab.web.stylize.steps_downloads import downloads
from cnnlab.web.stylize.steps_program import program
from cnnlab.web.stylize.steps_questions import questions
from cnnlab.web.stylize.steps_work import Work

BUTTON = 240


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    content, style, recipe = asking.content(bench.hand), asking.style(), steps_controls.recipe()
    here = recipe.network == "compact" or vgg19.is_here()
    with bench.pictures:
        st.markdown(words.will_happen(recipe))
        if here and steps_work.due():
            steps_work.begin(content, style, recipe, steps_work.FIRST)
        work = steps_work.current()
        if work is not None and work.moving:
            steps_view.under_way(work)
        else:
            _standing(work, content, style, recipe, here)
    made = None if work is None else work.painting
    if made is None:
        return Shown(program(recipe), downloads(content, style, recipe, None, ()), questions(), words.claim())
    with bench.facts:
        steps_view.numbers(work)
    files = downloads(work.content, work.style, made.recipe, made.picture, work.kept)
    return Shown(program(made.recipe), files, questions(), words.claim())


def _standing(
    work: Work | None, content: np.ndarray, style: np.ndarray, recipe: PaintingRecipe, here: bool | None
) -> None:
    """Show what there is while nothing moves, and offer to paint."""
    if here:
        _offer(work, content, style, recipe)
    elif here is None:
        vgg19.wait()
    else:
        vgg19.offer()
    if work is not None and work.failure is not None:
        st.error(t_error(work.failure), icon=":material/error:")
    if work is None or work.painting is None:
        steps_view.before(content)
        return
    if work.stopped:
        st.caption(t("Stopped: this is the best picture so far."))
    if not steps_work.is_of(work, content, style, recipe):
        st.caption(t("The settings have changed since: Paint makes another picture."))
    elif work.seconds == steps_work.FIRST and not work.stopped:
        st.caption(t("A first small picture, made in a few seconds. Paint makes a larger one."))
    steps_view.ended(work)


def _offer(work: Work | None, content: np.ndarray, style: np.ndarray, recipe: PaintingRecipe) -> None:
    st.button(
        t("Paint, {seconds} s", seconds=p.SECONDS.value),
        icon=":material/brush:",
        type="primary",
        width=BUTTON,
        on_click=steps_work.begin,
        args=(content, style, recipe, float(p.SECONDS.value)),
        key="style_s_begin",
    )


MODE = Mode(show, steps_controls.show)
