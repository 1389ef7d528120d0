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
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.training import learned_from, stand, words


def show(bench: Bench) -> Shown:
    """Fill the bench, but for the controls."""
    link = stand.named(DESK, p.SETTINGS)
    run = link.run
    settle()
    recipe = recipe_now()
    about = learned_from.about(recipe, run)
    with bench.pictures:
        stand.say(DESK, link)
        _stage(recipe, about, run)
    shown = recipe if run is None else run.recipe
    return Shown(learned_from.program(script, shown, run), downloads(shown, run), questions(recipe, about))


def _stage(recipe: GanRecipe, about: About, run: Run | None) -> None:
    planned = [layer for half in plan_of(recipe, about.shape, len(about.classes)) for layer in half]
    # What acts on a training under way is no other training.
    leave = tuple(p.LIVE) if run is not None and run.alive and run.mine else ()
    changed = "" if run is None else words.changed(differences(run.recipe, recipe, leave))
    stand.show(DESK, run, recipe, planned, changed)
    if run is None:
        _layers(recipe, about)
    else:
        stand.fold(DESK, t("Both networks, layer by layer"), lambda: _layers(recipe, about))
    stand.show_beneath(DESK, run)


def _layers(recipe: GanRecipe, about: About) -> None:
    halves = plan_of(recipe, about.shape, len(about.classes))
    stand.show_halves((t("Generator"), t("Discriminator")), halves)
    if recipe.conditional:
        st.caption(
            t(
                "The generator gets the class as {count} more values beside the noise. The discriminator's score has a"
                " part that depends on the class that the picture is said to be.",
                count=halves[0][0].shape[0],
            )
        )


def controls(hand: InHand) -> None:
    """Show the controls; where they come first, they are at once as the run of the link says."""
    watch_controls.show(stand.named(DESK, p.SETTINGS).run)


MODE = Mode(show, controls)
