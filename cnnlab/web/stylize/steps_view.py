"""What the mode Step by step shows of a painting: as it comes, and when it is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.web.components.painting import Frame, painting
from cnnlab.web.convolution.learn_words import STARTING, WAITING
from cnnlab.web.figures import Figure, facts, row
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.stylize import steps_chart
from cnnlab.web.stylize import steps_words as words
from cnnlab.web.stylize.steps_work import Work

PERIOD = 0.7
"""Seconds between two looks at a painting."""
KEY = "style_s_picture"


def pair(content: np.ndarray, style: np.ndarray, width: int = 120) -> None:
    """Show what goes in."""
    row(
        [
            Figure(content, t("Content"), t("The picture in hand")),
            Figure(style, t("Style"), t("The style picture")),
        ],
        width,
        360,
    )


@st.fragment(run_every=PERIOD)
def under_way(work: Work) -> None:
    """Show the picture as it comes, and look again until it is there."""
    if not work.moving:
        st.rerun()
    moments = work.moments
    made, beside = st.columns([3, 1])
    with beside:
        pair(work.content, work.style)
    with made:
        if moments:
            last = moments[-1]
            picture(work, moments[-1:], live=True)
            done = sum(last["taken"]) / max(1, sum(last["recipe"].steps))
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.progress(min(1.0, done), words.left(last))
                _stop(work)
        else:
            waits = WAITING if engine.state().long == "ready" else STARTING
            preparing = work.call.status == "running"
            says = t("The speed of this computer is being measured …") if preparing else t(waits)
            st.caption(f":material/hourglass_top: {says}")
            _stop(work)
    if len(moments) > 1:
        steps_chart.show(moments)


def ended(work: Work) -> None:
    """Show what has come of it, with all its moments to go through."""
    kept = work.kept
    made, beside = st.columns([3, 1])
    with beside:
        pair(work.content, work.style)
    with made:
        picture(work, kept, live=False)
    steps_chart.show(kept)


def numbers(work: Work) -> None:
    """Say what the picture has cost and how good it is."""
    kept = work.kept
    found, recipe = work.made
    rows, columns = found.shape[:2]
    last = kept[-1]
    facts(
        [
            (t("Size"), f"{columns} × {rows}"),
            (t("Steps"), words.sizes(recipe)),
            (t("Seconds"), f"{last['seconds']:.0f}"),
            (t("Loss"), number(last["loss"]), t("at first {loss}", loss=number(kept[0]["loss"]))),
        ]
    )


def picture(work: Work, moments: list[Mapping[str, Any]], live: bool) -> None:
    """Show moments of a painting: all of them, or while it is being made the last one."""
    every = work.moments
    urls = work.urls(every)
    frames = [
        Frame(urls[place], words.moment(each))
        for place, each in enumerate(every[: len(urls)])
        if any(each is one for one in moments)
    ]
    side = moments[-1]["recipe"].longest
    shape = work.content.shape
    size = tuple(max(1, round(each * side / max(shape[:2]))) for each in shape[:2])
    painting(KEY, work.call.id, size, frames, t("The content in the style of the style picture"), live)


def _stop(work: Work) -> None:
    st.button(t("Stop"), icon=":material/stop:", on_click=work.stop, key="style_s_stop")
