"""The controls of the mode Time machine: one line beneath the pictures."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference import checkpoints
from cnnlab.web.classifier.use_input import Network, network
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import course_properties as p
from cnnlab.web.inside.why_controls import layer_name, layers_of


def show(hand: InHand) -> None:
    """Show the controls; without a network, or without copies of it, there are none, and the bench says why."""
    try:
        asked = network()
        checkpoints.files(asked.name)
    except LabError:
        return
    with st.container(key="course_controls", horizontal=True, vertical_alignment="bottom", gap="medium"):
        _layers(asked)
        names = [t(name) for name in asked.about.classes]
        p.CLASS.pick({-1: t("The right one, or the last answer"), **dict(enumerate(names))}, width=280)
        p.OWN_SCALE.toggle()


def _layers(asked: Network) -> None:
    layers = layers_of(asked)
    if not layers:
        return
    first = min(layers)
    # 0, the default, is the first there is; it has no line of its own.
    names = {
        p.LAYER.default if number == first else number: layer_name(number, each)
        for number, each in layers.items()
    }
    p.LAYER.pick(names, width=280)
