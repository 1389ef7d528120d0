"""What the Autoencoder brings to its mode Train: its words, its charts, and where a trained network leads."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from cnnlab import pretrained
from cnnlab.engine import Run
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.autoencoder import imagine_properties as imagine
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.autoencoder import rebuild_properties as r
from cnnlab.web.autoencoder import repair_properties as repair
from cnnlab.web.autoencoder import train_properties as tp
from cnnlab.web.autoencoder import train_words
from cnnlab.web.autoencoder.train_recipe import apply_recipe
from cnnlab.web.components.curves import Chart
from cnnlab.web.components.rebuilt import Rebuilt, rebuilt
from cnnlab.web.i18n import N_, t
from cnnlab.web.training.course import Course, known
from cnnlab.web.training.desk import Desk, Series

MEASURES = ("loss", "reconstruction", "divergence", "error")
"""What the steps of an autoencoder's training tell."""
_LIKENESS = Chart("psnr", N_("PSNR"), "decibel")
_VARIATIONAL = (
    Chart("reconstruction", N_("Reconstruction, in nats"), "number"),
    Chart("divergence", N_("KL divergence, in nats"), "number"),
    _LIKENESS,
)
_INPAINTER = (
    Chart("loss", N_("Loss, above all in the holes"), "number"),
    Chart("psnr", N_("PSNR inside the holes"), "decibel"),
)
_OTHERS = {
    "mean_squared_error": (Chart("loss", N_("Loss: mean squared error"), "number"), _LIKENESS),
    "binary_crossentropy": (Chart("loss", N_("Loss: binary cross-entropy"), "number"), _LIKENESS),
}


def charts(recipe: AutoencoderRecipe) -> Sequence[Chart]:
    """Return the charts of a recipe's training; of a variational one the two parts of its loss stand apart."""
    if recipe.network == "variational":
        return _VARIATIONAL
    return _INPAINTER if recipe.network == "inpainter" else _OTHERS[recipe.loss]


def series(columns: Series) -> Series:
    """Add the PSNR of each mean squared error."""
    found = dict(columns)
    for part in ("", "val_"):
        if f"{part}error" in found:
            found[f"{part}psnr"] = [train_words.psnr_of(error) for error in found[f"{part}error"]]
    return found


def _looks(run: Run, course: Course) -> None:
    given = course.strip(run.id, "examples.png")
    if given is None:
        return
    wanted = None if run.recipe.coded else course.strip(run.id, "wanted.png")
    labels = course.start.get("labels", ())
    names = [t(name) for name in pretrained.about_of(run.id).classes] if labels else ()
    seen = [
        Rebuilt(
            each.step,
            each.picture,
            [[known(value) for value in code] for code in each.event["codes"]]
            if "codes" in each.event
            else None,
        )
        for each in course.looks(run.id, "rebuilt")
    ]
    rebuilt("ae_looks", run.id, given, wanted, seen, labels, names)


def _onward(run: Run) -> None:
    if run.recipe.coded:
        st.button(
            t("Rebuild pictures with it"),
            icon=":material/draw:",
            on_click=_to_rebuild,
            key="ae_to_rebuild",
            help=t("Your own digit, or any picture, through this network."),
        )
        st.button(
            t("Imagine with it"),
            icon=":material/blur_on:",
            on_click=_to_imagine,
            args=(run.recipe.code,),
            key="ae_to_imagine",
            help=t("Where its codes lie, ways between pictures, and pictures out of nothing."),
        )
    else:
        st.button(
            t("Repair pictures with it"),
            icon=":material/healing:",
            on_click=_to_repair,
            key="ae_to_repair",
            help=t("Your own digit, or any picture, spoiled and repaired by this network."),
        )


def _to_rebuild() -> None:
    st.session_state[p.MODE.key] = "rebuild"
    st.session_state[r.NETWORK.key] = "run"


def _to_repair() -> None:
    st.session_state[p.MODE.key] = "repair"
    st.session_state[repair.NETWORK.key] = "run"


def _to_imagine(code: int) -> None:
    st.session_state[p.MODE.key] = "imagine"
    st.session_state[imagine.PLANE_NETWORK.key] = st.session_state[imagine.NETWORK.key] = "run"
    if code < 2:  # there is no plane of single numbers
        st.session_state[imagine.VIEW.key] = "walk"


DESK = Desk(
    prefix="ae",
    kind="autoencoder",
    epochs=tp.EPOCHS,
    seed=tp.SEED,
    apply=apply_recipe,
    measures=MEASURES,
    series=series,
    charts=charts,
    looks=_looks,
    pictures_first=True,
    summary=train_words.summary,
    result=train_words.result,
    brief=train_words.brief,
    onward=_onward,
)
