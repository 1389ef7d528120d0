"""A folder like that of the shipped models, with a small stylizer and a small perceptual network, made once."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

from cnnlab import datasets, pretrained
from cnnlab.recipes import PerceptualRecipe, StylizerRecipe, write

STYLIZER, PERCEPTUAL = "stylizer", "perceptual"
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-style-models-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return the folder; its networks have learned nothing: their weights are the first ones."""
    folder = Path(_kept.name)
    _write(folder / STYLIZER, StylizerRecipe(filters=4, blocks=1, hidden=8, seed=3))
    _write(folder / PERCEPTUAL, PerceptualRecipe(filters=4, seed=4))
    return folder


def _write(folder: Path, recipe: StylizerRecipe | PerceptualRecipe) -> None:
    folder.mkdir()
    pretrained.built(recipe, datasets.about(recipe.data)).save_weights(folder / pretrained.WEIGHTS)
    (folder / "recipe.json").write_text(write(recipe), "utf-8")
