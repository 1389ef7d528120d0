"""Which blocks a generator and a discriminator consist of."""

from __future__ import annotations

from math import prod

from cnnlab.networks.blocks import Block, planned
from cnnlab.networks.plan import Planned
from cnnlab.recipes.gan import GanRecipe

EMBEDDING = 32
"""Values that a label becomes, beside the noise."""
GENERATOR = (256, 512, 1024)
"""Units of the source article's generator; its discriminator has two layers of the first two, the other way round."""


def generator_blocks(recipe: GanRecipe, shape: tuple[int, int, int]) -> tuple[Block, ...]:
    """Return the blocks that make a picture from noise, with the label's embedding beside it if it is conditional.

    Parameters
    ----------
    recipe : GanRecipe
    shape : (rows, columns, channels)
        Rows and columns are multiples of 4.
    """
    if recipe.network == "dense":
        return (
            *(Block(f"dense_{units}", "dense", units, activation="leaky_relu") for units in GENERATOR),
            Block("values", "dense", prod(shape), activation="sigmoid"),
            Block("picture", "reshape", shape=shape),
        )
    filters = recipe.filters
    small = (shape[0] // 4, shape[1] // 4, 2 * filters)
    return (
        Block("lay_out", "dense", prod(small), activation="linear"),
        Block("reshape", "reshape", shape=small),
        Block("norm_1", "norm", activation="relu"),
        *_larger(recipe, 1, filters),
        Block("norm_2", "norm", activation="relu"),
        *_larger(recipe, 2, filters // 2),
        Block("norm_3", "norm", activation="relu"),
        Block("picture", "conv", shape[2], activation="sigmoid"),
    )


def _larger(recipe: GanRecipe, number: int, units: int) -> tuple[Block, ...]:
    if recipe.upsampling == "transposed":
        return (Block(f"up_{number}", "transposed", units, size=5, stride=2, activation="linear"),)
    return (Block(f"up_{number}", "up", size=2), Block(f"conv_{number}", "conv", units, activation="linear"))


def discriminator_blocks(recipe: GanRecipe) -> tuple[Block, ...]:
    """Return the blocks that make features of a picture; the score is a weighted sum of them."""
    settings = {"activation": "leaky_relu", "spectral": recipe.spectral}
    if recipe.network == "dense":
        return (
            Block("scale", "scale"),
            Block("flatten", "flatten"),
            *(Block(f"dense_{units}", "dense", units, **settings) for units in GENERATOR[1::-1]),
        )
    filters = recipe.filters
    return (
        Block("scale", "scale"),
        *(
            Block(f"down_{number}", "conv", factor * filters, size=4, stride=2, **settings)
            for number, factor in enumerate((1, 2, 4), 1)
        ),
        Block("features", "flatten"),
    )


def plan_of(
    recipe: GanRecipe, shape: tuple[int, int, int], classes: int
) -> tuple[tuple[Planned, ...], tuple[Planned, ...]]:
    """Say what the generator and the discriminator make of one picture: shapes, parameters, multiply-adds."""
    embedded = EMBEDDING if recipe.conditional else 0
    generator = planned((recipe.noise + embedded,), generator_blocks(recipe, shape))
    if recipe.conditional:
        generator = (Planned("label", "embedding", (EMBEDDING,), classes * EMBEDDING, 0), *generator)
    features = planned(shape, discriminator_blocks(recipe))
    values, kept = features[-1].shape[0], int(recipe.spectral)
    verdict = Planned("verdict", "dense", (1,), values + 1 + kept, values)
    of_label = Planned("of_label", "dense", (classes,), classes * (values + kept), classes * values)
    return generator, (*features, verdict, *((of_label,) if recipe.conditional else ()))
