"""What a small network learns from that is to see pictures as a large one does, and how."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from cnnlab.recipes.checks import require_path, require_settings
from cnnlab.recipes.classifier import SCHEDULES
from cnnlab.recipes.stylizer import PRECISIONS, VGG19


@dataclass(frozen=True)
class PerceptualRecipe:
    """Everything that the training of a perceptual network depends on: it learns to predict the maps of VGG19.

    Parameters
    ----------
    content, style, perceptual, precision
        As in `StylizerRecipe`: the pictures, the teacher, and the precision of the teacher's computations.
    pieces : int
        Pieces of pictures that it learns from, made once; as the styles of a stylizer.
    noisy : float
        Share of the pieces with noise: a picture that is painted from noise is one for long.
    crop : int
        Pixels of the side of a piece.
    filters : int
        Maps of the first block; twice as many in the second, four times as many in the third. The teacher has 64.
    learning_rate, schedule
        As in `ClassifierRecipe`, with Adam.
    batch_size : int
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
    pieces: int = 3000
    noisy: float = 0.2
    crop: int = 96
    filters: int = 16
    learning_rate: float = 2e-3
    schedule: str = "cosine"
    batch_size: int = 8
    steps: int = 250
    epochs: int = 8
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("content", "style", "perceptual"):
            require_path(name, getattr(self, name))
        require_settings(self, _CHOICES, _NUMBERS, _WHOLE)


_CHOICES = {"precision": PRECISIONS, "schedule": SCHEDULES}
_NUMBERS = {"noisy": (0, 1), "learning_rate": (1e-7, 1)}
_WHOLE = {
    "pieces": (1, 100_000),
    "crop": (16, 512),
    "filters": (1, 64),
    "batch_size": (1, 64),
    "steps": (1, 100_000),
    "epochs": (1, 1000),
    "seed": (0, 2**31 - 1),
}
