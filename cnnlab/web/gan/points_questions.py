"""Try this: questions about two networks of points."""

from __future__ import annotations

from math import log

import streamlit as st

from cnnlab.errors import LabError
from cnnlab.inference.points_advance import MOST, advance
from cnnlab.recipes.points import PointsSpec
from cnnlab.web.compute import NotReady, ask_again
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number
from cnnlab.web.quiz import Question

CHASE = "gan_points_chase"
CHASED = PointsSpec(discriminator_rate=0.001, generator_rate=0.01)
STEPS = 400
QUERY = "gan_mode=points&gan_p_rate_d=0.001&gan_p_rate_g=0.01&gan_p_speed=fast"
FEW, MANY = 1, 6
ENDS = {
    "few": N_("None or one: they all run after one hill."),
    "some": N_("Two to five."),
    "most": N_("Six or more: a faster generator learns faster."),
}
SURE = 0.02
"""What the discriminator gives a generated point in the question about arrows."""


def questions() -> tuple[Question, ...]:
    """Return the questions."""
    return (_arrows(), _balance(), _chase())


def _arrows() -> Question:
    """With the score s, log(1 - D) falls by D where s grows by 1, and -log D falls by 1 - D."""
    ratio = round((1 - SURE) / SURE)
    return Question(
        "gan_points_arrows",
        t(
            "The discriminator gives a generated point D = {sure}. How many times as long is its arrow with the"
            " non-saturating loss as with the minimax loss?",
            sure=SURE,
        ),
        ratio,
        t(
            "For the discriminator's score before the sigmoid, the slope of log(1 − D) is −D, and that of −log D is"
            " −(1 − D): {large} against {small}, {ratio} times as much. When the discriminator wins, the minimax loss"
            " goes flat just where the generator has most to learn.",
            large=number(1 - SURE),
            small=number(SURE),
            ratio=ratio,
        ),
        slips={
            1: t("Only at D = 0.5 are both arrows equally long."),
            round(1 / SURE): t("Nearly: that is 1 / D. The slope of −log D is 1 − D, a little less than 1."),
        },
        query="gan_mode=points&gan_p_loss=minimax",
    )


def _balance() -> Question:
    values = {"zero": 0.0, "half": -log(2), "both": -log(4), "one": -1.0}
    return Question(
        "gan_points_balance",
        t(
            "The generated points lie exactly as the real ones do, and the discriminator gives every place the best"
            " answer it can. What is V(D, G) = E[log D(x)] + E[log(1 − D(G(z)))] then?"
        ),
        "both",
        t(
            "{value}: the best answer is D = 1/2 everywhere, and log ½ + log ½ = −log 4. Against the best discriminator"
            " no generator brings it lower.",
            value=number(values["both"]),
        ),
        {name: number(value) for name, value in values.items()},
        {
            "zero": t("That is what a perfect discriminator gets: D(x) = 1 and D(G(z)) = 0."),
            "half": t("That is one of the two terms; there are two."),
        },
        query="gan_mode=points&gan_p_loss=minimax",
    )


def _chase() -> Question:
    answer, found = "few", None
    # Nobody pays for the run who does not ask.
    if st.session_state.get("gan_question") == CHASE:
        try:
            found = sum(ask_again(advance, CHASED, None, min(2 * STEPS, MOST), place=CHASE).report.found)
            answer = "few" if found <= FEW else "most" if found >= MANY else "some"
        except (NotReady, LabError):
            pass  # The answer is that of the run that the test makes.
    return Question(
        CHASE,
        t(
            "Eight groups, and the generator learns ten times as fast as the discriminator. After {steps} steps of"
            " each: how many groups has it found?",
            steps=STEPS,
        ),
        answer,
        t(
            "Just computed: {found} of 8. All points run to where the discriminator is most easily deceived, and it"
            " lowers that place only when they are there already; then they run on together. That is mode collapse.",
            found=found if found is not None else 0,
        ),
        {name: t(text) for name, text in ENDS.items()},
        query=QUERY,
    )
