"""A recipe from a file: it fills the controls of the mode Train."""

from __future__ import annotations

import streamlit as st

from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, read
from cnnlab.web.classifier.recipe_state import apply_recipe
from cnnlab.web.i18n import t, t_error

KEY = "cls_recipe_file"
_SAID = "_cls_recipe_said"
LARGEST = 400_000
"""Bytes that are looked at; the longest recipe is far shorter. Streamlit's own limit would leave a network that is
larger with Streamlit's own words, and not with ours.
"""
_NETWORKS = (b"PK\x03\x04", b"\x89HDF", b"TFL3")
"""How files of Keras (new and old), of NumPy archives and of LiteRT begin; the last after four bytes."""


def show() -> None:
    """Show where a recipe is uploaded, and what became of the last one."""
    st.file_uploader(
        t("Recipe (JSON)"),
        type=["json", "keras", "h5"],
        key=KEY,
        on_change=_take,
        help=t("A recipe that was downloaded here: it sets all controls of this mode."),
    )
    said = st.session_state.get(_SAID)
    if isinstance(said, LabError):
        st.error(t_error(said), icon=":material/error:")
    elif said and st.session_state.get(KEY) is not None:
        st.success(t("The controls are set as the recipe says."), icon=":material/check_circle:")
    st.caption(
        t(
            "Recipes can be brought back, networks cannot: a Keras file may hold any program, which would run here"
            " as soon as it is opened. Bring the recipe, and train it: the same recipe gives the same network."
        )
    )


def _take() -> None:
    file = st.session_state.get(KEY)
    st.session_state[_SAID] = None
    if file is None:
        return
    try:
        apply_recipe(read_file(file.read(LARGEST)))
        st.session_state[_SAID] = True
    except LabError as error:
        # Without its traceback, which would hold on to the file.
        st.session_state[_SAID] = LabError(error.message, **error.values)


def read_file(content: bytes) -> ClassifierRecipe:
    """Read what somebody has uploaded as a recipe.

    Parameters
    ----------
    content : bytes
        Anything; of a large file its first `LARGEST` bytes.

    Raises
    ------
    LabError
        It is no recipe, or one that cannot be trained here.
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
    limits().check(recipe)
    return recipe
