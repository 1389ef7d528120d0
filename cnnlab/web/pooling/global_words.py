"""What the mode Global says."""

from __future__ import annotations

from cnnlab.images import colour
from cnnlab.ops.line_network import Answer
from cnnlab.web.i18n import N_, t
from cnnlab.web.pooling.noise_words import percent

NAMES = (N_("vertical │"), N_("horizontal ─"), N_("rising ╱"), N_("falling ╲"))
"""In the order of `cnnlab.ops.line_network.DIRECTIONS`."""
COLOURS = tuple(colour.CLASSES[place] for place in (1, 4, 2, 3))
VARIANTS = {
    "whole": N_("The picture"),
    "half": N_("Half as large"),
    "strip": N_("A strip of it"),
}
CLEAR = 0.5


def sentence(answer: Answer) -> str:
    """Say which way the lines run."""
    if answer.blank:
        return t("**No lines at all:** the four maps are black, so the four answers are equally likely.")
    name, share = t(NAMES[answer.winner]), percent(float(answer.fractions[answer.winner]))
    if answer.fractions[answer.winner] >= CLEAR:
        return t(
            "Which way do the lines run? **{name}**, says the network, with {share}.", name=name, share=share
        )
    return t(
        "Which way do the lines run? **No clear answer:** {name} leads with {share}; four equal parts would be 25 %"
        " each.",
        name=name,
        share=share,
    )
