"""Networks that have been trained: the shipped ones by name, and runs by their id."""

from __future__ import annotations

import json
import threading
import zipfile
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cnnlab import datasets
from cnnlab.datasets import About
from cnnlab.errors import LabError
from cnnlab.folders import MODELS, is_id, run_folder
from cnnlab.recipes import (
    AutoencoderRecipe,
    GanRecipe,
    OneStyleRecipe,
    PerceptualRecipe,
    Recipe,
    StylizerRecipe,
    read,
)
from cnnlab.recipes.classifier import is_own
from cnnlab.recipes.reading import KINDS

if TYPE_CHECKING:
    import keras

WEIGHTS, CHECKPOINT, METRICS = "model.weights.h5", "checkpoint.npz", "metrics.json"
ABOUT = "about.json"
KEPT = 16
"""Networks that a process keeps: the shipped ones, and the runs that were asked last."""


@dataclass(frozen=True, eq=False)
class Trained:
    """A trained network with all that is known of it.

    Attributes
    ----------
    name : str
        A shipped name, or the id of a run.
    model : keras.Model
        Of a classifier from pictures (N, rows, columns, channels) as `recipe.scale_inputs` says to logits (N, classes);
        of an autoencoder see `cnnlab.networks.autoencoder.autoencoder_of`, of a GAN `cnnlab.networks.gan.gan_of`, of a
        stylizer `cnnlab.networks.stylizer.stylizer_of`, of a network for one style
        `cnnlab.networks.one_style.one_style_of`, of a perceptual network `cnnlab.networks.compact.compact_of`.
    recipe : Recipe
    shape : (rows, columns, channels)
    classes : tuple of str
        Message ids, or names that their maker gave.
    metrics : dict
        As in ``metrics.json``; empty for a run that has not come to its end.
    folder : Path
    kept : dict
        What is derived from the network once, such as a compiled function, by a name of its user.
    """

    name: str
    model: keras.Model
    recipe: Recipe
    shape: tuple[int, int, int]
    classes: tuple[str, ...]
    metrics: dict[str, Any]
    folder: Path
    kept: dict[str, Any] = field(default_factory=dict, repr=False)


_trained: OrderedDict[tuple[str, int, int], Trained] = OrderedDict()
_lock = threading.Lock()


def names(kind: str = "") -> tuple[str, ...]:
    """Return the names of the shipped models: of all, or of one kind of recipe ("classifier", "autoencoder", "gan",
    "stylizer", "one-style", "perceptual").
    """
    found = sorted(file.parent.name for file in MODELS.glob(f"*/{WEIGHTS}"))
    return tuple(name for name in found if not kind or isinstance(recipe_of(name), KINDS[kind]))


def folder_of(name: str) -> Path:
    """Return the folder of a shipped model or of a run; the latter need not exist.

    Raises
    ------
    LabError
        The name is neither one of `names` nor the id of a run. Nothing else becomes a path.
    """
    if name in names():
        return MODELS / name
    if is_id(name):
        return run_folder(name)
    raise LabError("There is no shipped model of that name. The names are {names}.", names=", ".join(names()))


def load(name: str) -> keras.Model:
    """Return a shipped model with its weights: a classifier gives logits, an autoencoder pictures.

    Raises
    ------
    LabError
        There is no model of that name.
    """
    return trained(name).model


def trained(name: str) -> Trained:
    """Return a trained network, ready to be asked.

    Parameters
    ----------
    name : str
        One of `names`, or the id of a run. A run that is still going, or was lost, is as it stood at its last
        checkpoint.

    Raises
    ------
    LabError
        There is none of that name, or it has learned nothing yet, or its files are damaged.

    Notes
    -----
    The last few are kept, each until its weights are written anew. TensorFlow is needed: for workers.
    """
    folder = folder_of(name)
    source, changed = _newest(folder)
    with _lock:
        key = (str(folder), changed, _changed(folder / METRICS))  # metrics are written after the weights
        if key not in _trained:
            # What was trained further is not needed as it was before.
            for old in [old for old in _trained if old[0] == key[0]]:
                del _trained[old]
            _trained[key] = _read(name, folder, source)
            while len(_trained) > KEPT:
                _trained.popitem(last=False)
        _trained.move_to_end(key)
        return _trained[key]


