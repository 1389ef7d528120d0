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
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.training import learned_from, stand, words


def show(bench: Bench) -> Shown:
    """Fill the bench, but for the controls."""
    link = stand.named(DESK, p.SETTINGS)
    run = link.run
    recipe = recipe_now()
    about = learned_from.about(recipe, run)
    with bench.pictures:
        stand.say(DESK, link)
        _stage(recipe, about, run)
    shown = recipe if run is None else run.recipe
    return Shown(learned_from.program(script, shown, run), downloads(shown, run), questions(recipe, about))


def _stage(recipe: AutoencoderRecipe, about: About, run: Run | None) -> None:
    planned = [layer for half in plan_of(recipe, about.shape) for layer in half]
    changed = "" if run is None else words.changed(differences(run.recipe, recipe))
    stand.show(DESK, run, recipe, planned, changed)
    if run is None:
        _layers(recipe, about)
    else:
        stand.fold(DESK, t("The network, layer by layer"), lambda: _layers(recipe, about))
    stand.show_beneath(DESK, run)


def _layers(recipe: AutoencoderRecipe, about: About) -> None:
    halves = plan_of(recipe, about.shape)
    titles = [t("Encoder"), t("Decoder")] if recipe.coded else [t("The network")]
    stand.show_halves(titles, halves)
    if recipe.network == "variational":
        st.caption(
            t(
                "The encoder gives two numbers for each value of the code: its mean, and the logarithm of its variance."
            )
        )


def controls(hand: InHand) -> None:
    """Show the controls; where they come first, they are at once as the run of the link says."""
    stand.named(DESK, p.SETTINGS)
    train_controls.show()


MODE = Mode(show, controls)
