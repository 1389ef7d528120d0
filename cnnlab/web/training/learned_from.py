"""What a training learns from, and the program that does the same."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from cnnlab import datasets, pretrained
from cnnlab.datasets import About
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import Recipe
from cnnlab.web.i18n import t_error


def about(recipe: Recipe, run: Run | None) -> About:
    """Return what is learned from; a run still knows it when its pictures have been deleted."""
    if run is not None and run.recipe.data == recipe.data:
        return pretrained.about_of(run.id)
    return datasets.about(recipe.data)


def program(script: Callable[[Recipe, About], str], recipe: Recipe, run: Run | None) -> str:
    """Return what `script` writes for a recipe; of an impossible network there is no program, but the reason."""
    try:
        return script(recipe, about(recipe, run))
    except LabError as error:
        return "\n".join(f"# {line}" for line in textwrap.wrap(t_error(error), 90))
