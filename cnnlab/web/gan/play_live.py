"""The part of the grid that follows the sliders: a fragment of its own, with one small question to the engine."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.play_report import move
from cnnlab.web.adopting import adopt, event
from cnnlab.web.components import latent, plane
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.gan import play_properties as p
from cnnlab.web.identity import identity

LIVE = "gan_live"
_MOVED = "_gan_moved"
_ANSWER = "gan_answer"


@dataclass(frozen=True)
class Now:
    """What a move of a slider is about.

    Attributes
    ----------
    work : tuple
        See `cnnlab.web.gan.play_asking.Subject.work`.
    pair : int
        Of directions.
    place : str
        Where the page is set to; see `cnnlab.web.gan.play_properties.place_of`.
    covered : bool
    """

    work: tuple
    pair: int
    place: str
    covered: bool

    @classmethod
    def of(cls, work: tuple, covered: bool) -> Now:
        """Return it for what the page is set to."""
        return cls(work, int(p.PAIR.value), p.PLACE.valid, covered)

    @property
    def space(self) -> str:
        """Name of what is moved."""
        return identity(self.work, self.pair)

    @property
    def chosen(self) -> tuple[int, tuple[float, float]]:
        """Which picture, and how far it is moved along each direction."""
        return p.place_of(self.place)


def adopt_rest(grid: str) -> None:
    """Take over where the hand has come to rest; the address then carries it."""
    adopt(grid, "place", p.PLACE)


@st.fragment
def answer(now: Now) -> None:
    """Answer what the grid asks: the picture where the sliders are, and nothing else."""
    sent = event(LIVE, "at")
    if sent is not None and p.place_of(sent) is not None:
        st.session_state[_MOVED] = (now.space, now.place, sent)
    *base, place = st.session_state.get(_MOVED, ("", "", ""))
    if base != [now.space, now.place]:
        place = now.place
    cell, along = p.place_of(place)
    pixels = shares = score = None
    try:
        found = ask_again(move, *now.work, cell, now.pair, along, place=_ANSWER)
        pixels, score = found.pixels, found.score
        shares = None if now.covered else found.shares
    except (NotReady, LabError):
        pass  # The page around it says so; the next move asks again.
    plane.relay(LIVE, now.space, place, pixels, shares, bus=latent.BUS, score=score)
