"""Does the order matter: the function before a pooling, or after it."""

from __future__ import annotations

import streamlit as st

from cnnlab.images import colour
from cnnlab.ops.activation_report import NEVER_FALLS, ActivationReport, Order
from cnnlab.web.activations.function_colours import limit_of, picture_of
from cnnlab.web.activations.properties import FUNCTIONS
from cnnlab.web.figures import Figure, row
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.number_grid import number

FIRST = {
    "max": N_("{function}, then max pooling"),
    "average": N_("{function}, then average pooling"),
}
LAST = {
    "max": N_("Max pooling, then {function}"),
    "average": N_("Average pooling, then {function}"),
}


def show(report: ActivationReport, name: str, covered: bool) -> None:
    """Show both orders for both poolings, with what tells them apart."""
    st.subheader(t("Does the order matter?"), anchor=False)
    if covered:
        st.caption(t("Covered while a question is open."))
        return
    if name == "linear":
        st.caption(t("Without a function there is no order. Choose one, and it is compared here."))
        return
    function = t(FUNCTIONS[name])
    for kind, order in report.orders.items():
        count = report.before.size
        st.markdown(_about_max(order, name, count) if kind == "max" else _about_average(order, function))
        row(_figures(kind, order, function), 160, 250)


def _about_max(order: Order, name: str, count: int) -> str:
    function = t(FUNCTIONS[name])
    cost = t(
        "With the function first it is computed {all} times, with the pooling first {few} times.",
        all=f"{count:,}",
        few=f"{order.evaluations:,}",
    )
    if name in NEVER_FALLS:
        verdict = t(
            "**With max pooling, no.** {function} never falls, so the largest value of a window stays the largest.",
            function=function,
        )
        return sentences(verdict, cost)
    if order.same:
        verdict = t(
            "**With max pooling, not on this picture.** But {function} dips below zero: where a window's values lie in"
            " the dip, the largest does not stay the largest.",
            function=function,
        )
    else:
        verdict = t(
            "**With max pooling, here it does,** by up to {largest}. {function} dips below zero, and in the dip the"
            " largest value of a window does not stay the largest.",
            function=function,
            largest=number(order.largest, 2),
        )
    return sentences(verdict, cost)


def _about_average(order: Order, function: str) -> str:
    if order.same:
        return t(
            "**With average pooling, not on this picture:** in each window all values lie where {function} is"
            " straight.",
            function=function,
        )
    return t(
        "**With average pooling, yes:** the mean of the curve's values is not the curve's value of the mean. The"
        " results differ by up to {largest}.",
        largest=number(order.largest, 2),
    )


def _figures(kind: str, order: Order, function: str) -> list[Figure]:
    limit = limit_of(order.function_first, order.pooling_first)
    signed = min(order.function_first.min(), order.pooling_first.min()) < 0
    maps = (
        (t(FIRST[kind], function=function), order.function_first),
        (t(LAST[kind], function=function), order.pooling_first),
    )
    # What is rounding alone must not be blown up by a scale of its own.
    strongest = limit if order.same else limit_of(order.difference, least=order.largest / 10)
    return [
        *(Figure(picture_of(values, limit, signed), title, title) for title, values in maps),
        Figure(
            colour.diverging(order.difference, strongest),
            t("Difference"),
            t("The first less the second"),
            t("none but rounding")
            if order.same
            else t("at most {largest}", largest=number(order.largest, 2)),
        ),
    ]
