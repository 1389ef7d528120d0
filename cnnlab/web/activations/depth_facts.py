"""The facts line of the mode Depth, and what theory says."""

from __future__ import annotations

import streamlit as st

from cnnlab.ops.depth import SATURATING, DepthSpec, deviation
from cnnlab.ops.depth_report import DepthReport
from cnnlab.web.activations.depth_words import activation_name, as_part
from cnnlab.web.figures import facts
from cnnlab.web.i18n import sentences, t
from cnnlab.web.number_grid import number


def show(spec: DepthSpec, report: DepthReport) -> None:
    """Show how the gradient fares, measured and by theory, and what else the layers do."""
    run = report.run
    entries: list[tuple[str, ...]] = [
        (t("Gradient at layer 1 : at layer {last}", last=spec.layers), _ratio(run.ratio)),
    ]
    if report.per_layer is not None:
        entries += [
            (
                t("On the way back, per layer"),
                f"× {_factor(report.per_layer)}",
                t("measured, geometric mean"),
            ),
            (t("By theory, per layer"), f"× {_factor(report.theory_per_layer)}"),
        ]
    entries += [
        (
            t("Spread of the activations"),
            f"{_value(run.spread[0])} → {_value(run.spread[-1])}",
            t("layer 1 → layer {last}", last=spec.layers),
        ),
        (t("Dead units"), *_most(run.dead)),
    ]
    if spec.activation in SATURATING:
        entries.append((t("Saturated values"), *_most(run.saturated)))
    facts(entries)
    if report.theory_per_layer is not None:
        st.caption(_theory(spec, report))


def _theory(spec: DepthSpec, report: DepthReport) -> str:
    scale = deviation(spec.initialisation, spec.units, spec.units)
    words = t(
        "Theory: a layer multiplies the gradient that goes back through it by √{units} × {deviation} × {slope} ="
        " {factor}: units, standard deviation of the weights, and the root mean square of the slope of"
        " {activation}.",
        units=spec.units,
        deviation=number(scale),
        slope=number(report.theory_per_layer / (spec.units**0.5 * scale)),
        factor=_factor(report.theory_per_layer),
        activation=activation_name(spec.activation),
    )
    if spec.activation == "relu":
        words = sentences(
            words,
            t(
                "ReLU lets half of the values through, so the mean square of its slope is 1/2; He's variance 2/n makes"
                " up for that."
            ),
        )
    if spec.activation == "sigmoid":
        words = sentences(words, t("The slope of the sigmoid is 1/4 at most."))
    return words


def _ratio(ratio: float) -> str:
    if not ratio < float("inf"):
        return t("not finite")
    return f"× {as_part(ratio)}" if ratio >= 1 else as_part(ratio)


def _factor(value: float) -> str:
    """Write three digits, zeros among them: 1.00."""
    return f"{value:#.3g}" if 0.01 <= value < 100 else number(value)


def _value(value: float) -> str:
    return number(value, 2) if abs(value) < float("inf") else t("not finite")


def _most(shares) -> tuple[str, str]:
    layer = int(shares.argmax())
    if shares[layer] == 0:
        return "0 %", ""
    return f"{number(100 * shares[layer], 2)} %", t("at most, in layer {layer}", layer=layer + 1)
