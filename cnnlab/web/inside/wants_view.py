"""What the mode What it looks for shows: pictures as they grow, and the real ones beside them."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab import engine
from cnnlab.explain.maximising import Wish, first_pictures
from cnnlab.inference.want import Want
from cnnlab.inference.wants_report import WantsReport
from cnnlab.web.components import growth as component
from cnnlab.web.components.growth import Moment, encoded
from cnnlab.web.convolution.learn_words import STARTING, WAITING
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import t
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.inside import wants_growing as growing
from cnnlab.web.inside import wants_words as words
from cnnlab.web.inside.asking import Asked
from cnnlab.web.inside.wants_growing import Growth
from cnnlab.web.number_grid import number

PERIOD = 0.4
"""Seconds between two looks at a growth."""
BUTTON = 210
KEY = "in_growth"


def noise(wish: Wish, shape: tuple[int, int, int], steps: int) -> None:
    """Show what it begins with, which needs no TensorFlow."""
    pictures = (255 * first_pictures(wish, shape)).round().astype(np.uint8)
    moment = Moment(0, encoded(pictures), [("", "")] * len(pictures))
    component.growth(KEY, f"noise-{identity_of(wish, shape)}", shape, [moment], steps, under_way=False)


def early(report: WantsReport, identity: str, names: list[str], covered: bool) -> None:
    """Show the first steps; `identity` is that of the network and of what is wanted of it."""
    grown = report.early
    component.growth(
        KEY,
        f"early-{identity}",
        report.seen.shape,
        [
            _moment(report.want, int(step), encoded(pictures), values, shares, names, covered)
            for step, pictures, values, shares in zip(
                grown.steps, grown.pictures, grown.values, grown.probabilities, strict=True
            )
        ],
        report.want.steps,
        under_way=False,
    )


@st.fragment(run_every=PERIOD)
def under_way(growth: Growth, report: WantsReport, names: list[str], covered: bool) -> None:
    """Show the pictures as they come, and look again until all have."""
    if not growth.moving:
        st.rerun()
    _grown(growth, report, names, covered)
    st.button(t("Stop"), icon=":material/stop:", width=BUTTON, on_click=growth.stop, key="in_want_stop")
    if growth.call.status == "waiting":
        waits = WAITING if engine.state().long == "ready" else STARTING
        st.caption(f":material/hourglass_top: {t(waits)}")


def ended(growth: Growth, report: WantsReport, names: list[str], covered: bool) -> None:
    """Show what has come of it."""
    _grown(growth, report, names, covered)


def _grown(growth: Growth, report: WantsReport, names: list[str], covered: bool) -> None:
    moving, pixels = growth.moving, growth.pixels()
    if not pixels:
        early(report, growth.identity, names, covered)
        return
    component.growth(
        KEY,
        growth.call.id,
        report.seen.shape,
        [
            _moment(report.want, each["step"], text, each["values"], each["probabilities"], names, covered)
            # What has come in between is shown the next time.
            for each, text in zip(growth.moments, pixels, strict=False)
        ],
        report.want.steps,
        under_way=moving,
    )


def _moment(
    want: Want,
    step: int,
    pixels: str,
    values: np.ndarray,
    shares: np.ndarray,
    names: list[str],
    covered: bool,
) -> Moment:
    captions = [("?", "")] * len(values) if covered else words.captions(want, values, shares, names)
    return Moment(step, pixels, captions)


def generate(asked: Asked, report: WantsReport, identity: str, growth: Growth | None) -> None:
    """Offer to take all steps, or to take them again from other noise."""
    again = growth is not None and growth.whole
    st.button(
        t("From other noise") if again else t("Generate"),
        icon=":material/casino:" if again else ":material/play_arrow:",
        type="secondary" if again else "primary",
        width=BUTTON,
        on_click=growing.again_from_other_noise if again else growing.begin,
        args=() if again else (identity, asked.about, report.want),
        key="in_want_begin",
    )


def real(report: WantsReport, names: list[str], covered: bool) -> None:
    """Show the picture given, and the real pictures that excite it most."""
    if covered:
        return
    st.markdown("**" + t("What it meets: the real pictures that excite it most") + "**")
    best = int(report.seen_probabilities.argmax())
    figures = [
        Figure(
            _plain(report.seen),
            t("Given"),
            t("The picture that the network is given"),
            f"{words.measure(report.want)} {number(report.seen_value)}",
        )
    ]
    labels = [None] * len(report.real) if report.real_labels is None else report.real_labels.tolist()
    for place, (picture, value, label) in enumerate(
        zip(report.real, report.real_values.tolist(), labels, strict=True), 1
    ):
        title = t("Rank {place}", place=place) if label is None else names[label]
        figures.append(
            Figure(
                _plain(picture),
                title,
                t("Real picture, rank {place}: {name}", place=place, name=title),
                f"{words.measure(report.want)} {number(value)}",
            )
        )
    row(figures, width=84, most=112)
    st.caption(
        t(
            "Of {count} pictures ({source}) those with the largest values. For the picture given the network says"
            " {name}.",
            count=report.looked_through,
            source=t(words.SOURCES[report.source]),
            name=names[best],
        )
    )


def _plain(picture: np.ndarray) -> np.ndarray:
    return picture[..., 0] if picture.shape[2] == 1 else picture
