"""What of a network is to be excited, and how."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod

from cnnlab.errors import LabError

KINDS = ("class", "unit", "layer")
OF_PICTURE = -1
"""In place of a class: the one that the network finds most probable for the picture that it is given."""
ROOM = 56_000
"""Bytes of pictures that are sent at once on their way."""


def most_pictures(shape: tuple[int, int, int]) -> int:
    """Return how many pictures of a shape (rows, columns, channels) can grow beside one another."""
    return max(1, ROOM // prod(shape))


@dataclass(frozen=True)
class Want:
    """What is to be excited, and how.

    Parameters
    ----------
    kind : str
        One of `KINDS`.
    layer : str
        Of a unit or a layer: its name as in the plan of the network, such as "5_conv".
    unit : int
        Number of the class (or `OF_PICTURE`) or of the unit.
    steps, restarts, jitter, smooth, dark, seed
        As `cnnlab.explain.maximising.Wish` has them.
    """

    kind: str = "class"
    layer: str = ""
    unit: int = OF_PICTURE
    steps: int = 192
    restarts: int = 4
    jitter: int = 1
    smooth: float = 1.0
    dark: float = 0.3
    seed: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise LabError(
                'The setting "{name}" cannot be that. Choose one of: {options}.',
                name="kind",
                options=", ".join(KINDS),
            )
