"""Runs of several kinds in one store: which page shows which."""

from __future__ import annotations

import streamlit as st

from cnnlab import engine, pretrained
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.folders import is_id
from cnnlab.recipes import Recipe
from cnnlab.recipes.reading import KINDS
from cnnlab.web import navigation, visitor
from cnnlab.web.i18n import N_, t
from cnnlab.web.training.properties import RUN

MODES = {
    "classifier": ("cls_mode", "train"),
    "autoencoder": ("ae_mode", "train"),
    "gan": ("gan_mode", "watch"),
    "one-style": ("style_mode", "train"),
}
"""For each kind of recipe the key of its page's mode, and the mode in which one is trained."""
PAGE = {"one-style": "style"}
"""For a kind of recipe its page, where that has another name."""
ELSEWHERE = {
    "classifier": N_("The run of this link is a classifier: the page Classifier shows it."),
    "autoencoder": N_("The run of this link is an autoencoder: the page Autoencoder shows it."),
    "gan": N_("The run of this link is a GAN: the page GAN shows it."),
    "stylizer": N_("The run of this link is a stylizer, which no page shows while it is trained."),
    "one-style": N_("The run of this link has learned a style: the page Style transfer shows it."),
    "perceptual": N_(
        "The run of this link is a perceptual network, which no page shows while it is trained."
    ),
}
OTHER_RECIPE = {
    "classifier": N_(
        "This is the recipe of a classifier. Upload it on the page Classifier, in the mode Train."
    ),
    "autoencoder": N_(
        "This is the recipe of an autoencoder. Upload it on the page Autoencoder, in the mode Train."
    ),
    "gan": N_("This is the recipe of a GAN. Upload it on the page GAN, in the mode Watch."),
    "one-style": N_(
        "This is the recipe of a network for one style. Upload it on the page Style transfer, in the mode Train a"
        " style."
    ),
    "stylizer": N_(
        "This is the recipe of a stylizer, which is trained from the command line alone: python -m cnnlab run"
        " recipe.json --out folder."
    ),
    "perceptual": N_(
        "This is the recipe of a perceptual network, which is trained from the command line alone: python -m cnnlab"
        " run recipe.json --out folder."
    ),
}


def kind_of(recipe: Recipe) -> str:
    """Return the name of a recipe's kind."""
    return next(name for name, kind in KINDS.items() if isinstance(recipe, kind))


def of_link(kind: str) -> str:
    """Return the run that the address names; empty where it names none, or one that is known to be of another kind."""
    run = RUN.valid
    return "" if run and kind_of_run(run) not in ("", kind) else run


def kind_of_run(run: str) -> str:
    """Return the kind of a run; empty where there is none of that name."""
    try:
        return kind_of(pretrained.recipe_of(run)) if is_id(run) else ""
    except LabError:
        return ""


def runs_of(kind: str) -> tuple[Run, ...]:
    """Return the visitor's runs of a kind, the newest first."""
    return tuple(run for run in engine.runs_of(visitor.token()) if isinstance(run.recipe, KINDS[kind]))


def show_elsewhere(kind: str, key: str) -> None:
    """Say that the run of the link is of this kind and not this page's, with the way to its page.

    Parameters
    ----------
    kind : str
        Of the run.
    key : str
        Of the button.
    """
    st.info(t(ELSEWHERE[kind]), icon=":material/link:")
    if st.button(
        t("Open it there"), icon=":material/arrow_forward:", key=key, on_click=_to_train, args=(kind,)
    ):
        st.switch_page(navigation.PAGES / f"{PAGE.get(kind, kind)}.py")


def _to_train(kind: str) -> None:
    key, mode = MODES[kind]
    st.session_state[key] = mode
