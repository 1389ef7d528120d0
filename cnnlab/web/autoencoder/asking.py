"""What the networks of the page Autoencoder are given."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.images import preparing
from cnnlab.web.autoencoder import compress_properties as compress
from cnnlab.web.autoencoder import imagine_properties as imagine
from cnnlab.web.autoencoder import properties as p
from cnnlab.web.drawing import take_drawing
from cnnlab.web.in_hand import InHand

DRAWING_PAD = "ae_pad"


@dataclass(frozen=True, eq=False)
class Given:
    """A picture for a network.

    Attributes
    ----------
    picture : ndarray of uint8, shape (H, W, C), or None
        At the network's size; None: the test picture of that number.
    number : int
    """

    picture: np.ndarray | None
    number: int


def takes() -> tuple[str, ...]:
    """Say what may be in hand, before the page is shown: a way between two pictures may need both kinds.

    A new drawing is taken in hand.
    """
    if p.MODE.value == "rebuild":
        take_drawing(DRAWING_PAD, "digit", p.GIVEN)
    if p.MODE.value == "compress":
        return compress.takes()
    wanted = {p.GIVEN.value}
    if p.MODE.value == "imagine" and imagine.VIEW.value == "walk":
        wanted.add(imagine.TO.value)
    return tuple(kind for kind in ("digit", "picture") if kind in wanted) or ("digit",)


def given(hand: InHand, shape: tuple[int, int, int] = (28, 28, 1)) -> Given:
    """Return what a network for pictures of this shape is given."""
    number = int(p.EXAMPLE.value)
    return Given(None if p.GIVEN.value == "example" else fitted(hand.pixels, shape), number)


def fitted(pixels: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    """Return a picture (uint8, (H, W) or (H, W, 3)) as a square at a network's size, (rows, columns, channels)."""
    rows, _, channels = shape
    if pixels.shape[:2] != shape[:2]:
        pixels = preparing.fit(pixels, rows, "grey" if channels == 1 else "colour", "square")
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    elif channels == 1:
        pixels = preparing.as_grey(pixels)[..., None]
    return np.repeat(pixels, channels, axis=2) if pixels.shape[2] != channels else pixels
