"""Settings that go together, tried on the digits; and what a data set asks for."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import streamlit as st

from cnnlab import datasets
from cnnlab.errors import LabError
from cnnlab.recipes import GanRecipe
from cnnlab.web.gan import watch_properties as p
from cnnlab.web.gan.watch_recipe import apply_settings, data_name, matters

PRESETS: dict[str, GanRecipe] = {
    "hinge": GanRecipe(),
    "dense": GanRecipe(
        network="dense",
        loss="non_saturating",
        spectral=False,
        learning_rate=2e-4,
        critic_rate=2e-4,
        momentum=0.5,
        epochs=120,
    ),
    "wasserstein": GanRecipe(
        network="dcgan",
        loss="wasserstein",
        spectral=False,
        critic_steps=3,
        learning_rate=5e-4,
        critic_rate=5e-4,
        epochs=40,
    ),
    "transposed": GanRecipe(
        network="dcgan",
        upsampling="transposed",
        loss="non_saturating",
        spectral=False,
        learning_rate=5e-4,
        critic_rate=5e-4,
        momentum=0.5,
        epochs=60,
    ),
}
_FREE = ("data", "examples", "epochs", "batch_size", "seed")
"""What no preset is about; the epochs it brings along."""
STEPS = 1500
"""Of a training that is offered on other data than the digits, to begin with."""
_LAST = "_gan_w_data"


def settle() -> None:
    """Bring the choice of a preset to what the other controls say, or these to a link that names a preset alone.

    To be called before the controls are made; once more in the same run, it does nothing.
    """
    chosen = p.PRESET.value
    usual = all(each.value == each.default for each in p.RECIPE.values())
    if usual and chosen != p.PRESET.default and chosen in PRESETS:
        _apply(chosen)
    elif chosen != (found := _matching()):
        st.session_state[p.PRESET.key] = found
    st.session_state.setdefault(_LAST, data_name())


def follow_preset() -> None:
    """Bring the controls to the preset that has just been chosen."""
    if p.PRESET.value in PRESETS:
        _apply(p.PRESET.value)


def follow_data() -> None:
    """Bring the number of epochs along, unless the visitor has chosen another."""
    before, after = st.session_state.get(_LAST, p.DATA_SET.default), data_name()
    if p.EPOCHS.value == _epochs(before):
        st.session_state[p.EPOCHS.key] = _epochs(after)
    st.session_state[_LAST] = after


def _apply(preset: str) -> None:
    recipe = PRESETS[preset]
    settings = {name: value for name, value in asdict(recipe).items() if name not in _FREE}
    apply_settings(settings)
    st.session_state[p.PRESET.key] = preset
    st.session_state[p.EPOCHS.key] = _epochs(data_name())


def _matching() -> str:
    now: dict[str, Any] = {name: each.value for name, each in p.RECIPE.items()}
    for preset, recipe in PRESETS.items():
        wanted = asdict(recipe)
        names = [
            name for name in p.RECIPE if name not in _FREE and matters(name, now["network"], now["loss"])
        ]
        if all(now[name] == wanted[name] for name in names):
            return preset
    return p.OWN_SETTINGS


def _epochs(data: str) -> int:
    """Return how many epochs are offered, for the preset of now."""
    if data == p.DATA_SET.default:
        return PRESETS.get(p.PRESET.value, PRESETS[p.PRESET.default]).epochs
    try:
        size = datasets.size(data)
    except LabError:  # they have been deleted; the page says so where they are to be shown
        return p.EPOCHS.default
    wanted = STEPS / max(1, size // int(p.BATCH.value))
    return min(p.EPOCHS.stops, key=lambda stop: abs(stop - wanted))
