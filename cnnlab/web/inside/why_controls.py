"""The controls of the mode Why this class."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.why_methods import Asking, chosen_layer, map_layers
from cnnlab.networks.plan import Planned
from cnnlab.web.classifier.use_controls import KERAS
from cnnlab.web.classifier.use_input import Network, network
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import why_properties as p


def show(hand: InHand) -> None:
    """Show the controls; without a network there are none, and the bench says why."""
    try:
        asked = network()
    except LabError:
        return
    layers = layers_of(asked)
    _classes(asked)
    p.FIRST.select()
    p.SECOND.select()
    p.NOTHING.select()
    with st.expander(t("More"), key="more"):
        if layers:
            _layers(layers)
        p.STRENGTH.slider()
        p.SIGN.select()
        p.STEPS.slider()
        p.NOISE.slider()
        p.COPIES.slider()
        p.SIZE.slider()
        p.STRIDE.slider()


def asking(methods: tuple[str, ...] = ()) -> Asking:
    """Return what the controls are set to, for the two methods that are chosen, or for others."""
    return Asking(
        int(p.CLASS.value),
        methods or tuple(dict.fromkeys((p.FIRST.value, p.SECOND.value))),
        int(p.LAYER.value),
        p.NOTHING.value,
        int(p.STEPS.value),
        float(p.NOISE.value),
        int(p.COPIES.value),
        int(p.SIZE.value),
        int(p.STRIDE.value),
    )


def layers_of(asked: Network) -> dict[int, Planned]:
    """Return the layers of a network that have maps, by their number."""
    return map_layers(asked.recipe, asked.about.shape, len(asked.about.classes))


def _classes(asked: Network) -> None:
    names = [t(name) for name in asked.about.classes]
    p.CLASS.pick({p.SUREST: t("The surest one")} | dict(enumerate(names)))


def _layers(layers: dict[int, Planned]) -> None:
    usual = chosen_layer(layers, 0)
    if p.LAYER.value == usual:
        st.session_state[p.LAYER.key] = 0
    # 0, the default, is the last convolution; it has no line of its own.
    p.LAYER.pick(
        {0 if number == usual else number: layer_name(number, each) for number, each in layers.items()}
    )


def layer_name(number: int, layer: Planned) -> str:
    """Write a layer as lists show it."""
    return "{} · {} · {}".format(number, KERAS[layer.kind], " × ".join(map(str, layer.shape)))
