"""Try this: how many parameters another code would take."""

from __future__ import annotations

from dataclasses import replace

from cnnlab.datasets import About
from cnnlab.networks.autoencoder_blocks import halves, plan_of
from cnnlab.recipes import AutoencoderRecipe
from cnnlab.web.i18n import sentences, t
from cnnlab.web.quiz import Question


def questions(recipe: AutoencoderRecipe, about: About) -> tuple[Question, ...]:
    """Ask how many parameters one more value of the code takes; none where there is no code."""
    if not recipe.coded or recipe.code >= 512:
        return ()
    now, more = (_parameters(each, about) for each in (recipe, replace(recipe, code=recipe.code + 1)))
    answer = more - now
    twice = recipe.network == "variational"
    inputs, outputs = _beside(recipe, about)
    before = 2 if twice else 1
    first = before * (inputs + 1)
    slips = {
        before * inputs + outputs: t("Those are the weights; each output of a dense layer also has a bias."),
        first: t("That is the encoder's side alone: the decoder's first layer gets one more input, too."),
    }
    return (
        Question(
            "ae_train_code",
            t(
                "The code has {code} values and the network {parameters} parameters. How many more would it have"
                " with one value more?",
                code=recipe.code,
                parameters=f"{now:,}",
            ),
            answer,
            sentences(
                t(
                    "The layer before the code gets {count} new parameters: {inputs} weights and a bias for the mean,"
                    " and as many for the variance.",
                    count=f"{first:,}",
                    inputs=f"{inputs:,}",
                )
                if twice
                else t(
                    "The layer before the code gets {count} new parameters: {inputs} weights and a bias.",
                    count=f"{first:,}",
                    inputs=f"{inputs:,}",
                ),
                t("The layer behind it gets {outputs} new weights.", outputs=f"{outputs:,}"),
            ),
            {},
            {slip: says for slip, says in slips.items() if slip != answer},
        ),
    )


def _parameters(recipe: AutoencoderRecipe, about: About) -> int:
    return sum(layer.parameters for half in plan_of(recipe, about.shape) for layer in half)


def _beside(recipe: AutoencoderRecipe, about: About) -> tuple[int, int]:
    """Return how many values go into the layer before the code, and come out of the one behind it."""
    both, planned = halves(recipe, about.shape), plan_of(recipe, about.shape)
    return planned[0][-2].shape[0], both.decoder[0].units
