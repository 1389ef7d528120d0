"""The view Is it a copy?: each generated picture with the nearest that was learned from."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.play_copies import CopiesReport, report_copies
from cnnlab.web import encoded, long_work
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import play_asking as asking
from cnnlab.web.gan import play_copies_words as words
from cnnlab.web.gan import play_downloads as files
from cnnlab.web.gan import play_properties as p
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.gan.play_program import copies_program
from cnnlab.web.gan.play_question import copies_questions
from cnnlab.web.i18n import t

KEY = "gan_copies"


def show(bench: Bench, about: Subject) -> Shown | None:
    """Fill the bench; the search begins by itself, and the page waits for it with a bar."""
    work = about.work
    with bench.pictures:
        report = _found(work)
        if isinstance(report, LabError):
            raise report
        if report is None:
            st.markdown(words.searching(about))
            long_work.watch(KEY, lambda payload: t("All pictures go through the classifier, once …"))
            return None  # a question that is open waits, too
        st.markdown(words.headline(report, about, bench.covered))
        _pairs(report, about, bench.covered)
    if not bench.covered:
        with bench.facts:
            facts(words.facts(report))
    return Shown(copies_program(about, work), files.copies(work, report), copies_questions(report))


def controls(about: Subject) -> None:
    """Show the controls."""
    if about.recipe.conditional:
        asking.class_control(about, p.ASKED, p.ASKED_CLASS, [t("one of each")])
    asking.dice(p.SEED, t("New noise"))
    p.TRUNCATION.slider()
    with st.expander(t("More"), key="more"):
        p.SEED.box()


def _found(work: tuple) -> CopiesReport | LabError | None:
    """Return what was found for this question, or why nothing was; None while it is looked for."""
    long_work.take(KEY)
    last = long_work.ended(KEY)
    if last is not None and last[0] == work:
        return last[1]
    # One that is under way for another question goes to its end: what it prepares is needed for this one, too.
    if long_work.current(KEY) is None:
        long_work.begin(KEY, work, report_copies, *work)
        last = long_work.ended(KEY)  # a refusal
        if last is not None and last[0] == work:
            return last[1]
    return None


def _pairs(report: CopiesReport, about: Subject, covered: bool) -> None:
    names = about.classes
    middle = None if report.usual is None else float(np.median(report.usual))
    parts = []
    for place, (picture, near, distance) in enumerate(
        zip(report.pictures, report.near, report.distances, strict=True)
    ):
        nearer = not covered and middle is not None and distance < middle
        detail = "" if covered else words.distance(float(distance))
        alt = t("Generated picture {number}", number=place + 1)
        alt_near = t("The nearest: a {name}", name=names[report.labels[place]])
        parts.append(
            f"<figure{' class=nearer' if nearer else ''}><div>"
            f"<img class='exact' src='{encoded.url(picture)}' alt='{escape(alt)}'>"
            f"<img class='exact' src='{encoded.url(near)}' alt='{escape(alt_near)}'></div>"
            f"<figcaption><small>{escape(detail)}</small></figcaption></figure>"
        )
    st.html(f"<div class='odd copies'>{''.join(parts)}</div>")
    st.caption(words.legend(report))
