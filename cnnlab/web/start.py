"""The start page: what this is, the path through it, and how the engine is."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.images import exporting
from cnnlab.inference.start_report import report_start_page
from cnnlab.web import addressing, in_hand, in_hand_view, navigation, notices
from cnnlab.web.compute import NotReady, ask_again, say_state, wait_for_engine
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import N_, language, t, t_error
from cnnlab.web.lessons import lesson
from cnnlab.web.state import seed

LIVE: dict[str, tuple[str, str]] = {
    "convolution": (
        N_(
            "A kernel slides over your picture. Drag its weights and watch the feature map and every number follow."
        ),
        N_("Vertical edges of the picture in hand, computed by TensorFlow just now"),
    ),
    "pooling": (
        N_(
            "Of all values in a window one number stays. Move the window and see what survives and what is lost."
        ),
        N_("The largest value of each 8 × 8 window, computed by TensorFlow just now"),
    ),
    "activations": (
        N_(
            "A curve after each sum is what makes depth worth having. Then dense layers, and why images get"
            " convolutions."
        ),
        N_("What ReLU leaves of the vertical edges, computed by TensorFlow just now"),
    ),
    "classifier": (
        N_(
            "A network learns from examples to name what it sees. Train one, stop it, change one thing, and compare."
        ),
        N_("What the first layer of a trained network makes of a digit, computed by TensorFlow just now"),
    ),
    "inside": (
        N_(
            "Open any trained network: follow its numbers from pixel to probability, ask for its reasons, and turn back"
            " the time of its training."
        ),
        N_("What is left of the digit one layer deeper, computed by TensorFlow just now"),
    ),
    "autoencoder": (
        N_(
            "Squeeze a digit into a few numbers and build it again. Then repair, compress, and make up digits that"
            " nobody wrote."
        ),
        N_(
            "The digit in hand, and what an autoencoder builds of 32 numbers, computed by TensorFlow just now"
        ),
    ),
    "gan": (
        N_(
            "Two networks compete: one makes digits of noise, the other tries to tell them from real ones. Play with"
            " both, and watch them learn."
        ),
        N_("Digits that nobody wrote, made of noise by a GAN just now"),
    ),
    "style": (
        N_(
            "Your picture, painted as another one is painted: at once by a trained network, or step by step, to watch"
            " and understand."
        ),
        N_("The picture in hand in the style of brush strokes, painted by a network just now"),
    ),
}
"""For each page: a sentence, and what its picture shows, by the names of
`cnnlab.inference.start_report.report_start_page`."""


CARD = 400
"""Width of a page's card in CSS pixels: three stand side by side on a large screen."""


def show() -> None:
    """Show the start page."""
    notices.of_link(seed(in_hand.PROPERTIES))
    notices.of_lost_picture()
    with st.container(key="page"):
        notices.show()
        st.title("CNN Lab", anchor=False)
        hand = in_hand.current(("picture",))
        digit = in_hand_view.held(("digit",))
        with st.container(horizontal=True, gap="large"):
            with st.container(key="lesson", width=820):
                st.markdown(lesson("start", language()))
            with st.container(width=200):
                row([Figure(hand.pixels, t("The picture in hand"), t("The picture in hand"))], 120, 180)
        maps, trouble = _live(in_hand.grey(hand), digit.pixels)
        for section, pages in navigation.SECTIONS.items():
            st.subheader(t(section), anchor=False)
            with st.container(horizontal=True, key=f"cards_{next(iter(pages))}"):
                for name, title in pages.items():
                    _card(name, title, maps)
        if trouble is not None:
            st.error(t_error(trouble))
        if maps or (trouble is not None and engine.ready()):
            say_state()
        else:
            wait_for_engine()
    addressing.write(in_hand.PROPERTIES)


def _live(pixels: np.ndarray, digit: np.ndarray) -> tuple[Mapping[str, np.ndarray], LabError | None]:
    """Return the pictures of the cards, none while the engine starts; and why there are none, if it has said so."""
    try:
        return ask_again(report_start_page, pixels, digit), None
    except NotReady:
        return {}, None
    except LabError as error:
        return {}, error


def _card(name: str, title: str, maps: Mapping[str, np.ndarray]) -> None:
    """Show what a page is about, and its picture if it is there."""
    sentence, caption = LIVE[name]
    with st.container(border=True, key=f"card_{name}", width=CARD):
        st.page_link(
            navigation.PAGES / f"{name}.py", label=f"**{t(title)}**", icon=":material/arrow_forward:"
        )
        st.markdown(t(sentence))
        if name in maps:
            row([Figure(exporting.picture_of(maps[name]), t(caption), t(caption))], 200, 360)
