"""The controls of the mode Noise."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab.ops.pooling import PoolingSpec
from cnnlab.web import in_hand
from cnnlab.web.i18n import t
from cnnlab.web.in_hand import InHand
from cnnlab.web.pooling import noise_properties as p
from cnnlab.web.pooling.properties import WINDOW
from cnnlab.web.state import apply_query

LEVELS = {"gaussian": p.NOISE_SIGMA, "salt_pepper": p.NOISE_SHARE, "speckle": p.NOISE_SPECKLE}
POOLINGS = ("max", "average", "l2")
"""In the order in which the page shows them."""


@dataclass(frozen=True)
class Settings:
    """The noise, and the windows that it is pooled in.

    Attributes
    ----------
    kind : str
    level : float
    seed : int
    window : int
    """

    kind: str
    level: float
    seed: int
    window: int

    @property
    def specs(self) -> tuple[PoolingSpec, ...]:
        """One for each of `POOLINGS`: windows side by side."""
        return tuple(PoolingSpec(kind, (self.window, self.window)) for kind in POOLINGS)


def choose(hand: InHand) -> Settings:
    """Show the controls and return what they say."""
    kind = p.NOISE_KIND.select()
    LEVELS[kind].slider()
    window = int(WINDOW.slider())
    with st.container(horizontal=True, gap="small"):
        st.button(t("New noise"), icon=":material/casino:", on_click=_next_seed, key="pool_new_noise")
        st.button(
            t("On flat grey"),
            on_click=apply_query,
            args=((), in_hand.PROPERTIES, "hand=picture&picture=flat"),
            disabled=hand.name == "flat",
            help=t("There is nothing in the picture but the noise: the numbers are cleanest."),
            key="pool_on_flat",
        )
    with st.expander(t("More"), key="more"):
        seed = int(p.NOISE_SEED.box())
    return Settings(kind, p.level_now(), seed, window)


def _next_seed() -> None:
    st.session_state[p.NOISE_SEED.key] = (int(p.NOISE_SEED.value) + 1) % (int(p.NOISE_SEED.high) + 1)
