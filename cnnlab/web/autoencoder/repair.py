"""The mode Repair: noise taken away and holes filled, beside methods that have learned nothing."""

from __future__ import annotations

import streamlit as st

from cnnlab.inference.repair_case import BIHARMONIC
from cnnlab.inference.repair_report import RepairReport, Rival, repair_long, report_repair, report_rivals
from cnnlab.web import long_results
from cnnlab.web.autoencoder import repair_brush, repair_controls, repair_view
from cnnlab.web.autoencoder import repair_properties as p
from cnnlab.web.autoencoder import repair_words as words
from cnnlab.web.autoencoder.repair_asking import Asked, asked
from cnnlab.web.autoencoder.repair_downloads import downloads
from cnnlab.web.autoencoder.repair_program import program
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import sentences, t

NETWORK, RIVALS = "_ae_repair_network", "_ae_repair_rivals"
"""What runs on the long worker."""


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    now = asked(bench.hand)
    with bench.pictures:
        if now.painted:
            repair_brush.show(now, bench.covered, _results)
        else:
            report = _answer(now)
            if report is not None:
                _results(now, report, bench.covered)
                if not bench.covered:
                    with bench.facts:
                        facts(words.facts(now, report))
    return Shown(program(now), downloads(now))


MODE = Mode(show, repair_controls.controls)


def _answer(now: Asked) -> RepairReport | None:
    """Return what the network has made of it, or show what is known and that it is at work."""
    try:
        if not now.slow:
            long_results.forget(NETWORK)
            return ask_again(report_repair, *now.work, place="repair")
        report = long_results.made(NETWORK, repair_long, now.work)
    except NotReady:
        repair_view.waiting(now)
        raise
    if report is None:
        repair_view.waiting(now)
        long_results.wait(NETWORK, _working)
    return report


def _results(now: Asked, report: RepairReport, covered: bool, painted: bool = False) -> None:
    if covered:
        st.caption(t("What was measured is covered while a question is open."))
    else:
        st.markdown(words.headline(now, report))
    if not painted:
        p.VIEW.segmented(label_visibility="collapsed")
    repair_view.show(now, report, covered, painted=painted)
    if p.COMPARE.value and not covered:
        _compare(now, report)
    else:
        long_results.forget(RIVALS)


def _compare(now: Asked, report: RepairReport) -> None:
    if now.slow_filters:
        found = long_results.made(RIVALS, report_rivals, now.work)
    else:
        long_results.forget(RIVALS)
        found = ask_again(report_rivals, *now.work, place="repair_rivals")
    if found is None:
        long_results.wait(RIVALS, _comparing)
        return
    st.markdown(words.verdict(found, report.before))
    repair_view.rivals(now, found, report.before)
    st.caption(_fairness(now, found))


def _fairness(now: Asked, found: tuple[Rival, ...]) -> str:
    if any(each.method == BIHARMONIC for each in found):
        return t(
            "Biharmonic filling puts the smoothest surface over the hole that fits its edge. It knows nothing of what"
            " pictures show; where a hole is small, nothing needs to be known."
        )
    said = t(
        "Each filter has the settings that did best on other {pictures} with the same damage, so it knows kind and"
        " strength. Times were measured once, on this computer, each method on its own.",
        pictures=t("digits") if now.shape[2] == 1 else t("photographs"),
    )
    return sentences(said, "" if now.known else t("Here the strength is what the network was told."))


def _comparing(payload: dict) -> str:
    method = payload.get("method")
    if method not in words.NAMES:
        return t("The methods are compared …")
    return t("At work: {name}", name=t(words.NAMES[method]))


def _working(payload: dict) -> str:
    return t("The network is repairing the picture …")
