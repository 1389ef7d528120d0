"""The view Walk: from one picture to another, through the codes and by blending pixels."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.images import preparing
from cnnlab.inference.imagine_walk import Picture, Walk, report_walk
from cnnlab.web import in_hand_view
from cnnlab.web.autoencoder import imagine_downloads as files
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.autoencoder import imagine_words as words
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.autoencoder.asking import fitted
from cnnlab.web.autoencoder.imagine_asking import network_control, subject
from cnnlab.web.autoencoder.imagine_program import walk_program
from cnnlab.web.autoencoder.imagine_strip import strip
from cnnlab.web.components import pad
from cnnlab.web.compute import ask_again
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import N_, t
from cnnlab.web.in_hand import InHand

PAD = "ae_walk_pad"
Shape = tuple[int, int, int]


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    about = subject(q.NETWORK)
    ends = _first(about.about.shape), _second(about.about.shape)
    work = (about.name, about.stamp, *ends, int(q.STEPS.value))
    with bench.pictures:
        walk: Walk = ask_again(report_walk, *work)
        if q.TO.value == "drawing" and ends[1][0] is None:
            st.info(t("Draw where the way is to end; until then it ends at a test picture."))
        st.markdown(words.walk(walk, bench.covered))
        strip(t("Decoded: the codes on the straight line"), walk.decoded, walk.decoded_shares, bench.covered)
        strip(t("Blended: the pixels mixed"), walk.blended, walk.blended_shares, bench.covered)
        st.caption(words.walk_ends(walk, about.classes))
    return Shown(walk_program(about, int(q.STEPS.value)), files.walk(work))


def controls(hand: InHand) -> None:
    """Show the controls."""
    network_control(q.NETWORK)
    p.GIVEN.select(label=N_("From"))
    if p.GIVEN.value == "example":
        p.EXAMPLE.box()
    q.TO.select()
    if q.TO.value == "example":
        q.TO_EXAMPLE.box()
    elif q.TO.value == "drawing":
        pad.pad(PAD, words=pad.words())
    with st.expander(t("More"), key="more"):
        q.STEPS.segmented()


def _first(shape: Shape) -> Picture:
    return _picture(p.GIVEN.value, int(p.EXAMPLE.value), shape)


def _second(shape: Shape) -> Picture:
    return _picture(q.TO.value, int(q.TO_EXAMPLE.value), shape)


def _picture(kind: str, number: int, shape: Shape) -> Picture:
    if kind == "example":
        return None, number
    pixels = _drawing() if kind == "drawing" else in_hand_view.held((kind,)).pixels
    return None if pixels is None else fitted(pixels, shape), number


def _drawing() -> np.ndarray | None:
    ink = pad.parse_drawing(pad.held_text(PAD))
    if ink is None:
        return None
    try:
        return preparing.to_digit(ink)
    except LabError:  # a dot, too small to be a digit
        return None
