"""The controls of the mode Learn a filter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnlab.ops import kernels
from cnnlab.ops.hidden_kernel import SURPRISE, hidden_kernel, name_of
from cnnlab.web.convolution import learn_properties as p
from cnnlab.web.i18n import t


@dataclass(frozen=True, eq=False)
class Settings:
    """What is hidden, and how it is searched for.

    Attributes
    ----------
    name : str
        The preset that is hidden.
    surprise : bool
        The page does not say which before the descent has begun.
    hidden : ndarray of float32, shape (k, k)
    noise, rate : float
    steps, seed : int
    """

    name: str
    surprise: bool
    hidden: np.ndarray
    noise: float
    rate: float
    steps: int
    seed: int


def choose() -> Settings:
    """Show the controls and return what they say."""
    choice = p.LEARN_PRESET.select()
    if choice == SURPRISE or len(kernels.SIZES[choice]) > 1:
        p.LEARN_SIZE.segmented()
    noise = p.LEARN_NOISE.slider()
    rate = p.LEARN_RATE.slider()
    steps = p.LEARN_STEPS.slider()
    size, seed = int(p.LEARN_SIZE.value), p.LEARN_SEED.value
    return Settings(
        name_of(choice, size, seed),
        choice == SURPRISE,
        hidden_kernel(choice, size, seed),
        noise,
        rate,
        steps,
        seed,
    )


def more() -> None:
    """Show what is wanted less often."""
    with st.expander(t("More"), key="more"):
        p.LEARN_SEED.slider()
