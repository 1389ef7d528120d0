"""The mode Instant: any photograph in any style, by a network that has learned to paint."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference.style_report import StyleReport, report_style, report_style_long
from cnnlab.web import long_results
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t
from cnnlab.web.stylize import instant_controls, instant_view
from cnnlab.web.stylize import instant_words as words
from cnnlab.web.stylize.instant_asking import Asked, asked
from cnnlab.web.stylize.instant_downloads import downloads
from cnnlab.web.stylize.instant_program import program
from cnnlab.web.stylize.instant_questions import questions

LARGE = "_style_instant_large"
"""The long call that paints a large picture."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    now = asked(bench.hand)
    with bench.pictures:
        place = st.container(key="style_result")
        if not now.one_style:
            # It stands there whatever becomes of the picture: another style is the way on.
            instant_view.strip()
    with place:
        report = _answer(now)
        if report is not None:
            instant_view.result(now, report.picture)
    if report is not None and not bench.covered:
        with bench.facts:
            facts(words.facts(now, report))
    return Shown(program(now), downloads(now), questions())


MODE = Mode(show, instant_controls.controls)


def _answer(now: Asked) -> StyleReport | None:
    """Return the picture in the style, or show what is known and that the network is at work."""
    try:
        if not now.slow:
            long_results.forget(LARGE)
            return ask_again(report_style, *now.work, place="style_instant")
        report = long_results.made(LARGE, report_style_long, now.work)
    except NotReady:
        instant_view.waiting(now)
        raise
    if report is None:
        instant_view.waiting(now, long_results.ended(LARGE))
        long_results.wait(LARGE, lambda payload: t("The network is painting …"))
        if long_results.ended(LARGE):
            st.button(
                t("Paint it"),
                icon=":material/brush:",
                on_click=long_results.forget,
                args=(LARGE,),
                key="style_instant_again",
            )
    return report
