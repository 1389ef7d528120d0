"""What the mode Step by step shows of a painting: as it comes, and when it is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.images.previews import preview
from cnnlab.web.components.painting import Frame, jpeg_url, painting
from cnnlab.web.convolution.learn_words import STARTING, WAITING
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number
from cnnlab.web.stylize import steps_chart
from cnnlab.web.stylize import steps_words as words
from cnnlab.web.stylize.steps_work import Work

PERIOD = 0.7
"""Seconds between two looks at a painting."""
KEY = "style_s_picture"


def before(content: np.ndarray) -> None:
    """Show what there is before the first step."""
    frame = Frame(jpeg_url(preview(content)), t("before the first step"))
    painting(KEY, "before", content.shape[:2], [frame], t("The picture in hand"), True)


@st.fragment(run_every=PERIOD)
def under_way(work: Work) -> None:
    """Show the picture as it comes, and look again until it is there."""
    if not work.moving:
        st.rerun()
    report = work.call.progress
    moments = work.moments
    with st.container(horizontal=True, vertical_alignment="center"):
        _stop(work)
        if moments:
            st.progress(report.fraction, words.left(moments[-1]))
        else:
            waits = WAITING if engine.state().long == "ready" else STARTING
            preparing = work.call.status == "running"
            says = t("The speed of this computer is being measured …") if preparing else t(waits)
            st.caption(f":material/hourglass_top: {says}")
    if moments:
        picture(work, moments, live=True)
    else:
        before(work.content)
    if len(moments) > 1:
        steps_chart.show(moments)


def ended(work: Work) -> None:
    """Show what has come of it, with all its moments to go through."""
    kept = work.kept
    picture(work, kept, live=False)
    steps_chart.show(kept)


def numbers(work: Work) -> None:
    """Say what the picture has cost and how good it is."""
    kept = work.kept
    made = work.painting
    rows, columns = made.picture.shape[:2]
    facts(
        [
            (t("Size"), f"{columns} × {rows}"),
            (t("Steps"), words.sizes(made.recipe)),
            (t("Seconds"), f"{made.seconds:.0f}"),
            (t("Loss"), number(made.loss), t("at first {loss}", loss=number(kept[0]["loss"]))),
        ]
    )


def picture(work: Work, moments: list[Mapping[str, Any]], live: bool) -> None:
    """Show the first moments of a painting: all of them, or while it is being made the last one."""
    frames = [Frame(url, words.moment(each)) for url, each in zip(work.urls(moments), moments, strict=True)]
    side = moments[-1]["recipe"].longest
    shape = work.content.shape
    size = tuple(max(1, round(each * side / max(shape[:2]))) for each in shape[:2])
    painting(
        KEY,
        work.call.id,
        size,
        frames[-1:] if live else frames,
        t("The content in the style of the style picture"),
        live,
    )


def _stop(work: Work) -> None:
    st.button(
        t("Stop"),
        icon=":material/stop:",
        on_click=work.stop,
        disabled=work.stopping,
        key="style_s_stop",
    )
