"""Networks with copies along their training, for the tests of the Time machine."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from cnnlab import pretrained
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe
from tests import trained

NAME, COLOUR = "digits-classifier", "shapes-classifier"


def own_models(folder: Path, monkeypatch) -> Path:
    """Have models of our own, which a test may change; return the folder of the copies of `NAME`."""
    shutil.copytree(trained.models(), folder / "models")
    monkeypatch.setattr(pretrained, "MODELS", folder / "models")
    monkeypatch.setenv("CNNLAB_HOME", str(folder / "home"))
    return folder / "models" / NAME / "checkpoints"


def keep_copies(name: str, seeds: tuple[int, ...]) -> Path:
    """Write copies of a network with first weights of these seeds; the seed is the step."""
    folder = pretrained.folder_of(name) / "checkpoints"
    folder.mkdir(exist_ok=True)
    about = pretrained.about_of(name)
    for seed in seeds:
        recipe = ClassifierRecipe(**{**vars(pretrained.recipe_of(name)), "seed": seed})
        write_copy(folder / f"{seed}.npz", network_of(recipe, about.shape, len(about.classes)).get_weights())
    return folder


def write_copy(file: Path, weights: list[np.ndarray]) -> None:
    np.savez(file, **{str(place): np.float16(each) for place, each in enumerate(weights)})


def by_hand(name: str, step: int):
    """A network at a step, built and filled plainly."""
    about = pretrained.about_of(name)
    model = network_of(pretrained.recipe_of(name), about.shape, len(about.classes))
    with np.load(pretrained.folder_of(name) / "checkpoints" / f"{step}.npz") as held:
        model.set_weights([held[str(place)] for place in range(len(model.weights))])
    return model
