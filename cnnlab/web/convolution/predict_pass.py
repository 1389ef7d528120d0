"""Try this: what the kernel on the screen keeps, before its spectrum is seen."""

from __future__ import annotations

from cnnlab.ops.kernel_character import Character
from cnnlab.web.convolution.spectrum_words import sentence
from cnnlab.web.i18n import N_, t
from cnnlab.web.quiz import Question

ANSWERS = {
    "low": N_("Slow changes: fine detail becomes weaker."),
    "high": N_("Fine detail: even areas become 0."),
    "band": N_("A middle band: even areas become 0, and the finest detail becomes weaker."),
    "other": N_("Even areas keep a value other than 0, and fine detail does not become weaker beside them."),
    "accent": N_("A middle band most of all: even areas and the finest detail pass, but weaker."),
    "none": N_("Nothing."),
}
SAME = {"boost": "other", "stop": "other", "all": "other"}
"""Kinds that share an answer."""

SLIPS = {
    ("low", "high"): N_("The weights add up to something, so an even area does not become 0."),
    ("low", "band"): N_("The weights add up to something, so an even area does not become 0."),
    ("high", "low"): N_("The weights add up to 0, so an even area becomes 0 and is not kept."),
    ("band", "low"): N_("The weights add up to 0, so an even area becomes 0 and is not kept."),
    ("other", "high"): N_("The weights do not add up to 0, so an even area does not become 0."),
}


def pass_question(found: Character) -> Question:
    """Ask what a kernel keeps.

    Parameters
    ----------
    found : Character
        Of the kernel on the screen.
    """
    answer = SAME.get(found.kind, found.kind)
    return Question(
        "kernel_keeps",
        t(
            "Look at the weights of the kernel on the screen: do they add up to 0, and do neighbours have equal or"
            " opposite signs? What does this kernel keep?"
        ),
        answer,
        sentence(found),
        {name: t(text) for name, text in ANSWERS.items()},
        {given: t(text) for (right, given), text in SLIPS.items() if right == answer},
    )
