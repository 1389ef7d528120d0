"""What a network brings along: the settings that it is made for, unless the visitor has chosen others."""

from __future__ import annotations

import streamlit as st

from cnnlab import datasets
from cnnlab.errors import LabError
from cnnlab.recipes.suited import suited
from cnnlab.web.classifier import data_properties as d
from cnnlab.web.classifier import train_properties as p

_MADE_FOR = "_cls_made_for"
"""The network whose settings the controls may hold, and the number of pictures that these were meant for."""


def follow_network() -> None:
    """Bring along what belongs to the network that has just been chosen, in place of what the last one brought."""
    _bring(p.PRESET.value)


def follow_data() -> None:
    """Bring along what belongs to the same network, with the pictures that have just been chosen."""
    if _MADE_FOR in st.session_state:
        _bring(st.session_state[_MADE_FOR][0])


def remember() -> None:
    """Note which network the controls show, however it has come there."""
    network = p.PRESET.value
    # Layers that were changed by hand are still trained as the network was that they were made from.
    if _MADE_FOR not in st.session_state or network not in (p.OWN_LAYERS, st.session_state[_MADE_FOR][0]):
        st.session_state[_MADE_FOR] = (network, _pictures())


def _bring(network: str) -> None:
    pictures = _pictures()
    last, meant = st.session_state.get(_MADE_FOR, (network, pictures))
    before = (suited(last, meant), suited(last, pictures))
    after = suited(network, pictures)
    for name in {**before[0], **after}:
        each = p.RECIPE[name]
        if each.value in [settings.get(name, each.default) for settings in before]:
            st.session_state[each.key] = after.get(name, each.default)
    st.session_state[_MADE_FOR] = (network, pictures)


def _pictures() -> int:
    try:
        there = datasets.size(d.data_name())
    except LabError:
        return 1  # they have been deleted; the page says so where they are to be shown
    return min(int(d.EXAMPLES.value) or there, there)
