"""What to train a network on that paints any picture in the style of any other, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cnnlab.errors import LabError
from cnnlab.recipes.checks import require_path, require_settings
from cnnlab.recipes.classifier import SCHEDULES

VGG19 = "vgg19_block1-3.npz"
"""File with the first eight convolutions of VGG19, within the folder of the data."""
PRECISIONS = ("float32", "bfloat16")
KERAS = "keras"
"""In place of a file's name: the VGG19 of Keras, from its cache or the internet."""


@dataclass(frozen=True)
class StylizerRecipe:
    """Everything that the training of a stylizer depends on; the same recipe and pictures give the same run.

    Parameters
    ----------
    content, style : str
        Folders of photographs and of pictures in some style: PNG or JPEG. As all names here within the folder that
        CNNLAB_DATA_DIR names, if they are not absolute.
    perceptual : str
        File with the first eight convolutions of VGG19 as NPZ (see `cnnlab.networks.perceptual`), or "keras".
    precision : str
        One of `PRECISIONS`, of the perceptual network alone. Half as many bits are half the time where the processor
        has instructions for them, and the same losses to three digits.
    rough : int
        Epochs at the beginning in which the small network that is shipped takes the place of the perceptual one: it
        sees nearly as much, in a third of the time.
    styles : int
        Pieces of pictures that the styles are learned from: of paintings, of photographs, and of generated patterns.
        They are made once, and what the perceptual network says of them is kept.
    crop : int
        Pixels of the side of a piece.
    filters : int
        Maps at half the size of the picture; half as many at its full size, twice as many at a quarter, four times
        as many at an eighth.
    blocks : int
        Residual blocks with adaptive instance normalisation, at an eighth of the size.
    hidden : int
        Values between the statistics of the style and the scales and shifts that are made of them.
    content_weight, style_weight, variation_weight : float
        Of the losses: see `cnnlab.training.style_losses`.
    repeats : int
        Styles for each photograph of a batch.
    own : float
        Share of the pairs in which the style is the photograph itself, which then has to come out as it was: so the
        strength of a style can be chosen later.
    learning_rate, schedule
        As in `ClassifierRecipe`, with Adam.
    batch_size : int
        Pairs of a photograph and a style in one step; a multiple of `repeats`.
    steps, epochs : int
        Steps until the network is measured, and how often that is.
    seed : int

    Raises
    ------
    LabError
        Where a setting is none of these.
    """

    data: ClassVar[str] = "pictures"

    content: str = "photos"
    style: str = "styles"
    perceptual: str = VGG19
    precision: str = "float32"
    rough: int = 0
    styles: int = 3000
    crop: int = 128
    filters: int = 32
    blocks: int = 2
    hidden: int = 128
    content_weight: float = 1.0
    style_weight: float = 4.0
    variation_weight: float = 0.1
    repeats: int = 2
    own: float = 0.05
    learning_rate: float = 1e-3
    schedule: str = "one_cycle"
    batch_size: int = 8
    steps: int = 250
    epochs: int = 20
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("content", "style", "perceptual"):
            require_path(name, getattr(self, name))
        require_settings(self, _CHOICES, _NUMBERS, _WHOLE)
        if self.batch_size % self.repeats:
            raise LabError(
                "The pairs of a batch ({pairs}) are a multiple of the styles for each photograph ({styles}).",
                pairs=self.batch_size,
                styles=self.repeats,
            )


_CHOICES = {"precision": PRECISIONS, "schedule": SCHEDULES}
_NUMBERS = {
    "content_weight": (0, 1000),
    "style_weight": (0, 1000),
    "variation_weight": (0, 1000),
    "own": (0, 0.5),
    "learning_rate": (1e-7, 1),
}
_WHOLE = {
    "rough": (0, 1000),
    "styles": (1, 100_000),
    "crop": (16, 512),
    "filters": (4, 64),
    "blocks": (0, 8),
    "hidden": (8, 1024),
    "repeats": (1, 16),
    "batch_size": (1, 64),
    "steps": (1, 100_000),
    "epochs": (1, 1000),
    "seed": (0, 2**31 - 1),
}
