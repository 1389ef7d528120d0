"""A folder like that of the shipped models, with a small GAN under the shipped one's name, made once."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.recipes import GanRecipe, write

NAME = "mnist-gan"
SMALL = GanRecipe(data="digits", noise=8, filters=4, seed=3)
"""Of the digits that come with the installation."""
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-gans-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return the folder; the classifiers of digits that are shipped are in it, too."""
    folder = Path(_kept.name)
    write_gan(folder / NAME, SMALL)
    for name in ("mnist-classifier", "digits-classifier"):
        (folder / name).symlink_to(pretrained.MODELS / name)
    return folder


def write_gan(folder: Path, recipe: GanRecipe) -> None:
    """Write a GAN that has learned nothing: its weights are drawn, wide enough that its pictures differ."""
    from cnnlab.networks.gan import gan_of

    about = datasets.about(recipe.data)
    model = gan_of(recipe, about.shape, len(about.classes))
    random = np.random.default_rng(recipe.seed)
    for variable in model.trainable_variables:
        variable.assign(variable + random.normal(0, 0.1, variable.shape))
    folder.mkdir(parents=True)
    model.save_weights(folder / pretrained.WEIGHTS)
    (folder / "recipe.json").write_text(write(recipe), "utf-8")


def write_run(home: Path, number: int, recipe: object) -> str:
    """Write a run with weights under a home of runs; return its id."""
    name = f"{number:032x}"
    write_gan(home / "runs" / name, recipe)
    return name
