"""Which network repairs a picture: a shipped one for its kind, or a visitor's own run."""

from __future__ import annotations

from dataclasses import dataclass

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe

JOBS = {"denoiser": "noise", "photo_denoiser": "noise", "inpainter": "hole"}
"""For each kind of network what it repairs."""


@dataclass(frozen=True)
class Repairer:
    """A network that repairs, as far as it is known without TensorFlow.

    Attributes
    ----------
    name : str
        The id of a run.
    recipe : AutoencoderRecipe
    shape : (rows, columns, channels)
        Of its pictures; one for photographs takes any number of rows and columns.
    """

    name: str
    recipe: AutoencoderRecipe
    shape: tuple[int, int, int]

    @property
    def job(self) -> str:
        """What it repairs: "noise" or "hole"."""
        return JOBS[self.recipe.network]

    @property
    def photographs(self) -> bool:
        """Whether it takes pictures of any size, and is told how strong the noise is."""
        return self.recipe.network == "photo_denoiser"

    @property
    def digits(self) -> bool:
        """Whether it knows digits."""
        return self.recipe.data in datasets.OF_DIGITS


def repairer(run: str) -> Repairer:
    """Return the network of a run.

    Raises
    ------
    LabError
        There is no such run, or its network repairs nothing.
    """
    recipe = pretrained.recipe_of(run)
    if not isinstance(recipe, AutoencoderRecipe) or recipe.network not in JOBS:
        raise LabError("This network repairs no pictures: it is neither a denoiser nor an inpainter.")
    return Repairer(run, recipe, tuple(pretrained.about_of(run).shape))
