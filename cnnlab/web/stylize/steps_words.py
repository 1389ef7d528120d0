"""What the mode Step by step says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.web.i18n import N_, t
from cnnlab.web.number_grid import number

PARTS = {
    "content": N_("Content {layer}"),
    "style": N_("Style {layer}"),
    "variation": N_("Roughness"),
}
"""For each kind of part its name."""


def part(name: tuple[str, str]) -> str:
    """Return the name of a part of the objective."""
    what, layer = name
    return t(PARTS[what], layer=layer)


def moment(each: Mapping[str, Any]) -> str:
    """Say at which moment a picture is, and how good it is."""
    recipe: PaintingRecipe = each["recipe"]
    if not each["step"]:
        return t("before the first step")
    place = max(1, sum(count > 0 for count in each["taken"])) - 1
    return t(
        "step {step} of {last} · size {place} of {sizes}, {side} pixels · loss {loss}",
        step=each["step"],
        last=sum(recipe.steps),
        place=place + 1,
        sizes=len(recipe.sides),
        side=recipe.sides[place],
        loss=number(each["loss"]),
    )


def left(each: Mapping[str, Any]) -> str:
    """Say how long it will take."""
    return t("about {seconds} s left", seconds=max(1, round(each["left"])))


def will_happen(recipe: PaintingRecipe) -> str:
    """Say in one sentence what is going to be done."""
    if not recipe.counts("content"):
        return t(
            "No network learns here: the pixels themselves are moved, step by step, until the style picture's Gram"
            " matrices are theirs. The content does not count."
        )
    if not recipe.counts("style"):
        return t(
            "No network learns here: the pixels themselves are moved, step by step, until their maps are those of the"
            " content. The style does not count."
        )
    return t(
        "No network learns here: the pixels themselves are moved, step by step, until their maps are near to those of"
        " the content and their Gram matrices to those of the style."
    )


def sizes(recipe: PaintingRecipe) -> str:
    """Write sizes and steps."""
    return ", ".join(f"{side} px × {steps}" for side, steps in zip(recipe.sides, recipe.steps, strict=True))


def claim() -> str:
    """Say what the program gives."""
    return t(
        "This program takes the very same steps. The last digits of its numbers are rounded otherwise than here, and"
        " hundreds of steps make something of that: the loss comes out alike, but details may not, least of all those"
        " of a picture that has begun with noise."
    )
