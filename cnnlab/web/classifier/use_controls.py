"""The controls of the mode Use."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.use_report import Question, UseReport
from cnnlab.web.classifier import network_choice
from cnnlab.web.classifier import properties as p
from cnnlab.web.classifier import use_properties as u
from cnnlab.web.classifier.examine_words import name_of
from cnnlab.web.classifier.use_input import PAD, Network, network
from cnnlab.web.components import pad
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand


def show(hand: InHand) -> None:
    """Show the controls; without the network there is only the choice of another, and the bench says why."""
    try:
        asked = network()
    except LabError:
        if network_choice.options():
            p.MODEL.select(network_choice.options())
        return
    p.MODEL.select(network_choice.options())
    st.caption(
        t("Draw a digit.") if asked.knows_digits else t("Draw something: it becomes the picture in hand.")
    )
    pad.pad(PAD, words=pad.words(), live=True)
    _given(asked)
    with st.expander(t("More"), key="more"):
        u.TURN.slider(format="%d°")
        u.SHIFT.slider(format="%d px")
        u.NOISE.slider()
        u.BEFORE.toggle()


def _given(asked: Network) -> None:
    asked.given.select()
    if asked.given.value == "example" and asked.kind != "example":
        st.caption(
            t(
                "The test pictures of this network ({name}) are not here: it gets the picture in hand.",
                name=name_of(asked.recipe.data),
            )
        )
    elif asked.kind == "example":
        u.EXAMPLE.box()


def question() -> Question:
    """Return what the controls are set to."""
    return Question(
        float(u.TURN.value),
        int(u.SHIFT.value),
        float(u.NOISE.value),
        u.VARY.value,
        int(u.LAYER.value),
        bool(u.BEFORE.value),
    )


def layer(report: UseReport) -> None:
    """Show the list of layers; it needs the network, so it stands above the maps."""
    numbers = {int(each.name.partition("_")[0]): each for each in report.layers}
    now = int(report.layer.name.partition("_")[0])
    if u.LAYER.value != now and u.LAYER.value != u.LAYER.default:
        st.session_state[u.LAYER.key] = now
    options = list(numbers)
    shown = {
        number: "{} · {} · {}".format(
            number, KERAS[each.name.partition("_")[2]], " × ".join(map(str, each.shape))
        )
        for number, each in numbers.items()
    }
    # 0, the default, is the first there is; it has no line of its own.
    if u.LAYER.value == u.LAYER.default:
        options = [u.LAYER.default, *options[1:]]
        shown[u.LAYER.default] = shown[now]
    st.selectbox(
        t(u.LAYER.label),
        options,
        format_func=shown.__getitem__,
        key=u.LAYER.key,
        help=t(u.LAYER.help),
        persist_state="session",
    )


KERAS = {
    "flatten": "Flatten",
    "conv": "Conv2D",
    "separable": "SeparableConv2D",
    "residual": "Residual",
    "max_pool": "MaxPooling2D",
    "average_pool": "AveragePooling2D",
    "global_pool": "GlobalAveragePooling2D",
    "dense": "Dense",
}
"""The layers' names in Keras, which are the same in every language."""
