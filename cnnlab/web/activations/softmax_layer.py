"""The layer in the mode Softmax: its weights as they are now, how a hand and gradient descent change them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.ops.dense_report import Descent, descend, starting_weights
from cnnlab.web.activations import softmax_properties as p
from cnnlab.web.activations.softmax_text import (
    as_templates,
    as_weights,
    read_biases,
    read_weights,
    write_biases,
    write_weights,
)
from cnnlab.web.adopting import adopt
from cnnlab.web.compute import NotReady, ask
from cnnlab.web.i18n import t_error
from cnnlab.web.identity import identity

GRID = "softmax_weights"
"""Key of the grid in which the weights are dragged."""

_WANTED = "_softmax_steps_wanted"
_COURSE = "_softmax_course"
_LONGEST = 2000


@dataclass(frozen=True, eq=False)
class Layer:
    """What stands on the screen.

    Attributes
    ----------
    features : ndarray of float32, shape (9,)
    weights : ndarray of float32, shape (9, 3)
    biases : ndarray of float32, shape (3,)
    true : int
    temperature : float
    """

    features: np.ndarray
    weights: np.ndarray
    biases: np.ndarray
    true: int
    temperature: float

    @property
    def templates(self) -> np.ndarray:
        """The weights of each class as they lie on the map, shape (3, 3, 3)."""
        return as_templates(self.weights)

    @property
    def work(self) -> tuple:
        """What the engine's functions take."""
        return self.features, self.weights, self.biases, self.true, self.temperature

    @property
    def id(self) -> str:
        """A short name of all of it."""
        return identity(*self.work)


def current(features: np.ndarray) -> Layer:
    """Return the layer as the properties have it; what cannot be read is named, and the start taken."""
    weights = starting_weights(p.SEED.value, len(features), len(p.CLASSES))
    biases = read_biases(p.BIASES.default)
    try:  # typed by hand; from a link it is found before
        biases = read_biases(p.BIASES.value) if p.BIASES.value else biases
        weights = as_weights(read_weights(p.WEIGHTS.value)) if p.WEIGHTS.value else weights
    except LabError as error:
        st.warning(t_error(error))
    return Layer(features, weights, biases, p.CLASSES.index(p.TRUE.value), p.TEMPERATURE.value)


def follow(features: np.ndarray) -> LabError | None:
    """Make what a hand or the buttons have done the value of the properties, before widgets show them.

    Returns
    -------
    LabError or None
        Why the steps that were asked for could not be taken.
    """
    adopt(GRID, "kernel", p.WEIGHTS)
    wanted = st.session_state.pop(_WANTED, 0)
    if not wanted:
        return None
    layer = current(features)
    try:
        descent: Descent = ask(descend, *layer.work, p.RATE.value, wanted)
        texts = write_weights(descent.weights), write_biases(descent.bias)
    except NotReady:  # the engine has just gone: the page says so below
        return None
    except LabError as error:
        return error
    before = losses(layer) or descent.losses[:1]
    st.session_state[p.WEIGHTS.key], st.session_state[p.BIASES.key] = texts
    st.session_state[_COURSE] = (current(features).id, (*before, *descent.losses[1:])[-_LONGEST:])
    return None


def want(steps: int) -> None:
    """Ask for steps (as a button's callback): quick clicks add up."""
    st.session_state[_WANTED] = st.session_state.get(_WANTED, 0) + steps


def start_anew() -> None:
    """Put the starting weights back (as a callback)."""
    for each in (p.WEIGHTS, p.BIASES):
        st.session_state[each.key] = each.default


def losses(layer: Layer) -> tuple[float, ...]:
    """Return the losses of the steps that have led to this very layer, the first before them; or nothing."""
    name, known = st.session_state.get(_COURSE, ("", ()))
    return known if name == layer.id else ()
