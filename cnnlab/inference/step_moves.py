"""Steps of the two players of a GAN as a short text: what a link carries and a worker plays again."""

from __future__ import annotations

import re
from dataclasses import dataclass

RATES = (1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 1e-1)
"""Learning rates that a step may have."""
MOST = 20
"""Steps that are played one after another at most."""
_MOVES = re.compile(rf"(?:[DG][0-{len(RATES) - 1}]){{0,{MOST}}}")


@dataclass(frozen=True)
class Move:
    """A step.

    Attributes
    ----------
    player : {"D", "G"}
        Who learns: the discriminator or the generator.
    rate : float
        One of `RATES`.
    """

    player: str
    rate: float


def readable(text: str) -> bool:
    """Tell whether a text is a list of at most `MOST` steps, such as "D2G2D3"."""
    return _MOVES.fullmatch(text) is not None


def moves_of(text: str) -> tuple[Move, ...]:
    """Return the steps of a text: each is the player's letter and the place of its rate among `RATES`.

    Raises
    ------
    ValueError
        The text is not `readable`.
    """
    if not readable(text):
        raise ValueError(text)
    return tuple(Move(player, RATES[int(place)]) for player, place in zip(text[::2], text[1::2], strict=True))
