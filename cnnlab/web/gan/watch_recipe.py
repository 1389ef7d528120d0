"""The recipe that the controls of the mode Watch say, and the controls as a recipe says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from cnnlab.recipes import GanRecipe
from cnnlab.recipes.classifier import OWN_DATA, is_own
from cnnlab.web.gan import watch_properties as p
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.state import Choice, Flag, Number
from cnnlab.web.training.data_names import NAMES, OWN_PICTURES

LABELS = {"data": p.DATA_SET.label, **{name: each.label for name, each in p.RECIPE.items()}}
"""For each setting of a recipe the message id of its name."""


def matters(name: str, network: str, loss: str) -> bool:
    """Tell whether a setting changes anything for these networks with this loss."""
    if name in ("filters", "upsampling"):
        return network != "dense"
    return name != "penalty" or loss == "wasserstein"


def recipe_now() -> GanRecipe:
    """Return what the controls say; what does not matter has its usual value.

    Raises
    ------
    LabError
        Where a browser has sent what no control can say.
    """
    chosen = {name: each.value for name, each in p.RECIPE.items()}
    kept = {name: value for name, value in chosen.items() if matters(name, chosen["network"], chosen["loss"])}
    return GanRecipe(data=data_name(), **kept)


def data_name() -> str:
    """Return the name of the chosen data set; without own pictures here, the digits."""
    chosen = p.DATA_SET.value
    if chosen != OWN_PICTURES:
        return chosen
    return OWN_DATA + p.OWN_SET.valid if p.OWN_SET.valid else p.DATA_SET.default


def apply_recipe(recipe: GanRecipe) -> None:
    """Bring the controls to what a recipe says.

    To be called before they are made: in a button's callback, or at the beginning of a run.
    """
    settings = {
        name: getattr(recipe, name) for name in p.RECIPE if matters(name, recipe.network, recipe.loss)
    }
    apply_settings(settings)
    st.session_state[p.DATA_SET.key] = OWN_PICTURES if is_own(recipe.data) else recipe.data
    if is_own(recipe.data):
        st.session_state[p.OWN_SET.key] = recipe.data.removeprefix(OWN_DATA)


def apply_settings(settings: dict[str, Any]) -> None:
    """Bring the controls of some settings to these values."""
    for name, value in settings.items():
        each = p.RECIPE[name]
        # A recipe may say 1 where the control says 1.0.
        st.session_state[each.key] = type(each.default)(value) if isinstance(each, Number) else value


def say(name: str, value: Any) -> str:
    """Say the value of a setting in the reader's language."""
    if name == "data":
        return t(NAMES.get(value, NAMES[OWN_PICTURES]))
    if name == "examples" and value == 0:
        return t("all")
    control = p.RECIPE[name]
    if isinstance(control, Choice):
        return t(control.options.get(value, value))
    if isinstance(control, Flag):
        return t("on") if value else t("off")
    return number(value, 6) if isinstance(value, float) else f"{value:,}"


def differences(
    before: GanRecipe, after: GanRecipe, leave: Sequence[str] = ()
) -> Sequence[tuple[str, str, str]]:
    """Return what differs between two recipes: name, before, after, in the reader's language.

    Parameters
    ----------
    before, after : GanRecipe
    leave : sequence of str
        Settings that are not looked at.
    """
    return [
        (t(LABELS[field.name]), *(say(field.name, getattr(each, field.name)) for each in (before, after)))
        for field in fields(GanRecipe)
        if field.name not in leave
        and getattr(before, field.name) != getattr(after, field.name)
        and any(matters(field.name, each.network, each.loss) for each in (before, after))
    ]
