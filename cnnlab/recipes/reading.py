"""Recipes to JSON and back. Whatever somebody sends becomes a sound recipe or a sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, fields

from cnnlab.errors import LabError
from cnnlab.recipes.autoencoder import AutoencoderRecipe
from cnnlab.recipes.classifier import ClassifierRecipe
from cnnlab.recipes.gan import GanRecipe
from cnnlab.recipes.layers import Layer
from cnnlab.recipes.one_style import OneStyleRecipe
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.recipes.perceptual import PerceptualRecipe
from cnnlab.recipes.points import PointsSpec
from cnnlab.recipes.stylizer import StylizerRecipe

Recipe = ClassifierRecipe | AutoencoderRecipe | GanRecipe | StylizerRecipe | PerceptualRecipe | OneStyleRecipe
KINDS = {
    "classifier": ClassifierRecipe,
    "autoencoder": AutoencoderRecipe,
    "gan": GanRecipe,
    "stylizer": StylizerRecipe,
    "one-style": OneStyleRecipe,
    "perceptual": PerceptualRecipe,
}
"""What has runs, which are found by their ids."""
RUNNABLE = {**KINDS, "points": PointsSpec, "painting": PaintingRecipe}
"""What `python -m cnnlab run` takes; points of the plane and paintings have no run, the page computes them as they are
seen."""
LONGEST = 100_000
"""Characters of the longest text that is read as a recipe."""


def write(recipe: Recipe | PointsSpec | PaintingRecipe) -> str:
    """Write a recipe down as JSON, with its kind first."""
    kind = next(name for name, each in RUNNABLE.items() if isinstance(recipe, each))
    return json.dumps({"kind": kind, **asdict(recipe)}, indent=2)


def read(text: str, kinds: Mapping[str, type] = KINDS) -> Recipe | PointsSpec | PaintingRecipe:
    """Read a recipe.

    Parameters
    ----------
    text : str
        JSON: an object with ``kind`` and settings; those that are missing have their usual values.
    kinds : mapping of str to type
        Those that are asked for.

    Raises
    ------
    LabError
        Where it is no JSON, has settings that there are not, or values that do not fit.
    """
    try:
        held = json.loads(text) if len(text) <= LONGEST else None
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict) or not isinstance(held.get("kind"), str) or held["kind"] not in kinds:
        raise LabError(
            "This is no recipe. A recipe is a JSON object whose kind is one of: {kinds}.",
            kinds=", ".join(kinds),
        )
    layers = held.get("layers")
    if layers is not None and held["kind"] == "classifier":
        if not isinstance(layers, list):
            raise LabError("The layers of a recipe are a list.")
        held["layers"] = tuple(_make(Layer, each) for each in layers)
    if isinstance(held.get("drawn"), list):
        held["drawn"] = tuple(tuple(each) if isinstance(each, list) else each for each in held["drawn"])
    if held["kind"] == "painting":
        held = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
    return _make(kinds[held.pop("kind")], held)


def _make(kind: type, settings: object):
    if not isinstance(settings, dict):
        raise LabError("Each layer of a recipe is an object with its kind and its numbers.")
    known = {field.name for field in fields(kind)}
    # Letters alone: the name is shown, and may hold what no page can show.
    unknown = sorted(re.sub(r"[^\w .-]", "?", name[:40]) for name in settings if name not in known)
    if unknown:
        raise LabError('A recipe has no setting "{name}". Remove it.', name=unknown[0])
    if kind is Layer and "kind" not in settings:
        raise LabError("Each layer of a recipe is an object with its kind and its numbers.")
    return kind(**settings)
