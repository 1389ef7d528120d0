"""The mode Train: a recipe becomes an autoencoder, before one's eyes."""

from __future__ import annotations

import streamlit as st

from cnnlab.datasets import About
from cnnlab.engine import Run
from cnnlab.networks.autoencoder_blocks import plan_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.training.autoencoder_script import script
from cnnlab.web.autoencoder import train_controls
from cnnlab.web.autoencoder import train_properties as p
from cnnlab.web.autoencoder.train_desk import DESK
from cnnlab.web.autoencoder.train_downloads import downloads
from cnnlab.web.autoencoder.train_question import questions
from cnnlab.web.autoencoder.train_recipe import differences, recipe_now
from cnnlab.web.frame import Bench, Mode, Shown
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
    recipe = recipe_now()
    about = learned_from.about(recipe, run)
    with bench.pictures:
        if missing is not None:
            st.warning(t_error(missing), icon=":material/link_off:")
        if other not in ("", DESK.kind):
            kinds.show_elsewhere(other, "ae_elsewhere")
        _stage(recipe, about, run)
    shown = recipe if run is None else run.recipe
    return Shown(learned_from.program(script, shown, run), downloads(shown, run), questions(recipe, about))


def _stage(recipe: AutoencoderRecipe, about: About, run: Run | None) -> None:
    planned = [layer for half in plan_of(recipe, about.shape) for layer in half]
    changed = "" if run is None else words.changed(differences(run.recipe, recipe))
    if run is None or (changed and not run.alive):
        offer.show(DESK, recipe, planned, changed)
    if run is None:
        refused = actions.refusal(DESK)
        if refused is not None:
            st.warning(t_error(refused), icon=":material/block:")
    else:
        run_view.show(DESK, run)
        if run.alive and changed:
            st.caption(changed)
    if run is None:
        _layers(recipe, about)
    else:
        _folded_layers(recipe, about)
    if run is not None:
        _aside(run)
    my_runs.show(DESK)
    folder = st.expander(
        t("A recipe from a file"), icon=":material/upload_file:", key="ae_upload", on_change="rerun"
    )
    if folder.open:
        with folder:
            upload.show(DESK)


def _folded_layers(recipe: AutoencoderRecipe, about: About) -> None:
    folder = st.expander(
        t("The network, layer by layer"), icon=":material/layers:", key="ae_layers", on_change="rerun"
    )
    if folder.open:
        with folder:
            _layers(recipe, about)


def _layers(recipe: AutoencoderRecipe, about: About) -> None:
    halves = plan_of(recipe, about.shape)
    titles = [t("Encoder"), t("Decoder")] if recipe.coded else [t("The network")]
    for place, title, half in zip(st.columns(len(titles)), titles, halves, strict=False):
        with place:
            st.markdown(f"**{title}**")
            st.html(layer_table.table(half))
    if recipe.network == "variational":
        st.caption(
            t(
                "The encoder gives two numbers for each value of the code: its mean, and the logarithm of its variance."
            )
        )


def _aside(run: Run) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Set this run aside"),
            icon=":material/add:",
            on_click=actions.look_at,
            args=(DESK, ""),
            key="ae_aside",
            help=t("The run stays among your runs; the page is free for another one."),
        )
        if run.mine:
            show_delete(DESK, run)


def controls(hand: InHand) -> None:
    """Show the controls; where they come first, they are at once as the run of the link says."""
    actions.run_of_link(DESK, p.SETTINGS)
    train_controls.show()


MODE = Mode(show, controls)
