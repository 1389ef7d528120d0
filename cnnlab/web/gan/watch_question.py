"""Try this: what one value more of the noise costs, and what the loss is where nobody can win."""

from __future__ import annotations

from dataclasses import replace
from math import log

from cnnlab.datasets import About
from cnnlab.networks.gan_blocks import plan_of
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.gan import PROBABLE
from cnnlab.web.i18n import t
from cnnlab.web.quiz import Question


def questions(recipe: GanRecipe, about: About) -> tuple[Question, ...]:
    """Return the questions, with answers computed for this recipe."""
    return (*_of_noise(recipe, about), _of_equilibrium(recipe))


def _of_noise(recipe: GanRecipe, about: About) -> tuple[Question, ...]:
    if recipe.noise >= 512:
        return ()
    now, more = (
        sum(layer.parameters for layer in plan_of(each, about.shape, len(about.classes))[0])
        for each in (recipe, replace(recipe, noise=recipe.noise + 1))
    )
    return (
        Question(
            "gan_w_noise_more",
            t(
                "The generator makes a picture of {noise} values of noise and has {parameters} parameters. How many"
                " more would it have with one value more?",
                noise=recipe.noise,
                parameters=f"{now:,}",
            ),
            more - now,
            t(
                "Its first layer gives {units} values, and each of these gets one weight more for the new value of the"
                " noise. All later layers stay as they are, and the biases, too.",
                units=f"{more - now:,}",
            ),
            {},
            {
                2 * (more - now): t("A bias belongs to a value that a layer gives, not to one that it gets."),
                1: t(
                    "The new value goes to every value of the first layer, each time with a weight of its own."
                ),
            },
        ),
    )


def _of_equilibrium(recipe: GanRecipe) -> Question:
    if recipe.loss in PROBABLE:
        return Question(
            "gan_w_value",
            t(
                "The generator has become perfect: its pictures cannot be told from real ones, and the best a"
                " discriminator can say is ½ to each. What is V(D, G), the mean of log D(x) plus the mean of"
                " log(1 − D(G(z)))?"
            ),
            "log4",
            t(
                "log ½ + log ½ = −log 4 = {value}. The discriminator's loss is then log 4; that a loss does not fall is"
                " no sign that nothing is learned.",
                value=f"−{log(4):.3f}",
            ),
            {"zero": "0", "log2": "−log 2", "log4": "−log 4", "half": "½"},
            {
                "log2": t("That is one of the two means alone."),
                "zero": t("It would be 0 if the discriminator were always sure and right."),
            },
        )
    answers = {"least_squares": "quarter", "hinge": "two", "wasserstein": "zero"}
    settings = {
        "least_squares": t("½ to each"),
        "hinge": t("0 to each"),
        "wasserstein": t("the same to each"),
    }
    reveals = {
        "least_squares": t("(½ − 1)² and ½² are ¼ each, and half of their sum is ¼."),
        "hinge": t("max(0, 1 − 0) + max(0, 1 + 0) = 2: each half of the batch misses its margin by 1."),
        "wasserstein": t(
            "The mean score of generated pictures minus that of real ones: the same minus the same."
        ),
    }
    return Question(
        "gan_w_value",
        t(
            "The generator has become perfect: its pictures cannot be told from real ones, and the discriminator gives"
            " {scores}. What is the discriminator's loss, without penalties?",
            scores=settings[recipe.loss],
        ),
        answers[recipe.loss],
        reveals[recipe.loss],
        {"zero": "0", "quarter": "¼", "one": "1", "two": "2"},
    )
