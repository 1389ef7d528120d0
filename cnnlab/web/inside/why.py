"""The mode Why this class: two explanations beside the picture, and whether they are to be trusted."""

from __future__ import annotations

import numpy as np
import streamlit as st

from cnnlab.inference.why_methods import METHODS, OF_MAPS, Asking, is_signed
from cnnlab.inference.why_report import WhyReport, report_why
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.figures import facts
from cnnlab.web.frame import Bench, Mode, Shown
from cnnlab.web.i18n import t
from cnnlab.web.inside import why_controls, why_curves, why_erase, why_shuffled, why_view, why_words
from cnnlab.web.inside import why_properties as p
from cnnlab.web.inside.asking import Asked, asked
from cnnlab.web.inside.why_downloads import downloads
from cnnlab.web.inside.why_program import program
from cnnlab.web.inside.why_view import Panel
from cnnlab.web.number_grid import number


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    now = asked(bench.hand)
    asking = why_controls.asking()
    with bench.pictures:
        try:
            report: WhyReport = ask_again(report_why, *now.work, asking)
        except NotReady:
            if now.picture is not None:
                why_view.show(_picture(now.picture), [])
            raise
        _explanations(now, report, asking, bench.covered)
    with bench.facts:
        if not bench.covered:
            _trust(now, report, asking)
            _facts(report, now.names)
    about = now.network
    return Shown(
        program(about.recipe, about.about, report.target, report.asking),
        downloads(now, report),
    )


MODE = Mode(show, why_controls.show)


def _explanations(now: Asked, report: WhyReport, asking: Asking, covered: bool) -> None:
    if covered:
        st.caption(t("What the network points at is covered while a question is open."))
        why_view.show(_picture(report.seen), [_covered(method) for method in asking.methods])
        return
    st.markdown(why_words.heading(report, now.names))
    if report.layer is None and set(asking.methods) & set(OF_MAPS):
        st.info(
            t(
                "This network has no feature maps, so there is no class map: Grad-CAM and LayerCAM need a convolution."
                " The methods that ask for pixels work: integrated gradients, gradient × input, SmoothGrad, occlusion."
            ),
            icon=":material/layers_clear:",
        )
    why_view.show(_picture(report.seen), [_panel(report, method, now.names) for method in report.found])
    why_words.say_less(why_words.less(asking, report.asking))


def _picture(seen: np.ndarray) -> Panel:
    return Panel(
        t("What the network sees"),
        "{} × {}".format(*seen.shape[:2]),
        t("What the network sees, pixel by pixel"),
        why_view.picture(seen),
    )


def _covered(method: str) -> Panel:
    return Panel(t(p.METHODS[method]), "", t("Covered"), None)


def _panel(report: WhyReport, method: str, names: list[str], text: bool = True) -> Panel:
    sign, name = p.SIGN.value, names[report.target]
    title = t(p.METHODS[method])
    return Panel(
        title,
        why_words.reading(report, method, sign, name) if text else "",
        t("{method} for {name}, laid over the picture", method=title, name=name),
        why_view.overlay(report.seen, method, report.found[method], sign, float(p.STRENGTH.value)),
        "diverging" if is_signed(method, sign) else "sequential",
    )


def _facts(report: WhyReport, names: list[str]) -> None:
    target = report.target
    entries = [
        (t("Class"), names[target], percent(float(report.probabilities[target]))),
        (
            t("Logit"),
            number(float(report.logits[target])),
            t("for nothing {logit}", logit=number(report.nothing)),
        ),
    ]
    if "integrated" in report.found:
        gap = why_words.gap(report)
        share = f"{100 * gap:.2g} %" if np.isfinite(gap) else "∞"
        entries.append((t("Completeness gap"), share, t("of the difference of the logits")))
    if report.layer is not None and set(report.found) & set(OF_MAPS):
        place = int(report.layer.name.partition("_")[0])
        entries.append((t("Layer"), why_controls.layer_name(place, report.layer)))
    facts(entries)


def _trust(now: Asked, report: WhyReport, asking: Asking) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="medium", key="why_tests"):
        st.markdown("**" + t(p.TEST.label) + "**", width="content")
        p.TEST.pills(label_visibility="collapsed", width="stretch")
    if p.TEST.value == "all":
        _all(now, asking)
    else:
        _TESTS[p.TEST.value](now, report, asking)


def _all(now: Asked, asking: Asking) -> None:
    every = why_controls.asking(METHODS)
    report: WhyReport = ask_again(report_why, *now.work, every, place="why_all")
    why_view.small(_panel(report, method, now.names, text=False) for method in report.found)
    st.caption(
        t("Six answers to one question. Where they agree, it is worth looking; none of them is the truth.")
    )
    why_words.say_less(why_words.less(every, report.asking))


_TESTS = {"brush": why_erase.show, "curves": why_curves.show, "shuffle": why_shuffled.show}
