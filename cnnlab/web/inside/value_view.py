"""The arithmetic of one value of a layer, from the numbers of all channels to what the layer gives."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
import streamlit as st

from cnnlab.explain.origins import Origin
from cnnlab.explain.stages import Stage
from cnnlab.inference.layers_report import LayersReport
from cnnlab.web.classifier.use_words import percent
from cnnlab.web.i18n import t
from cnnlab.web.inside.working_view import FUNCTIONS
from cnnlab.web.number_grid import MINUS, number

MOST = 8
"""Terms that are written out."""
DIGITS = 5
"""Significant digits: enough to add them up by hand."""


def show(report: LayersReport, stage: Stage, before: str, names: Sequence[str]) -> None:
    """Show how the chosen value came about, line by line.

    Parameters
    ----------
    report : LayersReport
    stage : Stage
        The one that is opened.
    before : str
        "map" or "value": what its terms belong to.
    names : sequence of str
        Of the classes.
    """
    opened = report.opened
    lines: list[str] = []
    for step, origin in zip(stage.steps[stage.steps.index(stage.main) :], opened.origins, strict=True):
        if step.kind in ("conv", "separable", "dense"):
            lines += _sum(origin, before, len(opened.working.shares))
        else:
            lines += _WRITE.get(step.kind, _plain)(origin, step.function)
    if stage.main.name == "logits":
        lines += _softmax(report, names[opened.unit])
    st.html(f"<table class='sums'>{''.join(lines)}</table>")


def _line(name: str, sign: str, value: float, kind: str = "", bar: float | None = None) -> str:
    track = "" if bar is None else _bar(bar)
    return (
        f"<tr class='{kind}'><th scope='row'>{escape(name)}</th><td>{escape(sign)}</td>"
        f"<td class='number' data-value='{value:.9g}'>{escape(number(value, DIGITS))}</td>"
        f"<td class='bar'>{track}</td></tr>"
    )


def _bar(part: float) -> str:
    """A bar from the middle: to the right what is added, to the left what is taken away."""
    side, paint = ("left", "#d55e00") if part >= 0 else ("right", "#0072b2")
    return f"<i style='{side}:50%;width:{50 * min(1.0, abs(part)):.1f}%;background:{paint}'></i>"


def _sum(origin: Origin, before: str, channels: int) -> list[str]:
    """Of a convolution or a dense layer: the largest terms, all others together, the bias."""
    # Where maps have been flattened, the values of one map stand `channels` apart.
    terms = origin.terms.reshape(-1, channels).sum(axis=0)
    order = np.argsort(-np.abs(terms), kind="stable")
    shown, others = order[:MOST], order[MOST:]
    rest = float(terms[others].sum())
    largest = max(float(np.abs(terms).max(initial=0)), abs(rest)) or 1.0
    label = t("from map {number}") if before == "map" else t("from value {number}")
    lines = [
        _line(
            label.replace("{number}", str(int(place) + 1)),
            "" if not position else "+",
            float(terms[place]),
            bar=float(terms[place]) / largest,
        )
        for position, place in enumerate(shown)
    ]
    if len(others):
        lines.append(_line(t("from {count} others", count=len(others)), "+", rest, bar=rest / largest))
    lines.append(_line(t("bias"), "+", origin.bias))
    lines.append(_line(t("sum"), "=", origin.before, "total"))
    return lines


def _norm(origin: Origin, function: str) -> list[str]:
    scale = number(origin.scale, DIGITS)
    shift = number(abs(origin.bias), DIGITS)
    sign = "+" if origin.bias >= 0 else MINUS
    name = t("normalised: × {scale} {sign} {shift}", scale=scale, sign=sign, shift=shift)
    return [_line(name, "→", origin.value, "total")]


def _activation(origin: Origin, function: str) -> list[str]:
    return [_line(FUNCTIONS.get(function, function), "→", origin.value, "total")]


def _add(origin: Origin, function: str) -> list[str]:
    through, around = origin.terms
    return [
        _line(t("the way through"), "", float(through)),
        _line(t("the way around"), "+", float(around)),
        _line(t("sum"), "=", origin.value, "total"),
    ]


def _mean(origin: Origin, function: str) -> list[str]:
    return [
        _line(t("sum of {count} values", count=len(origin.terms)), "", float(origin.terms.sum())),
        _line(t("divided by {count}", count=len(origin.terms)), "=", origin.value, "total"),
    ]


def _plain(origin: Origin, function: str) -> list[str]:
    return [_line(t("value"), "=", origin.value, "total")]


_WRITE = {
    "norm": _norm,
    "activation": _activation,
    "add": _add,
    "global_pool": _mean,
    "average_pool": _mean,
}


def _softmax(report: LayersReport, name: str) -> list[str]:
    """The last step: a logit among the others becomes a probability."""
    logits = report.logits.astype(np.float64)
    unit = report.opened.unit
    highest = float(logits.max())
    own, all_of_them = float(np.exp(logits[unit] - highest)), float(np.exp(logits - highest).sum())
    # Less the largest logit, as programs compute it: the fraction is the same, and nothing overflows.
    share = percent(float(report.probabilities[unit]))
    title = t("probability of “{name}”", name=name)
    rule = t("e to the power of (logit − largest logit {largest})", largest=number(highest, DIGITS))
    return [
        _line(rule, "→", own),
        _line(t("the same of all classes together"), "÷", all_of_them),
        (
            f"<tr class='total'><th scope='row'>{escape(title)}</th><td>=</td>"
            f"<td class='number' data-value='{report.probabilities[unit]:.9g}'>{escape(share)}</td><td></td></tr>"
        ),
    ]
