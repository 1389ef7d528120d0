"""What the network is given in the mode Use: a drawing, what is in hand, or a test picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.datasets import About
from cnnlab.errors import LabError
from cnnlab.images import preparing
from cnnlab.recipes import ClassifierRecipe
from cnnlab.web import drawing
from cnnlab.web.classifier import network_choice
from cnnlab.web.classifier import properties as p
from cnnlab.web.classifier import use_properties as u
from cnnlab.web.in_hand import InHand
from cnnlab.web.state import Choice

PAD = "cls_pad"
DIGITS = ("mnist", "digits")
"""Data sets of handwritten digits."""


@dataclass(frozen=True)
class Network:
    """The network that is asked, as far as it is known without TensorFlow."""

    name: str
    recipe: ClassifierRecipe
    about: About

    @property
    def knows_digits(self) -> bool:
        """Whether it was trained on handwritten digits."""
        return self.recipe.data in DIGITS

    @property
    def given(self) -> Choice:
        """The property that says what it is given."""
        return u.GIVEN_DIGITS if self.knows_digits else u.GIVEN_OTHERS

    @property
    def kind(self) -> str:
        """What it is given: "digit", "picture" or "example" (if there are any)."""
        kind = self.given.value
        return "picture" if kind == "example" and not datasets.is_here(self.recipe.data) else kind

    @property
    def takes(self) -> tuple[str, ...]:
        """What may be in hand for it."""
        return ("digit",) if self.knows_digits and self.kind != "picture" else ("picture",)


def network() -> Network:
    """Return the network that the page is set to.

    Raises
    ------
    LabError
        There is none, or no such run.
    """
    name = network_choice.settle()
    recipe = pretrained.recipe_of(name)
    return Network(name, recipe, pretrained.about_of(name))


def takes() -> tuple[str, ...]:
    """Say what may be in hand, before the page is shown; a new drawing is taken in hand."""
    if p.MODE.value != "use":
        return ("digit", "picture")
    try:
        asked = network()
    except LabError:
        return ("digit", "picture")
    take_drawing(asked, PAD)
    return asked.takes


def take_drawing(asked: Network, key: str) -> None:
    """Take in hand what has been drawn on a pad since the last run; to be called before anything is shown."""
    drawing.take_drawing(key, "digit" if asked.knows_digits else "picture", asked.given)


def fitted(hand: InHand, asked: Network) -> np.ndarray:
    """Return what is in hand at the network's size (uint8, (H, W, C)).

    A digit in hand has been made ready as MNIST's were. A picture is cut to a square and reduced; a network for
    grey pictures gets it in grey, one for colour gets three channels.
    """
    rows, _, channels = asked.about.shape
    pixels = hand.pixels
    if hand.kind == "picture" or pixels.shape[0] != rows:
        pixels = preparing.fit(pixels, rows, "grey" if channels == 1 else "colour", "square")
    if pixels.ndim == 2:
        pixels = pixels[..., None]
    return np.repeat(pixels, channels, axis=2) if pixels.shape[2] != channels else pixels
