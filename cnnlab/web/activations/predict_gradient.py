"""Try this: whether the gradient survives, before chart and verdict are seen."""

from __future__ import annotations

from cnnlab.ops.depth import DepthSpec
from cnnlab.ops.depth_report import DepthReport
from cnnlab.ops.depth_verdict import NEAR
from cnnlab.web.activations import depth_properties as d
from cnnlab.web.activations.depth_words import activation_name, verdict_words
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

ANSWERS = {
    "less": N_("Less than a tenth: it gets lost on the way."),
    "alike": N_("Between a tenth and ten times: it survives."),
    "more": N_("More than ten times: it grows on the way."),
}
SLIPS = {
    ("less", "alike"): N_("A factor a little below 1 in every layer is enough: the factors multiply."),
    ("less", "more"): N_("Here every layer makes the gradient smaller."),
    ("more", "alike"): N_("A factor a little above 1 in every layer is enough: the factors multiply."),
    ("more", "less"): N_("Here the weights are so large that every layer makes the gradient larger."),
}


def answer_of(report: DepthReport) -> str:
    """Return which answer is right."""
    ratio = report.run.ratio
    if ratio < 1 / NEAR:
        return "less"
    # What is not finite has grown beyond all bounds.
    return "alike" if ratio <= NEAR else "more"


def gradient_question(spec: DepthSpec, report: DepthReport) -> Question:
    """Ask what is left of the gradient at layer 1."""
    answer = answer_of(report)
    return Question(
        "gradient_survives",
        t(
            "{layers} layers, {activation}, initialisation: {initialisation}. The gradient starts at the loss and goes"
            " back layer by layer. How large is it at layer 1, compared with layer {layers}?",
            layers=spec.layers,
            activation=activation_name(spec.activation),
            initialisation=t(d.INITIALISATION.options[spec.initialisation]),
        ),
        answer,
        verdict_words(report.verdict, report.run, spec.activation),
        {name: t(text) for name, text in ANSWERS.items()},
        {given: t(text) for (right, given), text in SLIPS.items() if right == answer},
    )