def stamp(name: str) -> int:
    """Return a number that changes when a network has learned more; needs no TensorFlow.

    Raises
    ------
    LabError
        There is none of that name, or it has learned nothing yet.
    """
    return _newest(folder_of(name))[1]


def recipe_of(name: str) -> Recipe:
    """Return the recipe of a shipped model or of a run.

    Raises
    ------
    LabError
        There is none of that name.
    """
    try:
        return read((folder_of(name) / "recipe.json").read_text("utf-8"))
    except OSError as error:
        raise LabError("There is no run of this name here; perhaps it has been deleted.") from error


def keep_about(folder: Path, recipe: Recipe) -> None:
    """Write beside a run what its pictures are, if they are somebody's own: these may be deleted before it."""
    if is_own(recipe.data):
        about = datasets.about(recipe.data)
        (folder / ABOUT).write_text(json.dumps({"shape": about.shape, "classes": about.classes}), "utf-8")


def about_of(name: str) -> About:
    """Return what the pictures and classes of a network are.

    Raises
    ------
    LabError
        There is no network of that name.
    """
    try:
        held = json.loads((folder_of(name) / ABOUT).read_text("utf-8"))
        return About(tuple(held["shape"]), tuple(held["classes"]))
    except (OSError, ValueError):  # there, but not yet whole
        return datasets.about(recipe_of(name).data)


def metrics_of(name: str) -> dict[str, Any]:
    """Return what was measured of a shipped model or at the end of a run; empty before that."""
    try:
        return json.loads((folder_of(name) / METRICS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def _newest(folder: Path) -> tuple[Path, int]:
    """Return the file with the latest weights, and when it was written.

    A run that goes on writes checkpoints, and weights at its end.
    """
    found = [
        (changed, file) for file in (folder / WEIGHTS, folder / CHECKPOINT) if (changed := _changed(file))
    ]
    if not found:
        raise LabError("This run has not learned anything yet. Wait until its first epoch is over.")
    changed, file = max(found)
    return file, changed


def _changed(file: Path) -> int:
    """Return when a file was written, in nanoseconds; 0 where it is not there."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0


def _read(name: str, folder: Path, source: Path) -> Trained:
    recipe, about = recipe_of(name), about_of(name)
    model = built(recipe, about)
    try:
        if source.name == WEIGHTS:
            model.load_weights(source)
        else:
            _load_checkpoint(model, source)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise LabError(
            "The weights of this network cannot be read; if it is still being trained, look again in a moment."
        ) from error
    return Trained(name, model, recipe, about.shape, about.classes, metrics_of(name), folder)


def built(recipe: Recipe, about: About) -> keras.Model:
    """Build the network of a recipe, with its first weights."""
    if isinstance(recipe, AutoencoderRecipe):
        from cnnlab.networks.autoencoder import autoencoder_of

        return autoencoder_of(recipe, about.shape)
    if isinstance(recipe, GanRecipe):
        from cnnlab.networks.gan import gan_of

        return gan_of(recipe, about.shape, len(about.classes))
    if isinstance(recipe, StylizerRecipe):
        from cnnlab.networks.stylizer import stylizer_of

        return stylizer_of(recipe)
    if isinstance(recipe, OneStyleRecipe):
        from cnnlab.networks.one_style import one_style_of

        return one_style_of(recipe)
    if isinstance(recipe, PerceptualRecipe):
        from cnnlab.networks.compact import compact_of

        return compact_of(recipe)
    from cnnlab.networks.classifier import network_of

    return network_of(recipe, about.shape, len(about.classes))


def _load_checkpoint(model: keras.Model, file: Path) -> None:
    with np.load(file, allow_pickle=False) as held:
        for place, variable in enumerate(model.variables):
            variable.assign(held[f"model_{place}"])
