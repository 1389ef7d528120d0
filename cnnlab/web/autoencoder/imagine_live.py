"""The part of the plane that follows the pointer: a fragment of its own, with one small question to the engine."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.imagine_report import SpaceReport, decode_at
from cnnlab.inference.known_codes import FARTHEST
from cnnlab.web.adopting import adopt, event
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.components import plane
from cnnlab.web.compute import NotReady, ask_again

LIVE = "ae_plane_live"
_MOVED = "_ae_plane_moved"
_ANSWER = "ae_plane_answer"


@dataclass(frozen=True)
class Now:
    """What a move of the pointer is about.

    Attributes
    ----------
    name, stamp
        Of the network.
    place : str
        Where the page is set to, as numbers between commas.
    start : tuple of float
        The code that is moved along the axes; empty where a place is the code itself.
    size : int
        Numbers of a place.
    covered : bool
    """

    name: str
    stamp: int
    place: str
    start: tuple[float, ...]
    size: int
    covered: bool

    @classmethod
    def of(cls, asked: tuple, report: SpaceReport, covered: bool) -> Now:
        """Return it for a report; without a place in the address it is the given picture's."""
        # Where codes hardly differ, a picture of another kind is very many of their deviations away.
        own = text_of(np.clip(report.own, -FARTHEST, FARTHEST))
        start = () if report.size == 2 else tuple(map(float, report.code))
        set_to = q.AT.valid if _fits(q.AT.valid, len(report.own)) else own
        return cls(asked[0], asked[1], set_to, start, len(report.own), covered)

    @property
    def places(self) -> tuple[float, ...]:
        """The place as numbers."""
        return q.numbers(self.place)


def text_of(place) -> str:
    """Write a place as the plane does: three decimals at the most."""
    return ",".join(f"{round(float(value), 3):g}" for value in place)


def adopt_rest(plane: str) -> None:
    """Take over where the hand has come to rest; the address then carries it."""
    adopt(plane, "place", q.AT)


@st.fragment
def answer(now: Now) -> None:
    """Answer what the plane asks: the picture of the place under the pointer, and nothing else."""
    sent = event(LIVE, "at")
    if sent is not None and _fits(sent, now.size):
        st.session_state[_MOVED] = (now.name, now.place, sent)
    *base, place = st.session_state.get(_MOVED, ("", "", ""))
    if base != [now.name, now.place]:
        place = now.place
    pixels = shares = None
    try:
        found = ask_again(decode_at, now.name, now.stamp, q.numbers(place), now.start, place=_ANSWER)
        pixels, shares = found.pixels, None if now.covered else found.shares
    except (NotReady, LabError):
        pass  # The page around it says so; the next move asks again.
    plane.relay(LIVE, now.name, place, pixels, shares)


def _fits(text: str, size: int) -> bool:
    found = q.numbers(text)
    return found is not None and len(found) == size
