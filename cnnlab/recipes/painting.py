"""What picture to make by optimisation, of a content and a style, and how (Gatys et al. 2015)."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from numbers import Integral

from cnnlab.errors import LabError
from cnnlab.recipes.checks import require_choice, require_number, require_whole
from cnnlab.recipes.stylizer import PRECISIONS

LAYERS = ("relu1_1", "relu2_1", "relu3_1", "relu3_4")
"""What the maps of the perceptual networks are called, in their order; the last one says what is on the picture."""
STARTS = ("content", "noise")
NETWORKS = ("compact", "vgg19")
"""The perceptual networks: the one that ships with the laboratory, and the first three blocks of VGG19."""
SIDES = (16, 512)
"""Pixels of the long side: the smallest and the largest."""
MOST_SIZES, MOST_STEPS = 8, 20_000
WEIGHTS = (0, 1e6)
LONGEST = 300
"""Characters of the name of a file."""


@dataclass(frozen=True)
class PaintingRecipe:
    """Everything that a picture depends on which is made by optimisation, besides content and style themselves.

    Parameters
    ----------
    content, style : str
        Files of the two pictures, for the command line: PNG, JPEG or another kind that is understood here; within the
        folder of the recipe, if they are not absolute.
    network : str
        One of `NETWORKS`, whose maps say how pictures look: "compact", which is shipped, or the first three blocks of
        "vgg19".
    start : str
        One of `STARTS`: what the picture is before the first step, the content or noise.
    content_layers, style_layers : tuple of str
        Of `LAYERS`: those whose losses count.
    content_weight, style_weight, variation_weight : float
        Of the losses; those of content and of style are shared by their layers. See `cnnlab.training.painting_losses`.
    sides : tuple of int
        Pixels of the long side, growing: one size after the other is worked on.
    steps : tuple of int
        Of each size.
    learning_rate : float
        Of Adam, where black is 0 and white 1.
    beta : float
        Of both of Adam's moments: how much of them a step leaves. Slopes shrink a hundredfold on the way, and with a
        long memory of the first ones the steps would stay small; with a short one it does not get quite as near.
    decay_steps : int
        Steps of the last size in which the learning rate becomes 0, along half a cosine; 0: it stays as it is. It is
        more than the steps that were taken where somebody has ended it early.
    precision : str
        One of `PRECISIONS`, of the network. Half as many bits are up to twice as fast where the processor has
        instructions for them.
    averaging : float
        The picture that is shown is an average over the last steps; a step before another counts so many times as
        much. 0: the last step alone.
    seed : int
        Of the noise.

    Raises
    ------
    LabError
        Where a setting is none of these.

    Examples
    --------
    >>> PaintingRecipe(sides=(96, 192), steps=(60, 30)).longest
    192
    """

    content: str = "content.png"
    style: str = "style.png"
    network: str = "compact"
    start: str = "content"
    content_layers: tuple[str, ...] = ("relu3_4",)
    style_layers: tuple[str, ...] = LAYERS
    content_weight: float = 1.0
    style_weight: float = 100.0
    variation_weight: float = 1.0
    sides: tuple[int, ...] = (128, 192, 288)
    steps: tuple[int, ...] = (80, 50, 30)
    learning_rate: float = 0.05
    beta: float = 0.8
    decay_steps: int = 30
    precision: str = "float32"
    averaging: float = 0.9
    seed: int = 0

    def __post_init__(self) -> None:
        for name in ("content", "style"):
            value = getattr(self, name)
            if not isinstance(value, str) or not 0 < len(value) <= LONGEST or not value.isprintable():
                raise LabError('The setting "{name}" is the name of a file.', name=name)
        require_choice("network", self.network, NETWORKS)
        require_choice("start", self.start, STARTS)
        for name in ("content_layers", "style_layers"):
            _require_layers(name, getattr(self, name))
        for name in ("content_weight", "style_weight", "variation_weight"):
            require_number(name, getattr(self, name), *WEIGHTS)
        require_number("learning_rate", self.learning_rate, 1e-5, 1)
        require_number("beta", self.beta, 0, 0.9999)
        require_whole("decay_steps", self.decay_steps, 0, MOST_STEPS)
        require_choice("precision", self.precision, PRECISIONS)
        require_number("averaging", self.averaging, 0, 0.999)
        require_whole("seed", self.seed, 0, 2**31 - 1)
        _require_sizes(self.sides, self.steps)
        if not (self.counts("content") or self.counts("style")):
            raise LabError("Neither content nor style counts. Give one of them a weight and a layer.")

    def counts(self, what: str) -> bool:
        """Tell whether a loss, "content" or "style", has a weight and a layer."""
        return bool(getattr(self, f"{what}_weight") > 0 and getattr(self, f"{what}_layers"))

    @property
    def longest(self) -> int:
        """Pixels of the long side of what comes of it."""
        return self.sides[-1]


def _require_layers(name: str, layers: object) -> None:
    fits = isinstance(layers, tuple) and all(isinstance(each, str) and each in LAYERS for each in layers)
    if not fits or len(set(layers)) != len(layers):
        raise LabError(
            'The setting "{name}" is a list of layers, each at most once: {layers}.',
            name=name,
            layers=", ".join(LAYERS),
        )


def _require_sizes(sides: object, steps: object) -> None:
    if not _are_whole(sides, *SIDES) or any(low >= high for low, high in itertools.pairwise(sides)):
        raise LabError(
            "The sizes of a picture are up to {most} growing whole numbers from {low} to {high}.",
            most=MOST_SIZES,
            low=SIDES[0],
            high=SIDES[1],
        )
    if not _are_whole(steps, 0, MOST_STEPS) or len(steps) != len(sides):
        raise LabError(
            "For each size of a picture there is a whole number of steps, from 0 to {most}.", most=MOST_STEPS
        )


def _are_whole(numbers: object, low: int, high: int) -> bool:
    return (
        isinstance(numbers, tuple)
        and 0 < len(numbers) <= MOST_SIZES
        and all(
            isinstance(each, Integral) and not isinstance(each, bool) and low <= each <= high
            for each in numbers
        )
    )
