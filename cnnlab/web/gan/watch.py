"""The mode Watch: a recipe becomes two networks that drive each other on, before one's eyes."""

from __future__ import annotations

import streamlit as st

from cnnlab.datasets import About
from cnnlab.engine import Run
from cnnlab.networks.gan_blocks import plan_of
from cnnlab.recipes import GanRecipe
from cnnlab.training.gan_script import script
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.gan import watch_controls
from cnnlab.web.gan import watch_properties as p
from cnnlab.web.gan.watch_desk import DESK
from cnnlab.web.gan.watch_downloads import downloads
from cnnlab.web.gan.watch_presets import settle
from cnnlab.web.gan.watch_question import questions
from cnnlab.web.gan.watch_recipe import differences, recipe_now
from cnnlab.web.i18n import t, t_error
from cnnlab.web.in_hand import InHand
from cnnlab.web.training import (
    actions,
    kinds,
    layer_table,
    learned_from,
    my_runs,
    offer,
    run_view,
    upload,
    words,
)
from cnnlab.web.training.ended import show_delete


def show(bench: Bench) -> Shown:
    """Fill the bench, but for the controls."""
    run, missing = actions.run_of_link(DESK, p.SETTINGS)
    other = "" if run is None else kinds.kind_of(run.recipe)
    if other != DESK.kind:
        run = None
    settle()
    recipe = recipe_now()
    about = learned_from.about(recipe, run)
    with bench.pictures:
        if missing is not None:
            st.warning(t_error(missing), icon=":material/link_off:")
        if other not in ("", DESK.kind):
            kinds.show_elsewhere(other, "gan_w_elsewhere")
        _stage(recipe, about, run)
    shown = recipe if run is None else run.recipe
    return Shown(learned_from.program(script, shown, run), downloads(shown, run), questions(recipe, about))


def _stage(recipe: GanRecipe, about: About, run: Run | None) -> None:
    planned = [layer for half in plan_of(recipe, about.shape, len(about.classes)) for layer in half]
    # What acts on a training under way is no other training.
    leave = tuple(p.LIVE) if run is not None and run.alive and run.mine else ()
    changed = "" if run is None else words.changed(differences(run.recipe, recipe, leave))
    if run is None or (changed and not run.alive):
        offer.show(DESK, recipe, planned, changed)
    if run is None:
        refused = actions.refusal(DESK)
        if refused is not None:
            st.warning(t_error(refused), icon=":material/block:")
        _layers(recipe, about)
    else:
        run_view.show(DESK, run)
        if run.alive and changed:
            st.caption(changed)
        _folded_layers(recipe, about)
        _aside(run)
    my_runs.show(DESK)
    folder = st.expander(
        t("A recipe from a file"), icon=":material/upload_file:", key="gan_w_upload", on_change="rerun"
    )
    if folder.open:
        with folder:
            upload.show(DESK)


def _folded_layers(recipe: GanRecipe, about: About) -> None:
    folder = st.expander(
        t("Both networks, layer by layer"), icon=":material/layers:", key="gan_w_layers", on_change="rerun"
    )
    if folder.open:
        with folder:
            _layers(recipe, about)


def _layers(recipe: GanRecipe, about: About) -> None:
    halves = plan_of(recipe, about.shape, len(about.classes))
    for place, title, half in zip(st.columns(2), (t("Generator"), t("Discriminator")), halves, strict=True):
        with place:
            st.markdown(f"**{title}**")
            st.html(layer_table.table(half))
    if recipe.conditional:
        st.caption(
            t(
                "The generator gets the class as {count} more values beside the noise. The discriminator's score has a"
                " part that depends on the class that the picture is said to be.",
                count=halves[0][0].shape[0],
            )
        )


def _aside(run: Run) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Set this run aside"),
            icon=":material/add:",
            on_click=actions.look_at,
            args=(DESK, ""),
            key="gan_w_aside",
            help=t("The run stays among your runs; the page is free for another one."),
        )
        if run.mine:
            show_delete(DESK, run)


def controls(hand: InHand) -> None:
    """Show the controls; where they come first, they are at once as the run of the link says."""
    run, _ = actions.run_of_link(DESK, p.SETTINGS)
    if run is not None and kinds.kind_of(run.recipe) != DESK.kind:
        run = None
    watch_controls.show(run)


MODE = Mode(show, controls)
