"""The view Plane: where codes lie, and the digit of the place under the pointer."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference.imagine_report import SpaceReport, report_space
from cnnlab.web.autoencoder import imagine_downloads as files
from cnnlab.web.autoencoder import imagine_live as live
from cnnlab.web.autoencoder import imagine_properties as q
from cnnlab.web.autoencoder import imagine_words as words
from cnnlab.web.autoencoder.imagine_asking import (
    Subject,
    flat,
    given_controls,
    network_control,
    question,
    subject,
)
from cnnlab.web.autoencoder.imagine_program import plane_program
from cnnlab.web.components import plane
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.in_hand import InHand

PLANE = "ae_plane"
_SEEN = "_ae_plane_seen"


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    about = subject(q.PLANE_NETWORK)
    asked = question(about, bench.hand)
    _forget_place(about.name)
    live.adopt_rest(PLANE)
    with bench.pictures:
        report: SpaceReport = ask_again(report_space, *asked)
        st.markdown(words.space(report, about.variational))
        now = live.Now.of(asked, report, bench.covered)
        plane.plane(PLANE, now.name, plane.stock_message(_space(report, about), about.classes), now.place)
        live.answer(now)
    with bench.facts:
        facts(
            words.space_facts(report, bench.covered, about.recipe.data == "mnist", _shown(report) != "digits")
        )
    return Shown(plane_program(about, now), files.plane(asked, report, now))


def controls(hand: InHand) -> None:
    """Show the controls."""
    network_control(q.PLANE_NETWORK)
    if flat(q.PLANE_NETWORK):
        q.SHOW.segmented()
    given_controls()


def _shown(report: SpaceReport) -> str:
    return q.SHOW.value if report.size == 2 else "codes"


def _space(report: SpaceReport, about: Subject) -> plane.Space:
    return plane.Space(
        report.codes,
        report.labels,
        report.centres,
        report.own,
        report.low,
        report.high,
        report.sheet,
        _shown(report),
        about.variational and report.size == 2,
        about.digits,
    )


def _forget_place(name: str) -> None:
    """Begin at the given picture where the network is another one than before: its codes lie elsewhere."""
    if st.session_state.get(_SEEN, name) != name:
        st.session_state[q.AT.key] = q.AT.default
    st.session_state[_SEEN] = name
