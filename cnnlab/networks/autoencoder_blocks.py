"""Which blocks each kind of autoencoder consists of."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab.networks.blocks import Block, planned
from cnnlab.networks.plan import Planned
from cnnlab.recipes.autoencoder import AutoencoderRecipe

PAIRS = 3
"""Pairs of convolutions of the photo denoiser, at half the size, each with a way around."""
FEW = 16
"""Maps that go through the dense layers of an inpainter."""


@dataclass(frozen=True)
class Halves:
    """The two halves of an autoencoder; without a code all of it stands in the first.

    Attributes
    ----------
    encoder, decoder : tuple of Block
    """

    encoder: tuple[Block, ...]
    decoder: tuple[Block, ...] = ()


def halves(recipe: AutoencoderRecipe, shape: tuple[int, int, int]) -> Halves:
    """Return the blocks of a recipe's network for pictures of this shape, (rows, columns, channels).

    Rows and columns are multiples of 4 (28 or 32); for the photo denoiser they need only be multiples of 2.
    """
    if recipe.network == "article":
        return _mended(recipe.code, shape)
    if recipe.coded:
        return _coded(recipe, shape)
    if recipe.network == "photo_denoiser":
        return Halves(_noise_of_photos(recipe.filters, shape[2]))
    if recipe.network == "inpainter":
        return Halves(_that_fills(recipe, shape))
    return Halves(_with_ways_around(recipe.filters, shape[2]))


def plan_of(
    recipe: AutoencoderRecipe, shape: tuple[int, int, int]
) -> tuple[tuple[Planned, ...], tuple[Planned, ...]]:
    """Say what the halves of a recipe's network make of a picture: shapes, parameters, multiply-adds."""
    both = halves(recipe, shape)
    # Where the hole is, or how strong the noise.
    told = int(recipe.network in ("inpainter", "photo_denoiser"))
    first = planned((*shape[:2], shape[2] + told), both.encoder)
    return first, planned((recipe.code,), both.decoder) if both.decoder else ()


def _coded(recipe: AutoencoderRecipe, shape: tuple[int, int, int]) -> Halves:
    rows, columns, channels = shape
    small = (rows // 4, columns // 4, recipe.filters)
    values = 2 * recipe.code if recipe.network == "variational" else recipe.code
    return Halves(
        (
            Block("down_1", "conv", recipe.filters, stride=2),
            Block("down_2", "conv", recipe.filters, stride=2),
            Block("flatten", "flatten"),
            Block("gather", "dense", recipe.hidden),
            Block("code", "dense", values, activation="linear"),
        ),
        (
            Block("spread", "dense", recipe.hidden),
            Block("lay_out", "dense", small[0] * small[1] * small[2]),
            Block("reshape", "reshape", shape=small),
            Block("up_1", "transposed", recipe.filters, size=4, stride=2),
            Block("picture", "transposed", channels, size=4, stride=2, activation="sigmoid"),
        ),
    )


def printed() -> tuple[Block, ...]:
    """Return the source article's autoencoder as it is printed, for a picture of 28 x 28 x 1."""
    return (
        *_printed_encoder("valid"),
        Block("dense", "dense", 3136),
        *_printed_decoder("valid", (7, 7, 64), 1),
    )


def _mended(code: int, shape: tuple[int, int, int]) -> Halves:
    small = (shape[0] // 4, shape[1] // 4, 64)
    return Halves(
        (*_printed_encoder("same"), Block("code", "dense", code, activation="linear")),
        (
            Block("dense", "dense", small[0] * small[1] * small[2]),
            *_printed_decoder("same", small, shape[2]),
        ),
    )


def _printed_encoder(padding: str) -> tuple[Block, ...]:
    return (
        Block("conv_1", "conv", 64, padding=padding),
        Block("pool", "pool", size=2),
        Block("conv_2", "conv", 64, padding=padding),
        Block("flatten", "flatten"),
    )


def _printed_decoder(padding: str, small: tuple[int, int, int], channels: int) -> tuple[Block, ...]:
    return (
        Block("reshape", "reshape", shape=small),
        Block("transposed_1", "transposed", 64, padding=padding),
        Block("up_1", "up", size=2),
        Block("transposed_2", "transposed", 64, padding=padding),
        Block("up_2", "up", size=2),
        Block("picture", "transposed", channels, padding=padding, activation="sigmoid"),
    )


def _with_ways_around(filters: int, channels: int) -> tuple[Block, ...]:
    # Nothing is convolved at the full size: on a processor that would take most of the time.
    return (
        Block("down_1", "conv", filters, size=5, stride=2),
        Block("half", "conv", filters),
        Block("down_2", "conv", 2 * filters, stride=2),
        Block("quarter", "conv", 2 * filters),
        Block("up_1", "transposed", filters, size=4, stride=2),
        Block("join", "conv", filters, joins="half"),
        Block("picture", "transposed", channels, size=4, stride=2, activation="sigmoid"),
    )


def _that_fills(recipe: AutoencoderRecipe, shape: tuple[int, int, int]) -> tuple[Block, ...]:
    rows, columns, channels = shape
    filters, small = recipe.filters, (rows // 4, columns // 4, FEW)
    return (
        Block("down_1", "gated", filters, size=5, stride=2),
        Block("half", "gated", filters),
        Block("down_2", "gated", 2 * filters, stride=2),
        Block("quarter_1", "gated", 2 * filters),
        Block("quarter_2", "gated", 2 * filters),
        # What stands on one side of a hole has to reach the other.
        Block("few", "conv", FEW, size=1),
        Block("flatten", "flatten"),
        Block("gather", "dense", recipe.hidden),
        Block("think", "dense", recipe.hidden, adds="gather"),
        Block("spread", "dense", small[0] * small[1] * small[2]),
        Block("reshape", "reshape", shape=small),
        Block("mix", "gated", 2 * filters, joins="quarter_2"),
        Block("up_1", "transposed", filters, size=4, stride=2),
        Block("join", "gated", filters, joins="half"),
        Block("picture", "transposed", channels, size=4, stride=2, activation="sigmoid"),
    )


def _noise_of_photos(filters: int, channels: int) -> tuple[Block, ...]:
    # Each pair corrects what came before it (He and others, 2016): a plain chain of as many layers, without
    # normalisation, had learned nothing after 800 steps.
    pairs, before = [], "half"
    for number in range(1, PAIRS + 1):
        pairs += [
            Block(f"first_{number}", "conv", filters),
            Block(f"second_{number}", "conv", filters, activation="linear", adds=before),
        ]
        before = f"second_{number}"
    return (
        Block("half", "conv", filters, size=4, stride=2, activation="linear"),
        *pairs,
        # Kernels that overlap: with those of 2 x 2 a fine grid was left in even areas.
        Block("noise", "transposed", channels, size=4, stride=2, activation="linear"),
    )
