"""The controls of the mode Repair."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference.repair_case import NONE
from cnnlab.web.autoencoder import of_link, properties, repair_asking
from cnnlab.web.autoencoder import repair_properties as p
from cnnlab.web.autoencoder.repair_asking import LEVELS
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.state import Number


def controls(hand: InHand) -> None:
    """Show the controls."""
    if of_link.run(coded=False):
        p.NETWORK.select()
    of_link.say_elsewhere(coded=False)
    run = repair_asking.known()
    # A network for photographs has no test pictures of one size.
    properties.GIVEN.select(["digit", "picture"] if run and run.photographs else ())
    if properties.GIVEN.value == "example":
        properties.EXAMPLE.box()
    if run is None:
        p.JOB.segmented()
    if (p.JOB.value if run is None else run.job) == "hole":
        _hole()
    else:
        _noise(photograph=run.photographs if run else properties.GIVEN.value == "picture")
    p.COMPARE.toggle()


def _noise(photograph: bool) -> None:
    kind = p.KIND.select()
    drawn = kind in ("gaussian", "salt_pepper", "speckle")
    if kind == "gaussian":
        (p.PHOTO_SIGMA if photograph else p.SIGMA).slider()
    elif kind != NONE:
        LEVELS[kind][0].slider()
    if drawn:
        _another(p.NOISE_SEED, t("New noise"))
    if photograph and kind == NONE:
        _told()
    if not drawn and (not photograph or kind == NONE):
        return  # there would be nothing in it
    with st.expander(t("More"), key="more"):
        if drawn:
            p.NOISE_SEED.box()
        if photograph and kind != NONE:
            _told()


def _told() -> None:
    p.MISTOLD.toggle()
    p.TOLD.slider(disabled=not p.MISTOLD.value)


def _hole() -> None:
    name = p.HOLE.select()
    if name == "pixels":
        p.MISSING.slider()
    if name in ("pixels", "strokes"):
        _another(p.HOLE_SEED, t("Another hole"))
        with st.expander(t("More"), key="more"):
            p.HOLE_SEED.box()


def _another(seed: Number, label: str) -> None:
    st.button(label, icon=":material/casino:", on_click=_next, args=(seed,), key=f"{seed.key}_next")


def _next(seed: Number) -> None:
    st.session_state[seed.key] = (int(seed.value) + 1) % (int(seed.high) + 1)
