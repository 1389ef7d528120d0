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
from cnnlab.web.i18n import t
from cnnlab.web.training import learned_from, stand

BUILDER = "cls_builder"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    link = stand.named(DESK, (*tp.TRAIN, *DATA))
    run = link.run
    built = event(BUILDER, "layers")
    if built is not None and reads_as_layers(built):
        apply_layers(read_layers(built))
    with bench.controls:
        train_controls.choose()
    recipe = recipe_now()
    with bench.pictures:
        stand.say(DESK, link)
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
    stand.show(DESK, run, recipe, stack.planned if stack.error is None else None, changed)
    st.markdown(t("**The network**"))
    layers(BUILDER, blocks_of(recipe, stack), FIELDS)
    augmentation_view.show(recipe)
    if run is not None and _learned(run):
        take_home.show(run.id)
    stand.show_beneath(DESK, run)
