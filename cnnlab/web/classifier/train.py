"""The mode Train: a recipe becomes a network, before one's eyes."""

from __future__ import annotations

import streamlit as st

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.script import script
from cnnlab.web.adopting import event
from cnnlab.web.classifier import (
    augmentation_view,
    take_home,
    train_controls,
    train_words,
)
from cnnlab.web.classifier import train_properties as tp
from cnnlab.web.classifier.data_properties import DATA
from cnnlab.web.classifier.layer_text import FIELDS, read_layers, reads_as_layers
from cnnlab.web.classifier.network_blocks import Stack, blocks_of, stack_of
from cnnlab.web.classifier.recipe_state import apply_layers, recipe_now
from cnnlab.web.classifier.run_downloads import downloads, of_recipe
from cnnlab.web.classifier.train_desk import DESK
from cnnlab.web.classifier.train_question import channels_question
from cnnlab.web.components.layers import layers
from cnnlab.web.frame import Bench, Download, Shown
from cnnlab.web.i18n import t, t_error
from cnnlab.web.training import actions, kinds, learned_from, my_runs, offer, run_view, upload
from cnnlab.web.training.ended import show_delete

BUILDER = "cls_builder"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    run, missing = actions.run_of_link(DESK, (*tp.TRAIN, *DATA))
    other = "" if run is None else kinds.kind_of(run.recipe)
    if other != DESK.kind:
        run = None
    built = event(BUILDER, "layers")
    if built is not None and reads_as_layers(built):
        apply_layers(read_layers(built))
    with bench.controls:
        train_controls.choose()
    recipe = recipe_now()
    with bench.pictures:
        if missing is not None:
            st.warning(t_error(missing), icon=":material/link_off:")
        if other not in ("", DESK.kind):
            kinds.show_elsewhere(other, "cls_elsewhere")
        stack = stack_of(recipe, learned_from.about(recipe, run))
        _stage(recipe, stack, run)
    shown = recipe if run is None else run.recipe
    return Shown(
        learned_from.program(script, shown, run), _downloads(shown, run), channels_question(recipe, stack)
    )


def _downloads(recipe: ClassifierRecipe, run: Run | None) -> tuple[Download, ...]:
    try:
        return downloads(run.id) if run is not None and _learned(run) else of_recipe(recipe)
    except LabError:
        # Its files have been deleted meanwhile; the recipe is still known.
        return of_recipe(recipe)


def _learned(run: Run) -> bool:
    return not run.alive and engine.metrics(run.id) is not None


def _stage(recipe: ClassifierRecipe, stack: Stack, run: Run | None) -> None:
    changed = "" if run is None else train_words.changed(recipe, run)
    if run is None or (changed and not run.alive):
        offer.show(DESK, recipe, stack.planned if stack.error is None else None, changed)
    if run is None:
        refused = actions.refusal(DESK)
        if refused is not None:
            st.warning(t_error(refused), icon=":material/block:")
    else:
        run_view.show(DESK, run)
        if run.alive and changed:
            st.caption(changed)
    st.markdown(t("**The network**"))
    layers(BUILDER, blocks_of(recipe, stack), FIELDS)
    augmentation_view.show(recipe)
    if run is not None:
        if _learned(run):
            take_home.show(run.id)
        _aside(run)
    my_runs.show(DESK)
    _upload()


def _upload() -> None:
    folder = st.expander(
        t("A recipe from a file"), icon=":material/upload_file:", key="cls_upload", on_change="rerun"
    )
    if folder.open:
        with folder:
            upload.show(DESK)


def _aside(run: Run) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            t("Set this run aside"),
            icon=":material/add:",
            on_click=actions.look_at,
            args=(DESK, ""),
            key="cls_aside",
            help=t("The run stays among your runs; the page is free for another one."),
        )
        if run.mine:
            show_delete(DESK, run)
