"""Try this: how much of the map the function on the screen silences."""

from __future__ import annotations

from cnnlab.ops.activation_report import SATURATED, ActivationReport
from cnnlab.web.activations.function_facts import percent
from cnnlab.web.activations.properties import FUNCTIONS
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

SHARES = {
    "quarter": N_("less than a quarter"),
    "half": N_("from a quarter to a half"),
    "most": N_("from a half to three quarters"),
    "nearly_all": N_("more than three quarters"),
}


def share_named(share: float) -> str:
    """Return the id of the answer that a share belongs to."""
    return list(SHARES)[min(3, int(4 * share))]


def zeros_question(report: ActivationReport, name: str) -> Question:
    """Ask for the share of zeros that ReLU makes, or of values at which another function is flat.

    Parameters
    ----------
    report : ActivationReport
        Of what is on the screen.
    name : str
        The function.
    """
    options = {answer: t(words) for answer, words in SHARES.items()}
    function = t(FUNCTIONS[name])
    if name == "relu":
        return Question(
            "zeros",
            t(
                "Look at the feature map before the function, blue below zero. For which share of its values will ReLU"
                " give 0?"
            ),
            share_named(report.zeros),
            t(
                "{zeros} of the values are 0 after ReLU; {negative} were below zero, the others were 0 already.",
                zeros=percent(report.zeros),
                negative=percent(report.negative),
            ),
            options,
        )
    return Question(
        "flat",
        t(
            "Look at the curve of {function} and at the distribution of the values on the lower axis. For which share"
            " of the values is the slope under {threshold}, so that hardly any gradient passes?",
            function=function,
            threshold=SATURATED,
        ),
        share_named(report.saturated),
        t(
            "For {share} of the values. On average the slope is {slope}.",
            share=percent(report.saturated),
            slope=f"{report.mean_slope:.3f}",
        ),
        options,
    )
