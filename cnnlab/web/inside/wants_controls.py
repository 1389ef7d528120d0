"""The controls of the mode What it looks for."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.want import OF_PICTURE, Want
from cnnlab.networks.plan import Planned, plan
from cnnlab.web.classifier.use_input import Network, network
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.inside import wants_properties as p
from cnnlab.web.state import Number

KERAS = {
    "conv": "Conv2D",
    "separable": "SeparableConv2D",
    "residual": "Residual",
    "dense": "Dense",
}
"""The kinds of layers that have units, by their names in Keras, which are the same in every language."""


def show(hand: InHand) -> None:
    """Show the controls; without a network there are none, and the bench says why."""
    try:
        asked = network()
    except LabError:
        return
    kind = p.KIND.segmented()
    if kind == "class":
        names = {OF_PICTURE: t("As the picture given"), **dict(enumerate(map(t, asked.about.classes)))}
        p.CLASS.pick(names)
    else:
        layers = layers_of(asked)
        if layers:
            _layers(layers)
        if kind == "unit" and layers:
            _units(layers[layer_number(layers)].shape[-1])
    p.PICTURES.slider()
    smooth(asked).slider()
    with st.expander(t("More"), key="more"):
        p.STEPS.slider()
        dark(asked).slider()
        p.JITTER.slider()
        p.SEED.box()


def want(asked: Network) -> Want:
    """Return what the controls are set to.

    Raises
    ------
    LabError
        A unit is wanted of a network that has no layer between picture and classes.
    """
    kind, layer, unit = p.KIND.value, "", int(p.CLASS.value)
    if kind == "class":
        if unit >= len(asked.about.classes):
            unit = OF_PICTURE
    else:
        layers = layers_of(asked)
        if not layers:
            raise LabError("This network has no layer between picture and classes. Choose a class.")
        chosen = layers[layer_number(layers)]
        # On the screen and in links they count from 1.
        layer, unit = chosen.name, _there(int(p.UNIT.value), chosen.shape[-1]) - 1
    return Want(
        kind,
        layer,
        0 if kind == "layer" else unit,
        steps=int(p.STEPS.value),
        restarts=int(p.PICTURES.value),
        jitter=int(p.JITTER.value),
        smooth=float(smooth(asked).value),
        dark=float(dark(asked).value),
        seed=int(p.SEED.value),
    )


def smooth(asked: Network) -> Number:
    """Return the property that says how smooth: what suits a picture in grey is too little for three colours."""
    return p.SMOOTH_GREY if asked.about.shape[2] == 1 else p.SMOOTH_COLOUR


def dark(asked: Network) -> Number:
    """Return the property that says how dark."""
    return p.DARK_GREY if asked.about.shape[2] == 1 else p.DARK_COLOUR


def layers_of(asked: Network) -> dict[int, Planned]:
    """Return the layers of a network that have units, by their number."""
    recipe, about = asked.recipe, asked.about
    planned = plan(about.shape, len(about.classes), recipe.layers, batch_norm=recipe.batch_norm)
    return {number: each for number, each in enumerate(planned, 1) if each.kind in KERAS}


def layer_number(layers: dict[int, Planned]) -> int:
    """Return the number of the layer that is chosen; at first the last one that has maps."""
    number = int(p.LAYER.value)
    if number in layers:
        return number
    with_maps = [each for each, layer in layers.items() if len(layer.shape) == 3]
    return (with_maps or list(layers))[-1]


def layer_name(number: int, layer: Planned) -> str:
    """Write a layer as lists show it."""
    return "{} · {} · {}".format(number, KERAS[layer.kind], " × ".join(map(str, layer.shape)))


def _layers(layers: dict[int, Planned]) -> None:
    shown = {number: layer_name(number, each) for number, each in layers.items()}
    now = layer_number(layers)
    # 0, the default, stands for the usual one; it has no line of its own.
    if p.LAYER.value != now and p.LAYER.value != p.LAYER.default:
        st.session_state[p.LAYER.key] = now
    if p.LAYER.value == p.LAYER.default:
        shown = {(p.LAYER.default if number == now else number): text for number, text in shown.items()}
    p.LAYER.pick(shown)


def _units(count: int) -> None:
    st.session_state[p.UNIT.key] = _there(int(p.UNIT.value), count)
    st.number_input(
        t("Unit, 1 to {last}", last=count),
        1,
        count,
        key=p.UNIT.key,
        help=t(p.UNIT.help),
        persist_state="session",
    )


def _there(unit: int, count: int) -> int:
    """Return the unit, or the first where the layer has no such unit."""
    return unit if unit <= count else 1
