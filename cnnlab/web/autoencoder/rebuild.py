"""The mode Rebuild: a picture through a narrow place and back."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab import pretrained
from cnnlab.images import as_bytes
from cnnlab.inference.rebuild_report import RebuildReport, report_rebuild
from cnnlab.web import in_hand
from cnnlab.web.autoencoder import (
    article,
    asking,
    rebuild_controls,
    rebuild_sizes,
    rebuild_view,
    rebuild_words,
)
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.autoencoder import rebuild_properties as r
from cnnlab.web.autoencoder.rebuild_asking import Asked, asked
from cnnlab.web.autoencoder.rebuild_downloads import downloads
from cnnlab.web.autoencoder.rebuild_program import program
from cnnlab.web.autoencoder.rebuild_question import questions
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    about = asked()
    given = asking.given(bench.hand, about.about.shape)
    work = (about.name, pretrained.stamp(about.name), given.picture, given.number, about.others)
    code = program(about.recipe, about.about.shape)
    with bench.pictures:
        try:
            report: RebuildReport = ask_again(report_rebuild, *work)
        except NotReady:
            _show_given(given.picture)
            raise
        _show(report, about, bench)
    with bench.facts:
        article.show()
    return Shown(code, downloads(work), questions(report))


def _show_given(picture: np.ndarray | None) -> None:
    """Show what needs no TensorFlow."""
    if picture is not None:
        title = t("What goes in")
        row([Figure(as_bytes(picture / np.float32(255)), title, title)], 160, 220)


def _show(report: RebuildReport, about: Asked, bench: Bench) -> None:
    image = report.seen.astype(np.float32) / np.float32(255)
    if bench.covered:
        st.caption(t("What comes back is covered while a question is open."))
        _show_given(report.seen)
        return
    st.markdown(rebuild_words.verdict(report))
    signed = bool(r.DIFFERENCE.value)
    rebuild_view.row(image, report.made, report.scale, signed, t("What the network builds of it"))
    if report.linear is not None:
        from cnnlab.inference import principal

        deviations = principal.shipped().deviations[: len(report.linear.code)]
        rebuild_view.row(image, report.linear, deviations, signed, t("What PCA builds of it"))
    foreign = p.GIVEN.value == "picture" and bench.hand.name not in (in_hand.OWN, "digit")
    st.caption(rebuild_words.strangeness(report, about.recipe, foreign))
    if about.recipe.network == "variational":
        st.caption(rebuild_words.variational(report))
    if report.others:
        rebuild_sizes.show(report)


MODE = Mode(show, rebuild_controls.show)
