"""The start page: what this is, the path through it, and how the engine is."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.errors import LabError
from cnnlab.images import exporting
from cnnlab.ops import kernels
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.filtering import filter_picture
from cnnlab.web import addressing, in_hand, navigation, notices
from cnnlab.web.compute import NotReady, ask, say_state, wait_for_engine
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import N_, language, t, t_error
from cnnlab.web.lessons import lesson
from cnnlab.web.state import seed


def _edges(pixels: np.ndarray) -> np.ndarray:
    return ask(filter_picture, pixels, kernels.build("sobel_x"), ConvolutionSpec(), 0.0, "linear").after


LIVE: dict[str, tuple[str, str, Callable[[np.ndarray], np.ndarray]]] = {
    "convolution": (
        N_(
            "A kernel slides over your picture. Drag its weights and watch the feature map and every number follow."
        ),
        N_("Vertical edges of the picture in hand, computed by TensorFlow just now"),
        _edges,
    ),
}
"""For each page: a sentence, and a picture that is computed when the start page is shown."""


def show() -> None:
    """Show the start page."""
    notices.of_link(seed(in_hand.PROPERTIES))
    notices.of_lost_picture()
    with st.container(key="page"):
        notices.show()
        st.title("CNN Lab", anchor=False)
        with st.container(key="lesson", width=820):
            st.markdown(lesson("start", language()))
        ready = True
        for section, pages in navigation.SECTIONS.items():
            st.subheader(t(section), anchor=False)
            for name, title in pages.items():
                ready &= _card(name, title)
        if ready:
            say_state()
        else:
            wait_for_engine()
    addressing.write(in_hand.PROPERTIES)


def _card(name: str, title: str) -> bool:
    sentence, caption, compute = LIVE[name]
    hand = in_hand.current(("picture",))
    with st.container(border=True, horizontal=True, key=f"card_{name}", gap="large"):
        with st.container(width=420):
            st.page_link(
                navigation.PAGES / f"{name}.py", label=f"**{t(title)}**", icon=":material/arrow_forward:"
            )
            st.markdown(t(sentence))
        with st.container(width="stretch"):
            figures = [Figure(hand.pixels, t("The picture in hand"), t("The picture in hand"))]
            ready = True
            try:
                result = exporting.picture_of(compute(in_hand.grey(hand)))
                figures.append(Figure(result, t(caption), t(caption)))
            except NotReady:
                ready = False
            except LabError as error:
                st.error(t_error(error))
                ready = engine.ready()
            row(figures, 160, 220)
    return ready
