"""What one training may cost: set by whoever runs the server, with defaults for a laptop."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from cnnlab import datasets
from cnnlab.errors import LabError
from cnnlab.networks.autoencoder_blocks import plan_of
from cnnlab.networks.gan_blocks import plan_of as gan_plan
from cnnlab.networks.plan import Planned, plan
from cnnlab.networks.stylizer_plan import plan_of as stylizer_plan
from cnnlab.recipes import (
    AutoencoderRecipe,
    GanRecipe,
    OneStyleRecipe,
    PerceptualRecipe,
    Recipe,
    StylizerRecipe,
)

MOST_SLOTS = 8
"""Slots by default at most: each has a process of about a gigabyte."""

MOST_GIGABYTES = 4.0
"""Of the values that a step works with: a training beyond would take the memory of all others."""
COPIES = {"residual": 8, "gated": 8}
"""How often the values of a layer are held during a step: before and after its activation, and their gradient."""
USUAL = 3
LOOKED_AT = 500
"""Pictures that a network looks at at once, where it does not learn."""
PAINTED = 4
"""Pictures that a network for one style paints at once, where it does not learn."""
SEEN = {"compact": 64, "vgg19": 256}
"""Values for each pixel that the losses of a style work with, by the network that they are measured with."""


@dataclass(frozen=True)
class Limits:
    """The settings, each an environment variable.

    Attributes
    ----------
    parameters : int
        ``CNNLAB_MOST_PARAMETERS``, of a network.
    multiply_adds : int
        ``CNNLAB_MOST_MULTIPLY_ADDS``, of a network for one picture.
    epochs : int
        ``CNNLAB_MOST_EPOCHS``, of a run, with all that it was made longer by.
    minutes : int
        ``CNNLAB_MOST_MINUTES``, from the beginning of a training to its end.
    queue : int
        ``CNNLAB_MOST_QUEUED``, trainings that wait.
    slots : int
        ``CNNLAB_TRAIN_SLOTS``, trainings that run at the same time on this computer; one for every two cores.
    """

    parameters: int
    multiply_adds: int
    epochs: int
    minutes: int
    queue: int
    slots: int

    def check(self, recipe: Recipe) -> None:
        """See whether a recipe stays within the limits, without TensorFlow.

        Raises
        ------
        LabError
            It does not; or there is no such data set, or no such network.
        """
        # It names folders: whoever sends one must not choose them.
        if isinstance(recipe, StylizerRecipe | PerceptualRecipe):
            raise LabError(
                "A network of this kind is trained from the command line alone:"
                " python -m cnnlab run recipe.json --out folder."
            )
        planned = layers_of(recipe)
        parameters = sum(layer.parameters for layer in planned)
        if parameters > self.parameters:
            raise LabError(
                "This network has {parameters} parameters, and here it may have {most}. Choose fewer kernels or "
                "units, or pool before the first dense layer.",
                parameters=f"{parameters:,}",
                most=f"{self.parameters:,}",
            )
        # Trained once, it is asked about fifty pictures at every movement of a slider, on a worker that all share;
        # but not a network for one style, which paints one picture at a time.
        multiply_adds = sum(layer.multiply_adds for layer in planned)
        if multiply_adds > self.multiply_adds and not isinstance(recipe, OneStyleRecipe):
            raise LabError(
                "This network needs {count} multiply-adds for one picture, and here it may need {most}. Choose fewer "
                "kernels, or pool earlier.",
                count=f"{multiply_adds:,}",
                most=f"{self.multiply_adds:,}",
            )
        gigabytes = _bytes(recipe, planned) / 1e9
        if gigabytes > MOST_GIGABYTES:
            raise LabError(
                "A step of this training needs about {gigabytes} GB of memory, and here it may have {most}. Choose a "
                "smaller batch, fewer kernels, or pool earlier.",
                gigabytes=f"{gigabytes:,.1f}",
                most=f"{MOST_GIGABYTES:g}",
            )
        if recipe.epochs > self.epochs:
            raise LabError(
                "A training may have {most} epochs here. Choose {most} or fewer.",
                most=self.epochs,
            )


def layers_of(recipe: Recipe) -> tuple[Planned, ...]:
    """Return all layers of a recipe's network, counted without TensorFlow.

    Raises
    ------
    LabError
        There is no such data set, or no such network.
    """
    about = datasets.about(recipe.data)
    if isinstance(recipe, AutoencoderRecipe):
        first, second = plan_of(recipe, about.shape)
        return (*first, *second)
    if isinstance(recipe, GanRecipe):
        generator, discriminator = gan_plan(recipe, about.shape, len(about.classes))
        return (*generator, *discriminator)
    if isinstance(recipe, OneStyleRecipe):
        encoder, decoder = stylizer_plan(recipe.architecture, recipe.crop)
        return (*encoder, *decoder)
    return plan(about.shape, len(about.classes), recipe.layers, batch_norm=recipe.batch_norm)


def _bytes(recipe: Recipe, planned: Sequence[Planned]) -> int:
    if not isinstance(recipe, OneStyleRecipe):
        return step_bytes(planned, recipe.batch_size)
    # The losses look at what is painted, to learn from it, and at the photographs.
    seen = 4 * (USUAL + 1) * recipe.batch_size * recipe.crop**2 * SEEN[recipe.perceptual]
    return step_bytes(planned, recipe.batch_size, PAINTED) + seen


def step_bytes(planned: Sequence[Planned], batch: int, looked_at: int = LOOKED_AT) -> int:
    """Estimate the memory that the values of all layers take during a step, or when pictures are looked at."""
    sizes = [(prod(layer.shape), COPIES.get(layer.kind, USUAL)) for layer in planned]
    learning = batch * sum(size * copies for size, copies in sizes)
    # Where nothing is learned, a layer's values go when the next one has its own.
    looking = looked_at * max(size * copies for size, copies in sizes)
    return 4 * max(learning, looking)


def limits() -> Limits:
    """Read the settings.

    Raises
    ------
    LabError
        One of them is no whole number of at least 1.
    """
    cores = os.cpu_count() or 1
    return Limits(
        parameters=_whole("CNNLAB_MOST_PARAMETERS", 5_000_000),
        multiply_adds=_whole("CNNLAB_MOST_MULTIPLY_ADDS", 200_000_000),
        epochs=_whole("CNNLAB_MOST_EPOCHS", 200),
        minutes=_whole("CNNLAB_MOST_MINUTES", 60),
        queue=_whole("CNNLAB_MOST_QUEUED", 30),
        slots=_whole("CNNLAB_TRAIN_SLOTS", min(max(cores // 2, 1), MOST_SLOTS)),
    )


def _whole(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not value.isdecimal() or int(value) < 1:
        raise LabError(
            "{name} is “{value}”. It must be a whole number of at least 1.", name=name, value=value[:40]
        )
    return int(value)
