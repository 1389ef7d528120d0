"""A recipe from a file: it fills the controls of the mode Train."""

from __future__ import annotations

import streamlit as st

from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.recipes import Recipe, read
from cnnlab.recipes.autoencoder import PHOTOS
from cnnlab.web.i18n import t, t_error
from cnnlab.web.training.desk import Desk
from cnnlab.web.training.kinds import OTHER_RECIPE, kind_of

LARGEST = 400_000
"""Bytes that are looked at; the longest recipe is far shorter. Streamlit's own limit would leave a network that is
larger with Streamlit's own words, and not with ours.
"""
_NETWORKS = (b"PK\x03\x04", b"\x89HDF", b"TFL3")
"""How files of Keras (new and old), of NumPy archives and of LiteRT begin; the last after four bytes."""


def show(desk: Desk) -> None:
    """Show where a recipe is uploaded, and what became of the last one."""
    key = key_of(desk)
    st.file_uploader(
        t("Recipe (JSON)"),
        type=["json", "keras", "h5"],
        key=key,
        on_change=_take,
        args=(desk,),
        help=t("A recipe that was downloaded here: it sets all controls of this mode."),
    )
    said = st.session_state.get(_said(desk))
    if isinstance(said, LabError):
        st.error(t_error(said), icon=":material/error:")
    elif said and st.session_state.get(key) is not None:
        st.success(t("The controls are set as the recipe says."), icon=":material/check_circle:")
    st.caption(
        t(
            "Recipes can be brought back, networks cannot: a Keras file may hold any program, which would run here"
            " as soon as it is opened. Bring the recipe, and train it: the same recipe gives the same network."
        )
    )


def key_of(desk: Desk) -> str:
    """Return the key of the place for a file."""
    return desk.key("recipe_file")


def _said(desk: Desk) -> str:
    return f"_{desk.key('recipe_said')}"


def _take(desk: Desk) -> None:
    file = st.session_state.get(key_of(desk))
    st.session_state[_said(desk)] = None
    if file is None:
        return
    try:
        desk.apply(read_file(file.read(LARGEST), desk.kind))
        st.session_state[_said(desk)] = True
    except LabError as error:
        # Without its traceback, which would hold on to the file.
        st.session_state[_said(desk)] = LabError(error.message, **error.values)


def read_file(content: bytes, kind: str) -> Recipe:
    """Read what somebody has uploaded as a recipe.

    Parameters
    ----------
    content : bytes
        Anything; of a large file its first `LARGEST` bytes.
    kind : str
        Of the recipes that the page trains.

    Raises
    ------
    LabError
        It is no recipe, one of another kind, or one that cannot be trained here.
    """
    if content.startswith(_NETWORKS) or content[4:8] in _NETWORKS:
        raise LabError(
            "This is a network, and networks from elsewhere are never opened here: to open one can run any program"
            " that its maker put in. Upload the recipe (JSON) instead, and train it."
        )
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    recipe = read(text)
    if kind_of(recipe) != kind:
        raise LabError(OTHER_RECIPE[kind_of(recipe)])
    if recipe.data == PHOTOS:
        raise LabError(
            "A network for photographs is trained from the command line alone: python -m cnnlab run recipe.json --out"
            " folder."
        )
    limits().check(recipe)
    return recipe
