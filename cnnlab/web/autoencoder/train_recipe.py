"""The recipe that the controls of the mode Train say, and the controls as a recipe says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

import streamlit as st

from cnnlab.recipes import AutoencoderRecipe
from cnnlab.recipes.classifier import OWN_DATA, is_own
from cnnlab.web.autoencoder import train_properties as p
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.state import Choice, Number
from cnnlab.web.training.data_names import NAMES, OWN_PICTURES

LABELS = {"data": p.DATA_SET.label, **{name: each.label for name, each in p.RECIPE.items()}}
"""For each setting of a recipe the message id of its name."""

_ONLY = {
    "code": ("autoencoder", "variational", "article"),
    "hidden": ("autoencoder", "variational"),
    "filters": ("autoencoder", "variational", "denoiser", "inpainter"),
    "beta": ("variational",),
    "warm_up": ("variational",),
    "noise": ("denoiser",),
    "least": ("denoiser",),
    "most": ("denoiser",),
    "hole": ("inpainter",),
}


def matters(name: str, network: str) -> bool:
    """Tell whether a setting changes anything for a network."""
    return network in _ONLY.get(name, (network,))


def recipe_now() -> AutoencoderRecipe:
    """Return what the controls say; what does not matter for the network has its usual value.

    Raises
    ------
    LabError
        Where a browser has sent what no control can say.
    """
    network = p.NETWORK.value
    settings = {name: each.value for name, each in p.RECIPE.items() if matters(name, network)}
    if "least" in settings:
        # Two sliders may have passed one another.
        settings["least"], settings["most"] = sorted((settings["least"], settings["most"]))
    return AutoencoderRecipe(data=data_name(), **settings)


def data_name() -> str:
    """Return the name of the chosen data set; without own pictures here, the digits."""
    chosen = p.DATA_SET.value
    if chosen != OWN_PICTURES:
        return chosen
    return OWN_DATA + p.OWN_SET.valid if p.OWN_SET.valid else p.DATA_SET.default


def apply_recipe(recipe: AutoencoderRecipe) -> None:
    """Bring the controls to what a recipe says.

    To be called before they are made: in a button's callback, or at the beginning of a run.
    """
    values: dict[Any, Any] = {
        each: getattr(recipe, name) for name, each in p.RECIPE.items() if matters(name, recipe.network)
    }
    values[p.DATA_SET] = OWN_PICTURES if is_own(recipe.data) else recipe.data
    if is_own(recipe.data):
        values[p.OWN_SET] = recipe.data.removeprefix(OWN_DATA)
    for each, value in values.items():
        if isinstance(each, Number):
            value = type(each.default)(value)  # a recipe may say 1 where the control says 1.0
        st.session_state[each.key] = value


def say(name: str, value: Any) -> str:
    """Say the value of a setting in the reader's language."""
    if name == "data":
        return t(NAMES.get(value, NAMES[OWN_PICTURES]))
    if name == "examples" and value == 0:
        return t("all")
    control = p.RECIPE[name]
    if isinstance(control, Choice):
        return t(control.options.get(value, value))
    return number(value, 4) if isinstance(value, float) else f"{value:,}"


def differences(before: AutoencoderRecipe, after: AutoencoderRecipe) -> Sequence[tuple[str, str, str]]:
    """Return what differs between two recipes: name, before, after, in the reader's language."""
    return [
        (t(LABELS[field.name]), *(say(field.name, getattr(each, field.name)) for each in (before, after)))
        for field in fields(AutoencoderRecipe)
        if getattr(before, field.name) != getattr(after, field.name)
        and (matters(field.name, before.network) or matters(field.name, after.network))
    ]
