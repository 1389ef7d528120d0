"""The program that learns one style, with all that it reads, as one file. For workers: it needs TensorFlow."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.one_style_script import PERCEPTUAL, PICTURES, START, script

if TYPE_CHECKING:
    import keras

SIDE = 256
"""Pixels of the squares of the test photographs."""


def archive(recipe: OneStyleRecipe, *, report: Callable | None = None) -> bytes:
    """Return a ZIP file with ``train.py``, its pictures, the weights before the first step, and the perceptual network.

    Raises
    ------
    LabError
        A shipped network is not here.
    """
    from cnnlab.training import one_style

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("train.py", script(recipe))
        packed.writestr(PICTURES, _npz(_pictures(recipe)))
        packed.writestr(START, _npz(_start(recipe)))
        if recipe.perceptual == "compact":
            packed.writestr(PERCEPTUAL, _saved(one_style.perceptual_for(recipe)))
    return file.getvalue()


def _pictures(recipe: OneStyleRecipe) -> dict[str, np.ndarray]:
    from cnnlab.training import one_style_pictures as pictures

    photographs = pictures.photographs_of(recipe)
    return {
        "style": pictures.style_of(recipe),
        "tests": pictures.squares_of(recipe, SIDE),
        "count": np.array(len(photographs)),
        **{f"photograph_{number}": each for number, each in enumerate(photographs)},
    }


def _start(recipe: OneStyleRecipe) -> dict[str, np.ndarray]:
    from cnnlab.training.one_style import start_of
    from cnnlab.training.one_style_pictures import style_of

    model = start_of(recipe, style_of(recipe))
    return {
        **{
            f"{part}/{layer.name}/{place}": value
            for part in ("encoder", "decoder")
            for layer in model.get_layer(part).layers
            for place, value in enumerate(layer.get_weights())
        },
        "style": model.get_layer("style").get_weights()[0],
    }


def _npz(arrays: dict[str, np.ndarray]) -> bytes:
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()


def _saved(model: keras.Model) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / PERCEPTUAL
        model.save(path)
        return path.read_bytes()
