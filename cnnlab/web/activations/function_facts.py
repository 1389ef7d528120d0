"""The facts line of the mode Function."""

from __future__ import annotations

import streamlit as st

from cnnlab.ops.activation_report import SATURATED, ActivationReport
from cnnlab.web.activations.properties import FUNCTIONS
from cnnlab.web.figures import facts
from cnnlab.web.i18n import t
from cnnlab.web.number_grid import number


def show(report: ActivationReport, name: str, covered: bool) -> None:
    """Show what the function does to the values as a whole, and how much of the gradient passes."""
    before, after = report.spread_before, report.spread_after
    entries: list[tuple[str, ...]] = [
        (t("Mean"), f"{number(before.mean)} → {number(after.mean)}", t("before → after")),
        (t("Spread"), f"{number(before.deviation)} → {number(after.deviation)}", t("standard deviation")),
    ]
    if covered:
        facts(entries)
        st.caption(t("What answers the open question is covered."))
        return
    facts(
        [
            (t("Below 0 before"), percent(report.negative)),
            (t("Exactly 0 after"), percent(report.zeros)),
            (
                t("Saturated"),
                percent(report.saturated),
                t("values where the slope is under {threshold}", threshold=SATURATED),
            ),
            (
                t("Mean slope"),
                number(report.mean_slope),
                t("the share of the gradient that passes, on average"),
            ),
            *entries,
        ]
    )
    if report.mean_slope == 0:
        st.warning(
            t(
                "On this picture every value lies where {function} is flat: no gradient passes at all. A unit for which"
                " that is so on every picture is dead, and no longer learns.",
                function=t(FUNCTIONS[name]),
            ),
            icon=":material/block:",
        )


def percent(share: float) -> str:
    """Write a share in percent; what is not all and not nothing is not called so."""
    text = f"{100 * share:.1f}"
    if text == "100.0" and share < 1:
        return "> 99.9 %"
    if text == "0.0" and share > 0:
        return "< 0.1 %"
    return f"{text.removesuffix('.0')} %"
