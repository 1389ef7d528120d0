"""The recipe that the controls say, and the controls as a recipe says."""

from __future__ import annotations

import streamlit as st

from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.classifier import OWN_DATA, is_own
from cnnlab.recipes.layers import PRESETS, Layer
from cnnlab.web.classifier import data_properties as d
from cnnlab.web.classifier import train_properties as p
from cnnlab.web.classifier.layer_text import read_layers, write_layers

_DATA = {"examples": d.EXAMPLES, "clutter": d.CLUTTER, "noise": d.NOISE, "cue": d.CUE}

WORDS = {
    "data": d.DATA_SET.label,
    "layers": p.PRESET.label,
    **{name: each.label for name, each in (_DATA | p.RECIPE).items()},
}
"""For each setting of a recipe the message id of its name."""


def recipe_now() -> ClassifierRecipe:
    """Return what the controls say.

    Raises
    ------
    LabError
        Where a browser has sent what no control can say.
    """
    settings = {name: each.value for name, each in (_DATA | p.RECIPE).items()}
    return ClassifierRecipe(data=d.data_name(), layers=layers_now(), **settings)


def layers_now() -> tuple[Layer, ...]:
    """Return the layers of the chosen network."""
    preset = p.PRESET.value
    return read_layers(p.LAYERS.valid) if preset == p.OWN_LAYERS else PRESETS[preset]


def apply_recipe(recipe: ClassifierRecipe) -> None:
    """Bring the controls to what a recipe says.

    To be called before they are made: in a button's callback, or at the beginning of a run.
    """
    values = {each: getattr(recipe, name) for name, each in (_DATA | p.RECIPE).items()}
    values[d.DATA_SET] = d.OWN_PICTURES if is_own(recipe.data) else recipe.data
    if is_own(recipe.data):
        values[d.OWN_SET] = recipe.data.removeprefix(OWN_DATA)
    apply_layers(recipe.layers)
    for each, value in values.items():
        if isinstance(each, p.Number):
            # A recipe may say 1 where the control says 1.0, and more examples than there are.
            value = type(each.default)(min(max(value, each.low), each.high))
        st.session_state[each.key] = value


def apply_layers(layers: tuple[Layer, ...]) -> None:
    """Bring the choice of the network to these layers."""
    text = write_layers(layers)
    preset = next((name for name, each in PRESETS.items() if write_layers(each) == text), p.OWN_LAYERS)
    st.session_state[p.PRESET.key] = preset
    st.session_state[p.LAYERS.key] = text if preset == p.OWN_LAYERS else p.LAYERS.default
