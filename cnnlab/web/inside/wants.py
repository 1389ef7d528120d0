"""The mode What it looks for: pictures made from noise that excite a class, a unit or a layer."""

from __future__ import annotations

import streamlit as st

from cnnlab.explain.maximising import Wish
from cnnlab.inference.want import most_pictures
from cnnlab.inference.wants_report import Grown, WantsReport, report_wants
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t, t_error
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.inside import wants_controls, wants_growing, wants_noise, wants_view
from cnnlab.web.inside import wants_properties as p
from cnnlab.web.inside import wants_words as words
from cnnlab.web.inside.asking import Asked, asked
from cnnlab.web.inside.wants_downloads import downloads
from cnnlab.web.inside.wants_growing import Growth
from cnnlab.web.inside.wants_program import program


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    ask = asked(bench.hand)
    want = wants_controls.want(ask.network)
    with bench.pictures:
        try:
            report: WantsReport = ask_again(report_wants, *ask.work, want, int(p.NOISE_SEED.value))
        except NotReady:
            shape = ask.network.about.shape
            st.markdown(t("Made from noise, step by step."))
            restarts = min(want.restarts, most_pictures(shape))
            wants_view.noise(Wish("", 0, restarts=restarts, seed=want.seed), shape, want.steps)
            raise
        identity = identity_of(ask.about, report.want)
        growth = wants_growing.current(identity)
        if wants_growing.due() and growth is None:
            wants_growing.begin(identity, ask.about, report.want)
            growth = wants_growing.current(identity)
        grown = None if growth is None else growth.grown
        st.markdown(_head(report, ask.names))
        _pictures(bench, ask, report, identity, growth, grown)
        if fewer := words.fewer(report, want.restarts):
            st.caption(fewer)
    with bench.facts:
        wants_view.real(report, ask.names, bench.covered)
        wants_noise.show(report, ask.names, bench.covered)
    recipe, about = ask.network.recipe, ask.network.about
    return Shown(
        program(recipe, about.shape, len(about.classes), report.want),
        downloads(ask.network.name, report, grown),
    )


def _head(report: WantsReport, names: list[str]) -> str:
    return t(
        "Made from noise, step by step, to excite **{subject}** as much as possible.",
        subject=words.subject(report.want, names),
    )


def _pictures(
    bench: Bench,
    ask: Asked,
    report: WantsReport,
    identity: str,
    growth: Growth | None,
    grown: Grown | None,
) -> None:
    names = ask.names
    if growth is not None and growth.moving:
        wants_view.under_way(growth, report, names, bench.covered)
        return
    if grown is None:
        wants_view.early(report, identity, names, bench.covered)
    else:
        wants_view.ended(growth, report, names, bench.covered)
    wants_view.generate(ask, report, identity, growth)
    if growth is not None and growth.failure is not None:
        st.error(t_error(growth.failure), icon=":material/error:")
    if bench.covered:
        return
    if grown is None:
        st.caption(words.how_far(report))
        return
    if growth.stopped:
        st.caption(t("Stopped at step {step}.", step=int(grown.steps[-1])))
    st.markdown(words.verdict(report, grown, names))
    if energy := words.about_energy(report, grown):
        st.caption(energy)


MODE = Mode(show, wants_controls.show)
