"""Networks from pictures to pictures as files to take home, each read again and compared. For workers: TensorFlow."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.pretrained import Trained
from cnnlab.training.exporting import file_of, trained, weight_name

Form = Literal["keras", "weights"]
TOLERANCE = 1e-4
"""Largest difference of a pixel at which a file counts as the same network."""
CHECKED = 8
LARGEST = 64
"""Pixels of the side of the pictures that a file is checked with."""


def export(name: str, form: Form, *, report: Callable | None = None) -> bytes:
    """Return a trained autoencoder, or a network for one style, as a file.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.
    form : {"keras", "weights"}
        Keras's own format; a NumPy archive with an array for each weight.

    Raises
    ------
    LabError
        There is no such network, it is too large, or the file does not compute the same.
    """
    held = trained(name)
    file = file_of(held, form)
    given = _some(held)
    difference = np.abs(np.asarray(_again(held, form, file)(given)) - np.asarray(held.model(given))).max()
    if not difference <= TOLERANCE:
        raise LabError(
            "The file does not compute what the network computes, so it is not given out. Train the network once"
            " more, with a smaller learning rate."
        )
    return file


def _some(held: Trained):
    """Return noise as the network's inputs: what it makes of it depends on all of its weights."""
    rng = np.random.default_rng(0)
    rows, columns = (min(side, LARGEST) for side in held.shape[:2])
    found = [
        rng.random((CHECKED, rows, columns, each.shape[-1])).astype(np.float32) for each in held.model.inputs
    ]
    return found if len(found) > 1 else found[0]


def _again(held: Trained, form: Form, file: bytes):
    """Read a file that has just been made back into a network. Never a file from elsewhere: loading can run code."""
    import keras

    if form == "keras":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "autoencoder.keras"
            path.write_bytes(file)
            return keras.saving.load_model(path, compile=False)
    model = pretrained.built(held.recipe, pretrained.about_of(held.name))
    with np.load(io.BytesIO(file), allow_pickle=False) as arrays:
        for weight in model.weights:
            weight.assign(arrays[weight_name(weight)])
    return model
