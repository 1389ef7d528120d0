"""The mode Use: what a trained network makes of a drawing, a picture in hand or a test picture."""

from __future__ import annotations

import streamlit as st

from cnnlab import pretrained
from cnnlab.inference.use_report import UseReport, report_use
from cnnlab.web import in_hand
from cnnlab.web.classifier import (
    run_downloads,
    use_controls,
    use_course,
    use_facts,
    use_maps,
    use_view,
    use_words,
)
from cnnlab.web.classifier import use_properties as u
from cnnlab.web.classifier.use_downloads import downloads
from cnnlab.web.classifier.use_input import Network, fitted, network
from cnnlab.web.classifier.use_program import program
from cnnlab.web.classifier.use_question import head_question
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import Figure, row
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import listing, t


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    asked = network()
    names = [t(name) for name in asked.about.classes]
    picture = None if asked.kind == "example" else fitted(bench.hand, asked)
    settings = use_controls.question()
    work = (asked.name, pretrained.stamp(asked.name), picture, int(u.EXAMPLE.value), settings)
    with bench.pictures:
        try:
            report: UseReport = ask_again(report_use, *work)
        except NotReady:
            if picture is not None:
                use_view.show(picture, _how(asked), names, None, bench.covered)
            raise
        _answer(bench, asked, report, names)
    with bench.facts:
        if not bench.covered:
            use_facts.show(asked, report, names)
        _maps(report, bench.covered)
        _course(report, names, bench.covered)
    return Shown(
        program(asked.recipe, asked.about.shape, asked.about.classes, report.threshold),
        (*downloads(work, names), *run_downloads.downloads(asked.name)),
        (head_question(report, names),),
    )


_MAY_BE_DIGITS = (in_hand.OWN, "digit")
"""Pictures in hand that a network for digits may know."""

MODE = Mode(show, use_controls.show)


def _answer(bench: Bench, asked: Network, report: UseReport, names: list[str]) -> None:
    if bench.covered:
        st.caption(t("What the network says is covered while a question is open."))
    else:
        st.markdown(use_words.verdict(report, names))
    if asked.kind == "picture":
        left, right = st.columns([1, 4])
        with left:
            row([Figure(bench.hand.pixels, t("The picture in hand"), t("The picture in hand"))], 110, 200)
        with right:
            use_view.show(report.seen, _how(asked), names, report, bench.covered)
    else:
        use_view.show(report.seen, _how(asked), names, report, bench.covered)
    if not bench.covered:
        no_digit = asked.knows_digits and asked.kind == "picture" and bench.hand.name not in _MAY_BE_DIGITS
        st.caption(use_words.about_energy(report, no_digit), help=use_words.what_energy_is())


def _how(asked: Network) -> str:
    """Say how what the network sees has come about."""
    if asked.kind == "example":
        made = t("a test picture: the network was not trained on it")
    elif asked.kind == "digit":
        made = t("made ready as MNIST was: fitted to 20 pixels, centred by its mass")
    elif asked.about.shape[2] == 1:
        made = t("cut to a square, reduced, in grey")
    else:
        made = t("cut to a square, reduced")
    return listing(filter(None, (made, use_words.changed(u.TURN.value, int(u.SHIFT.value), u.NOISE.value))))


def _maps(report: UseReport, covered: bool) -> None:
    st.markdown("**" + t("What a layer makes of it") + "**")
    use_controls.layer(report)
    use_maps.show(report, covered)


def _course(report: UseReport, names: list[str], covered: bool) -> None:
    st.markdown("**" + t("How far the answer holds") + "**")
    u.VARY.pills(label_visibility="collapsed")
    if covered:
        return
    st.markdown(use_words.endurance(report, u.VARY.value, names))
    use_course.show(report, names, u.VARY.value, _amount())
    st.caption(
        t("A line for each class that becomes probable somewhere. Grey bar: where the picture stands now.")
    )


def _amount() -> float:
    return float({"turn": u.TURN, "shift": u.SHIFT, "noise": u.NOISE}[u.VARY.value].value)
