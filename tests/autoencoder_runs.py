"""Runs of small networks in the home of a test, and a set of own pictures to learn from."""

from __future__ import annotations

import functools
import secrets
import shutil
import tempfile
from pathlib import Path

import numpy as np

from cnnlab import datasets, pretrained, training
from cnnlab.datasets import own
from cnnlab.folders import pictures_folder, run_folder
from cnnlab.recipes import AutoencoderRecipe, Recipe, write
from tests import autoencoders

OWN = "5" * 32
CLASSES = ["sky", "grass", "a brick wall"]
ON_OWN = AutoencoderRecipe(
    data=f"own-{OWN}", batch_size=8, epochs=2, filters=4, hidden=8, code=3, validation=0.25
)
"""Really trained: see `trained_on_own`."""
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-runs-", ignore_cleanup_errors=True)


def own_pictures(side: int = 48) -> None:
    """Put a set of own pictures into the home: three classes in colour."""
    random = np.random.default_rng(0)
    labels = np.arange(48, dtype=np.int32) % 3
    pictures = random.integers(0, 120, (48, side, side, 3), dtype=np.uint8)
    pictures[np.arange(48), ..., labels] += 120
    about = {"classes": CLASSES, "shape": [side, side, 3], "train": [12] * 3, "test": [4] * 3, "alike": []}
    arrays = {
        "x_train": pictures[:36],
        "y_train": labels[:36],
        "x_test": pictures[36:],
        "y_test": labels[36:],
    }
    own.write(pictures_folder(OWN), about, arrays | {"groups": np.arange(36)})


def copied(name: str) -> str:
    """Make a run of one of the networks of `tests.autoencoders`, and return its id."""
    return _copy(autoencoders.models() / name)


def trained_on_own() -> str:
    """Make a run that has learned from the own pictures, which need to be there, and return its id."""
    return _copy(_on_own())


def first_weights(recipe: Recipe) -> str:
    """Make a run that has its first weights, and return its id."""
    run = secrets.token_hex(16)
    run_folder(run).mkdir(parents=True)
    pretrained.built(recipe, datasets.about(recipe.data)).save_weights(run_folder(run) / pretrained.WEIGHTS)
    (run_folder(run) / "recipe.json").write_text(write(recipe), "utf-8")
    pretrained.keep_about(run_folder(run), recipe)
    return run


def _copy(folder: Path) -> str:
    run = secrets.token_hex(16)
    shutil.copytree(folder, run_folder(run))
    return run


@functools.cache
def _on_own() -> Path:
    folder = Path(_kept.name) / "own"
    training.run(ON_OWN, folder)
    pretrained.keep_about(folder, ON_OWN)
    return folder
