"""The layers of a stylizer, counted without TensorFlow: shapes, parameters, multiply-adds."""

from __future__ import annotations

from math import ceil

from cnnlab.networks.plan import Planned
from cnnlab.recipes import StylizerRecipe

Halves = tuple[tuple[Planned, ...], tuple[Planned, ...]]


def plan_of(recipe: StylizerRecipe, side: int) -> Halves:
    """Plan the encoder and the decoder of `cnnlab.networks.stylizer.stylizer_of`.

    Parameters
    ----------
    recipe : StylizerRecipe
    side : int
        Rows and columns of the picture.

    Returns
    -------
    (tuple of Planned, tuple of Planned)
        Only layers with parameters: convolutions, and the dense layers that make scales and shifts of the style.
    """
    one, two, four, half = recipe.filters, 2 * recipe.filters, 4 * recipe.filters, recipe.filters // 2
    sides = [side]
    for _ in range(3):
        sides.append(ceil(sides[-1] / 2))
    encoder = (
        _conv("down_1", sides[1], 3, one, 5),
        _conv("down_2", sides[2], one, two),
        _conv("down_3", sides[3], two, four),
        _conv("deep_1", sides[3], four, four),
        _conv("deep_2", sides[3], four, four),
    )
    statistics = 2 * (3 + one + two + four)
    decoder = [_dense("hidden", statistics, recipe.hidden)]
    for number in range(1, recipe.blocks + 1):
        for name in (f"block_{number}_1", f"block_{number}_2"):
            decoder += _normalised(_conv(name, sides[3], four, four), recipe.hidden)
    for number, before, units in ((2, four, two), (1, two, one)):
        decoder += _normalised(_conv(f"up_{number}", sides[number], before, units), recipe.hidden)
        decoder += _normalised(_conv(f"mix_{number}", sides[number], units, units), recipe.hidden)
    decoder += _normalised(_conv("up_0", side, one, half), recipe.hidden, grained=False)
    decoder += _normalised(_conv("mix_0", side, half + 3, half), recipe.hidden, grained=False)
    decoder.append(_conv("paint", side, half, 3))
    return encoder, tuple(decoder)


def _conv(name: str, side: int, before: int, units: int, size: int = 3) -> Planned:
    weights = size**2 * before * units
    return Planned(name, "conv", (side, side, units), weights + units, side**2 * weights)


def _dense(name: str, before: int, units: int) -> Planned:
    return Planned(name, "dense", (units,), (before + 1) * units, before * units)


def _normalised(conv: Planned, hidden: int, grained: bool = True) -> list[Planned]:
    """Return a convolution with the layer that makes scale, shift and perhaps grain of each of its maps."""
    return [conv, _dense(f"{conv.name}_style", hidden, (3 if grained else 2) * conv.shape[2])]
