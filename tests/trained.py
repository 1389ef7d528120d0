"""A small network that has really been trained, and folders like those of shipped models, made once."""

from __future__ import annotations

import functools
import json
import tempfile
from pathlib import Path

import numpy as np

from cnnlab import training
from cnnlab.recipes import ClassifierRecipe, Layer, write

LAYERS = (
    Layer("conv", 8, 5),
    Layer("max_pool", size=2),
    Layer("conv", 16, 3),
    Layer("max_pool", size=2),
    Layer("flatten"),
    Layer("dense", 32),
)
DIGITS = ClassifierRecipe(
    data="digits", layers=LAYERS, learning_rate=0.005, schedule="one_cycle", batch_size=32, epochs=6
)
SHAPES = ClassifierRecipe(
    data="shapes", layers=(Layer("conv", 6, 3), Layer("residual", 8, stride=2), Layer("global_pool"))
)
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-trained-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return a folder with a trained ``digits-classifier`` and a ``shapes-classifier`` with its first weights."""
    folder = Path(_kept.name)
    training.run(DIGITS, folder / "digits-classifier")
    first_weights(SHAPES, folder / "shapes-classifier", (32, 32, 3))
    return folder


def first_weights(recipe: ClassifierRecipe, folder: Path, shape: tuple[int, int, int]):
    """Write a network down as it is before its training, and return it."""
    from cnnlab.networks.classifier import network_of

    folder.mkdir(parents=True)
    model = network_of(recipe, shape, 10)
    model.save_weights(folder / "model.weights.h5")
    (folder / "recipe.json").write_text(write(recipe), "utf-8")
    (folder / "metrics.json").write_text(json.dumps({"energy_threshold": -2.0}), "utf-8")
    return model


def logits_of(model, images: np.ndarray) -> np.ndarray:
    """Ask Keras, plainly."""
    return np.asarray(model(images, training=False))
