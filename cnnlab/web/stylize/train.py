"""The mode Train a style: an encoder and a decoder learn one style, before one's eyes."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.engine import Run
from cnnlab.images import encoding
from cnnlab.images.sheet import strip
from cnnlab.inference.one_style_start import SIDE, started
from cnnlab.networks.stylizer_plan import plan_of
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.training.one_style_pictures import squares_of
from cnnlab.training.one_style_script import script
from cnnlab.web.components.rebuilt import Rebuilt
from cnnlab.web.compute import NotReady, ask_again, wait_for_engine
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.stylize import train_controls, train_words, vgg19
from cnnlab.web.stylize import train_properties as p
from cnnlab.web.stylize.train_desk import DESK, show_photographs
from cnnlab.web.stylize.train_downloads import downloads
from cnnlab.web.stylize.train_question import questions
from cnnlab.web.stylize.train_recipe import differences, recipe_now
from cnnlab.web.training import stand, words


def show(bench: Bench) -> Shown:
    """Fill the bench, but for the controls."""
    link = stand.named(DESK, p.SETTINGS)
    run = link.run
    recipe = recipe_now()
    with bench.pictures:
        stand.say(DESK, link)
        _stage(recipe, run)
    shown = recipe if run is None else run.recipe
    return Shown(script(shown), downloads(shown, run), questions(shown))


def _stage(recipe: OneStyleRecipe, run: Run | None) -> None:
    changed = "" if run is None else words.changed(differences(run.recipe, recipe))
    if recipe.perceptual == "vgg19" and (run is None or not run.alive):
        _vgg19()
    stand.show(DESK, run, recipe, _planned(recipe), changed)
    if run is None:
        _before(recipe)
    st.caption(train_words.idea())
    stand.fold(DESK, t("The network, layer by layer"), lambda: _layers(recipe if run is None else run.recipe))
    stand.show_beneath(DESK, run)


def _vgg19() -> None:
    """Offer to fetch what the losses are measured with; the training begins without that, too, and fetches it."""
    here = vgg19.is_here()
    if here is None:
        vgg19.wait()
    elif not here:
        vgg19.offer()
        st.caption(t("Otherwise the training fetches them when it begins."))


def _planned(recipe: OneStyleRecipe) -> list:
    return [layer for half in plan_of(recipe.architecture, recipe.crop) for layer in half]


def _before(recipe: OneStyleRecipe) -> None:
    """Show what the start makes of the photographs, before a step is taken."""
    given, looks, waits = encoding.data_url(strip(squares_of(recipe, SIDE))), [], False
    if recipe.start == "stylizer" and STYLIZER in pretrained.names():
        try:
            painted = ask_again(started, recipe.style, recipe.style_seed, recipe.picture, place="one_style")
            looks = [Rebuilt(0, encoding.data_url(painted), None)]
        except NotReady:
            waits = True  # the button needs no picture
    show_photographs("", recipe, given, looks)
    if waits:
        wait_for_engine()


def _layers(recipe: OneStyleRecipe) -> None:
    stand.show_halves((t("Encoder"), t("Decoder")), plan_of(recipe.architecture, recipe.crop))
    st.caption(
        t(
            "Shapes are those for a piece of {side} × {side} pixels; the network takes photographs of any size. The"
            " dense layers turn the style's numbers into a scale and a shift for each map.",
            side=recipe.crop,
        )
    )


def controls(hand: InHand) -> None:
    """Show the controls; where they come first, they are at once as the run of the link says."""
    stand.named(DESK, p.SETTINGS)
    train_controls.show()


MODE = Mode(show, controls)
