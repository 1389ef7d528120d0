"""What to train a network on that paints any picture in one style, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cnnlab.errors import LabError
from cnnlab.images import embedded, styles
from cnnlab.recipes.checks import require_choice, require_settings
from cnnlab.recipes.classifier import SCHEDULES
from cnnlab.recipes.painting import NETWORKS
from cnnlab.recipes.stylizer import StylizerRecipe

STARTS = ("stylizer", "scratch")
PERCEPTUAL = NETWORKS
MOST_STEPS = 20_000
SMALLEST_STYLE = 16
"""Pixels of either side of a picture that the networks can look at."""


@dataclass(frozen=True)
class OneStyleRecipe:
    """Everything that the training of a network for one style depends on; the same recipe gives the same run.

    Parameters
    ----------
    style : str
        One of `cnnlab.images.styles.NAMES`, or the picture itself, see `cnnlab.images.embedded`: so it travels with
        the recipe, and goes when that goes.
    style_seed : int
        Of a style that a program draws.
    picture : str
        One photograph more to learn from, see `cnnlab.images.embedded`; empty: the sample photographs alone.
    start : str
        "stylizer": the shipped network of all styles is the start, its encoder stays as it is, and the decoder
        learns on. "scratch": all weights are drawn anew.
    perceptual : str
        What the losses are measured with: "compact", the shipped perceptual network, or "vgg19" of Keras.
    filters, blocks, hidden : int
        As in `StylizerRecipe`; where the start is the shipped network, as that has them.
    crop : int
        Pixels of the side of a piece of a photograph.
    content_weight, style_weight, variation_weight : float
        Of the losses: see `cnnlab.training.style_losses`.
    learning_rate, schedule
        As in `ClassifierRecipe`, with Adam.
    batch_size : int
        Pieces in one step.
    steps, epochs : int
        Steps until the network is measured, and how often that is.
    seed : int

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    data: ClassVar[str] = StylizerRecipe.data

    style: str = styles.DEFAULT
    style_seed: int = 0
    picture: str = ""
    start: str = "stylizer"
    perceptual: str = "compact"
    filters: int = 32
    blocks: int = 2
    hidden: int = 128
    crop: int = 128
    content_weight: float = 1.0
    style_weight: float = 4.0
    variation_weight: float = 0.1
    learning_rate: float = 1e-3
    schedule: str = "one_cycle"
    batch_size: int = 4
    steps: int = 20
    epochs: int = 25
    seed: int = 0

    def __post_init__(self) -> None:
        if embedded.is_embedded(self.style):
            if min(embedded.picture_in(self.style).shape[:2]) < SMALLEST_STYLE:
                raise LabError(
                    "A style to learn has at least {side} pixels on each side.", side=SMALLEST_STYLE
                )
        else:
            require_choice("style", self.style, styles.NAMES)
        if self.picture != "":
            embedded.picture_in(self.picture)
        require_settings(self, _CHOICES, _NUMBERS, _WHOLE)
        if self.steps * self.epochs > MOST_STEPS:
            raise LabError(
                "This training would take {count} steps, and one for a style may take {most}. Choose fewer.",
                count=self.steps * self.epochs,
                most=MOST_STEPS,
            )

    @property
    def architecture(self) -> StylizerRecipe:
        """A recipe of a stylizer that has this network's encoder and decoder, with the same first weights."""
        return StylizerRecipe(filters=self.filters, blocks=self.blocks, hidden=self.hidden, seed=self.seed)


_CHOICES = {"start": STARTS, "perceptual": PERCEPTUAL, "schedule": SCHEDULES}
_NUMBERS = {
    "content_weight": (0, 1000),
    "style_weight": (0, 1000),
    "variation_weight": (0, 1000),
    "learning_rate": (1e-7, 1),
}
_WHOLE = {
    "style_seed": (0, 99),
    "filters": (4, 64),
    "blocks": (0, 8),
    "hidden": (8, 1024),
    "crop": (16, 256),
    "batch_size": (1, 16),
    "steps": (1, 1000),
    "epochs": (1, 1000),
    "seed": (0, 2**31 - 1),
}
