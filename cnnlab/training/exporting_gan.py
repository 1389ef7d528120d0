"""Trained GANs as files to take home, each read again and compared. For workers: it needs TensorFlow."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.pretrained import Trained
from cnnlab.recipes import GanRecipe
from cnnlab.training.exporting import trained, weight_name

Form = Literal["keras", "weights"]
TOLERANCE = 1e-4
"""Largest difference of a pixel at which a file counts as the same network."""
CHECKED = 8


def export(name: str, form: Form, *, report: Callable | None = None) -> bytes:
    """Return a trained GAN as a file.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.
    form : {"keras", "weights"}
        The generator in Keras's own format: it has nothing but layers that Keras knows. Or a NumPy archive with an
        array for each weight of both networks.

    Raises
    ------
    LabError
        There is no such network, it is no GAN, it is too large, or the file does not compute the same.
    """
    held = trained(name)
    if not isinstance(held.recipe, GanRecipe):
        raise LabError("This network is no GAN: it makes no pictures from noise.")
    file = _generator_file(held) if form == "keras" else _weights_file(held)
    given = _some(held)
    wanted, found = (
        np.asarray(each(given, training=False))
        for each in (held.model.get_layer("generator"), _again(held, form, file))
    )
    if not np.abs(found - wanted).max() <= TOLERANCE:
        raise LabError(
            "The file does not compute what the network computes, so it is not given out. Train the network once"
            " more, with a smaller learning rate."
        )
    return file


def _generator_file(held: Trained) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "generator.keras"
        held.model.get_layer("generator").save(path)
        return path.read_bytes()


def _weights_file(held: Trained) -> bytes:
    file = io.BytesIO()
    np.savez(file, **{name: np.asarray(weight) for name, weight in _named(held.model)})
    return file.getvalue()


def _named(model) -> list[tuple[str, Any]]:
    """Return all weights by names of which there is one: both networks have layers of the same name."""
    return [
        (f"{part}.{weight_name(weight)}", weight)
        for part in ("generator", "discriminator")
        for weight in model.get_layer(part).weights
    ]


def _some(held: Trained):
    """Return noise, and labels where there are wishes."""
    rng = np.random.default_rng(0)
    noise = rng.standard_normal((CHECKED, held.recipe.noise)).astype(np.float32)
    labels = (np.arange(CHECKED) % len(held.classes)).astype(np.int32)
    return [noise, labels] if held.recipe.conditional else noise


def _again(held: Trained, form: Form, file: bytes):
    """Read a file that has just been made back into a generator. Never a file from elsewhere: loading can run code."""
    import keras

    if form == "keras":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "generator.keras"
            path.write_bytes(file)
            return keras.saving.load_model(path, compile=False)
    model = pretrained.built(held.recipe, pretrained.about_of(held.name))
    with np.load(io.BytesIO(file), allow_pickle=False) as arrays:
        for name, weight in _named(model):
            weight.assign(arrays[name])
    return model.get_layer("generator")
