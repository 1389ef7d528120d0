"""The mode Imagine: the space of codes, ways through it, pictures out of nothing, and pictures that do not fit."""

from __future__ import annotations

import streamlit as st

from cnnlab.web.autoencoder import imagine_odd, imagine_plane, imagine_samples, imagine_walk
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.in_hand import InHand

_VIEWS = {
    "plane": imagine_plane,
    "walk": imagine_walk,
    "samples": imagine_samples,
    "odd": imagine_odd,
}


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    return _VIEWS[q.VIEW.value].show(bench)


def controls(hand: InHand) -> None:
    """Show the controls."""
    q.VIEW.segmented(label_visibility="collapsed")
    with st.container(gap="small"):
        _VIEWS[q.VIEW.value].controls(hand)


MODE = Mode(show, controls)
