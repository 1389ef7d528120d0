"""The part of the mode Points that is asked again and again: a fragment of its own, with one small question each."""

from __future__ import annotations

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.adopting import event
from cnnlab.web.components import points as component
from cnnlab.web.compute import NotReady
from cnnlab.web.gan import points_course
from cnnlab.web.gan import points_words as words
from cnnlab.web.i18n import t_error

LIVE = "gan_points_live"
_ASKED = "_gan_points_asked"


@st.fragment
def live(spec: PointsSpec | None, covered: bool) -> None:
    """Answer what the plane asks: some moves, and what can be seen then."""
    sent = event(LIVE, "at")
    question = None if sent is None else points_course.question_of(sent)
    if question is not None:
        st.session_state[_ASKED] = sent
    answered = st.session_state.get(_ASKED, "")
    if spec is None:
        component.relay(LIVE, "", answered, None, words.nothing_drawn())
        return
    moves, only, anew = question or (0, "", False)
    if anew:
        points_course.restart()
    try:
        course = points_course.led_on(spec, moves, only)
    except NotReady:
        component.relay(LIVE, points_course.name_of(spec), answered, None, "")
    except LabError as error:
        component.relay(LIVE, points_course.name_of(spec), answered, None, t_error(error))
    else:
        component.relay(LIVE, course.name, answered, words.answer(course, covered), "")
