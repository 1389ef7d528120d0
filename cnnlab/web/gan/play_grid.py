"""The view Make: sixteen pictures out of noise, and one of them under two sliders."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference.play_report import REACH, PlayReport, report_play
from cnnlab.web.components import latent
from cnnlab.web.compute import ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.gan import play_asking as asking
from cnnlab.web.gan import play_downloads as files
from cnnlab.web.gan import play_live as live
from cnnlab.web.gan import play_properties as p
from cnnlab.web.gan import play_words as words
from cnnlab.web.gan.play_asking import Subject
from cnnlab.web.gan.play_program import grid_program
from cnnlab.web.gan.play_question import grid_questions
from cnnlab.web.i18n import t

GRID = "gan_grid"


def show(bench: Bench, about: Subject) -> Shown:
    """Fill the bench."""
    live.adopt_rest(GRID)
    work = about.work
    with bench.pictures:
        report: PlayReport = ask_again(report_play, *work)
        st.markdown(words.grid(report, about, bench.covered))
        now = live.Now.of(work, bench.covered)
        latent.latent(GRID, now.space, _tiles(report, about, now.pair, bench.covered), now.place)
        live.answer(now)
    if not bench.covered:
        with bench.facts:
            facts(words.grid_facts(report, about))
    return Shown(grid_program(about, work, now), files.grid(work, now), grid_questions(report, about))


def controls(about: Subject) -> None:
    """Show the controls."""
    if about.recipe.conditional:
        asking.class_control(about, p.ASKED, p.ASKED_CLASS, [t("one of each")])
    asking.dice(p.SEED, t("New noise"))
    p.TRUNCATION.slider()
    with st.expander(t("More"), key="more"):
        p.PAIR.segmented()
        p.SEED.box()


def _tiles(report: PlayReport, about: Subject, pair: int, covered: bool) -> latent.Tiles:
    judged = report.shares is not None
    names = about.classes
    return latent.Tiles(
        report.pictures,
        words.titles(report, about, covered),
        words.wrong(report, about, covered),
        names if judged else [],
        judged,
        2 * pair,
        REACH,
    )
