"""Try this: how many numbers a style is for the network."""

from __future__ import annotations

from cnnlab.recipes import OneStyleRecipe
from cnnlab.web.i18n import t
from cnnlab.web.quiz import Question


def questions(recipe: OneStyleRecipe) -> tuple[Question, ...]:
    """Ask how many numbers the code of the style has."""
    maps = (3, recipe.filters, 2 * recipe.filters, 4 * recipe.filters)
    total = sum(maps)
    listed = " + ".join(f"{count:,}" for count in maps)
    return (
        Question(
            "style_train_code",
            t(
                "The style goes into the network as the mean and the standard deviation of each map, in red, green and"
                " blue and at three depths of the encoder: {maps} maps. How many numbers is a style?",
                maps=listed,
            ),
            2 * total,
            t(
                "{maps} = {total} maps, and two numbers for each: {answer}. Where in the picture something stands is"
                " not among them: that is why they are the style and not the content.",
                maps=listed,
                total=f"{total:,}",
                answer=f"{2 * total:,}",
            ),
            {},
            {total: t("That is one number for each map; a mean and a standard deviation are two.")},
        ),
    )
