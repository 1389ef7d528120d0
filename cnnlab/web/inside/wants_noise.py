"""What `predict` makes of noise: ten probabilities, and no picture."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.inference.wants_report import WantsReport
from cnnlab.web.classifier.use_view import bars
from cnnlab.web.classifier.use_words import energy, percent
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import sentences, t
from cnnlab.web.inside import wants_properties as p
from cnnlab.web.number_grid import Grid
from cnnlab.web.number_grid import row as grids


def show(report: WantsReport, names: list[str], covered: bool) -> None:
    """Show the panel, folded."""
    # A link that names a noise is about it.
    named = p.NOISE_SEED.value != p.NOISE_SEED.default
    with st.expander(t("Noise through `predict`: why no picture comes out"), named, key="in_want_predict"):
        if covered:
            st.caption(t("What the network says is covered while a question is open."))
            return
        shares = report.noise_probabilities
        left, right = st.columns([1, 3], gap="medium")
        with left:
            noise = report.noise[..., 0] if report.noise.shape[2] == 1 else report.noise
            row(
                [Figure(noise, t("Noise"), t("Noise: each pixel drawn by chance"), _shape(report.noise))],
                120,
                200,
            )
            p.NOISE_SEED.slider()
        with right:
            st.html(f"<div class='answer'>{bars(names, shares, None)}</div>")
        st.markdown(_verdict(report, names))
        bytes_ = as_bytes(shares)
        st.markdown(
            t(
                "One of the articles calls `(p + 1) / 2 * 255` of this answer a new picture. These are {count} numbers"
                " between 127 and 255, of shape ({count},): one for each class, and none for a pixel.",
                count=len(shares),
            )
        )
        grids(
            [Grid(bytes_[None], t("(p + 1) / 2 · 255, shape ({count},)", count=len(shares)), white=255)],
            cell=1.9,
        )
        st.markdown(
            t(
                "`imshow` refuses it: a picture has rows and columns. A classifier leads from many pixels to a few"
                " numbers. What can be done is to go uphill the other way, from the logit back to the pixels, as"
                " above: then it is the noise that changes, not the network."
            )
        )


def as_bytes(probabilities: np.ndarray) -> np.ndarray:
    """Return what the article makes of probabilities: whole numbers."""
    return ((probabilities + 1) / 2 * 255).astype(np.int64)


def _shape(picture: np.ndarray) -> str:
    return " × ".join(map(str, picture.shape))


def _verdict(report: WantsReport, names: list[str]) -> str:
    shares = report.noise_probabilities
    best = int(shares.argmax())
    said = t(
        "The network takes this noise for **{name}**, with {percent}.",
        name=names[best],
        percent=percent(float(shares[best])),
    )
    if report.threshold is None:
        return said
    values = {"energy": energy(report.noise_energy), "threshold": energy(report.threshold)}
    if report.noise_energy > report.threshold:
        return sentences(
            said,
            t(
                "Its energy, {energy}, is above the limit of {threshold}: it looks like none of them.",
                **values,
            ),
        )
    return sentences(
        said,
        t(
            "Its energy, {energy}, is below the limit of {threshold}: the noise passes for familiar.",
            **values,
        ),
    )
