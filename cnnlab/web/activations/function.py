"""Mode Function: a feature map before and after an activation function."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from cnnlab.ops import kernels
from cnnlab.ops.activation_report import GEOMETRY, SATURATED, ActivationReport, report_activation
from cnnlab.web import in_hand
from cnnlab.web.activations import function_facts, function_order
from cnnlab.web.activations import function_properties as p
from cnnlab.web.activations import properties as shared
from cnnlab.web.activations.function_downloads import downloads
from cnnlab.web.activations.function_program import program
from cnnlab.web.activations.predict_zeros import zeros_question
from cnnlab.web.adopting import adopt
from cnnlab.web.components import picture_channel
from cnnlab.web.components.activation import activation
from cnnlab.web.confirming import confirm
from cnnlab.web.frame import Bench, Shown
from cnnlab.web.i18n import N_, sentences, t
from cnnlab.web.identity import identity as identity_of
from cnnlab.web.in_hand import InHand

BUS = "activation"

SENTENCES = {
    "relu": N_("Negative values become 0, the others stay. Where it gives 0, no gradient passes."),
    "leaky_relu": N_("Negative values are not cut off but made small, so that some gradient always passes."),
    "elu": N_("Like ReLU above zero; below, a soft curve that comes down to minus alpha."),
    "gelu": N_(
        "A soft ReLU that dips below zero: each value times the share of a normal distribution below it."
    ),
    "sigmoid": N_("Every value goes between 0 and 1. Far from zero the curve is flat: it saturates."),
    "tanh": N_("Every value goes between −1 and 1, and zero stays zero. Far from zero it saturates."),
    "softplus": N_("ReLU with its corner rounded off: never exactly 0, and never without a slope."),
    "swish": N_("Each value times its own sigmoid: a soft ReLU that dips below zero."),
    "linear": N_(
        "Nothing changes, and the whole gradient passes. But without a function in between, layers are no more than"
        " a single one: the mode Depth shows it."
    ),
}
"""What each function does, in a sentence."""


@dataclass(frozen=True, eq=False)
class Work:
    """What is worked on: the picture, how its map is made, and the function."""

    pixels: np.ndarray
    kernel: np.ndarray
    bias: float
    name: str
    slope: float
    alpha: float

    @property
    def arguments(self) -> tuple:
        """Those of `cnnlab.ops.activation_report.report_activation`."""
        return self.pixels, self.kernel, self.bias, self.name, self.slope, self.alpha


def controls(hand: InHand) -> None:
    """Show the controls."""
    adopt("activation", "at", p.FUNCTION_AT)
    name = shared.FUNCTION.select()
    if name == "leaky_relu":
        shared.SLOPE.slider()
    if name == "elu":
        shared.ALPHA.slider()
    st.caption(t(SENTENCES[name]))
    p.FUNCTION_KERNEL.select()
    p.FUNCTION_BIAS.slider()
    with st.expander(t("More"), key="more"):
        p.FUNCTION_GAIN.slider()
        p.FUNCTION_AT.box()


def show(bench: Bench) -> Shown:
    """Fill the bench."""
    adopt("activation", "at", p.FUNCTION_AT)
    name = shared.FUNCTION.value
    work = Work(
        in_hand.grey(bench.hand),
        kernel_now(),
        p.FUNCTION_BIAS.value,
        name,
        shared.SLOPE.value,
        shared.ALPHA.value,
    )
    GEOMETRY.check(work.pixels.shape, work.kernel.shape)
    identity = identity_of(*work.arguments)
    with bench.pictures:
        # Before the engine is asked: the browser shows the result at once, TensorFlow confirms it.
        _show_stage(work, identity)
        report: ActivationReport = confirm(
            "activation_badge", BUS, identity, (report_activation, *work.arguments), _compared
        )
    with bench.facts:
        function_facts.show(report, name, bench.covered)
        function_order.show(report, name, bench.covered)
    return Shown(
        program(work),
        downloads(work),
        # Where nothing changes there is nothing to predict.
        () if name == "linear" else (zeros_question(report, name),),
    )


def kernel_now() -> np.ndarray:
    """Return the kernel that makes the map, times the gain."""
    name = p.FUNCTION_KERNEL.value
    kernel = np.ones((1, 1), np.float32) if name == p.NONE else kernels.build(name)
    return kernel * np.float32(p.FUNCTION_GAIN.value)


def _show_stage(work: Work, identity: str) -> None:
    name = work.name
    function = t(shared.FUNCTIONS[name])
    straight = name == "linear"
    activation(
        "activation",
        BUS,
        picture_channel.describe(work.pixels),
        work.kernel,
        id=identity,
        name=name,
        title="f(x) = x" if straight else t("{function}, f(x)", function=function),
        bias=work.bias,
        slope=work.slope,
        alpha=work.alpha,
        threshold=SATURATED,
        at=p.FUNCTION_AT.valid or None,
        alt={
            "before": t("The feature map before the function: blue below zero, orange above"),
            "after": t("The feature map after the function"),
            "curve": sentences(
                t("The curve of {function} with its slope.", function="f(x) = x" if straight else function),
                t(
                    "Along the lower axis the distribution of the values before, along the left axis that of the values"
                    " after."
                ),
            ),
        },
    )


def _compared(report: ActivationReport) -> dict[str, Any]:
    everything = [report.before, report.after, report.curve, report.curve_slope]
    return {"values": np.concatenate([each.ravel() for each in everything]), "tolerance": report.tolerance}
