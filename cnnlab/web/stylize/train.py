"""The mode Train a style: an encoder and a decoder learn one style, before one's eyes."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.engine import Run
from cnnlab.images import encoding
from cnnlab.inference.one_style_start import started
from cnnlab.networks.stylizer_plan import plan_of
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.training.one_style_script import script
from cnnlab.web.components.rebuilt import Rebuilt
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t, t_error
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import train_controls, train_words
from cnnlab.web.stylize import train_properties as p
from cnnlab.web.stylize.train_desk import DESK, show_photographs
from cnnlab.web.stylize.train_downloads import downloads
from cnnlab.web.stylize.train_question import questions
from cnnlab.web.stylize.train_recipe import differences, recipe_now
from cnnlab.web.training import actions, kinds, layer_table, my_runs, offer, run_view, upload, words
from cnnlab.web.training.ended import show_delete


def show(bench: Bench) -> Shown:
    """Fill the bench, but for the controls."""
    run, missing = actions.run_of_link(DESK, p.SETTINGS)
    other = "" if run is None else kinds.kind_of(run.recipe)
    if other != DESK.kind:
        run = None
    recipe = recipe_now()
    with bench.pictures:
        if missing is not None:
            st.warning(t_error(missing), icon=":material/link_off:")
        if other not in ("", DESK.kind):
            kinds.show_elsewhere(other, "style_t_elsewhere")
        _stage(recipe, run)
    shown = recipe if run is None else run.recipe
    return Shown(script(shown), downloads(shown, run), questions(shown))


def _stage(recipe: OneStyleRecipe, run: Run | None) -> None:
    changed = "" if run is None else words.changed(differences(run.recipe, recipe))
    if run is None or (changed and not run.alive):
        offer.show(DESK, recipe, _planned(recipe), changed)
    if run is None:
        refused = actions.refusal(DESK)
        if refused is not None:
            st.warning(t_error(refused), icon=":material/block:")
        _before(recipe)
    else:
        run_view.show(DESK, run)
        if run.alive and changed:
            st.caption(changed)
    st.caption(train_words.idea())
    _folded_layers(recipe if run is None else run.recipe)
    if run is not None:
        _aside(run)
    my_runs.show(DESK)
    folder = st.expander(
        t("A recipe from a file"), icon=":material/upload_file:", key="style_t_upload", on_change="rerun"
    )
    if folder.open:
        with folder:
            upload.show(DESK)


def _planned(recipe: OneStyleRecipe) -> list:
    return [layer for half in plan_of(recipe.architecture, recipe.crop) for layer in half]


def _before(recipe: OneStyleRecipe) -> None:
    """Show what the start makes of the photographs, before a step is taken."""
    given, looks = None, []
    if recipe.start == "stylizer" and STYLIZER in pretrained.names():
        try:
            found = ask_again(started, recipe.style, recipe.style_seed, recipe.picture, place="one_style")
            given = encoding.data_url(found.given)
            looks = [Rebuilt(0, encoding.data_url(found.painted), None)]
        except NotReady:
            pass  # it is painted as soon as the engine is there, and the button needs no picture
    show_photographs("", recipe, given, looks)


def _folded_layers(recipe: OneStyleRecipe) -> None:
    folder = st.expander(
        t("The network, layer by layer"), icon=":material/layers:", key="style_t_layers", on_change="rerun"
    )
    if not folder.open:
        return
    with folder:
        halves = plan_of(recipe.architecture, recipe.crop)
        for place, title, half in zip(st.columns(2), (t("Encoder"), t("Decoder")), halves, strict=True):
            with place:
                st.markdown(f"**{title}**")
                st.html(layer_table.table(half))
        st.caption(
            t(
                "Shapes are those for a piece of {side} × {side} pixels; the network takes photographs of any size. The"
                " dense layers turn the style's numbers into a scale and a shift for each map.",
                side=recipe.crop,
            )
        )


def _aside(run: Run) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Set this run aside"),
            icon=":material/add:",
            on_click=actions.look_at,
            args=(DESK, ""),
            key="style_t_aside",
            help=t("The run stays among your runs; the page is free for another one."),
        )
        if run.mine:
            show_delete(DESK, run)


def controls(hand: InHand) -> None:
    """Show the controls; where they come first, they are at once as the run of the link says."""
    actions.run_of_link(DESK, p.SETTINGS)
    train_controls.show()


MODE = Mode(show, controls)
