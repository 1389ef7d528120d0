"""Trained networks as files to take home, each run again and compared. For workers: it needs TensorFlow."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.datasets import stored
from cnnlab.errors import LabError
from cnnlab.images.preparing import fit
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training import lite
from cnnlab.training.parts import load_for

Form = Literal["keras", "weights", "lite", "lite_int8"]
FORMS: tuple[Form, ...] = ("keras", "weights", "lite", "lite_int8")
MOST_PARAMETERS = 20_000_000
SAMPLES, CHECKED = 200, 200
"""Training pictures that set the ranges of 8 bits, and test pictures that a file is checked with."""
SAME = 0.8
"""Share of the answers that 8 bits have to leave as they are; one that was close may change."""
TOLERANCE = 1e-3
"""Largest difference of a probability at which a file of 32-bit numbers counts as the same network."""


@dataclass(frozen=True)
class Agreement:
    """How far a file computes what the network does.

    Attributes
    ----------
    pictures : int
        How many both were asked about.
    difference : float
        The largest between two probabilities.
    same : int
        Pictures to which both give the same answer.
    size : int
        Of the file, in bytes.
    """

    pictures: int
    difference: float
    same: int
    size: int

    def sound(self, form: Form) -> bool:
        """Tell whether a file of this form may be given out."""
        if form == "lite_int8":
            return self.same >= SAME * self.pictures
        return self.difference <= TOLERANCE


def export(name: str, form: Form, *, report: Callable | None = None) -> bytes:
    """Return a trained network as a file.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.
    form : {"keras", "weights", "lite", "lite_int8"}
        Keras's own format; a NumPy archive with an array for each weight; LiteRT in float32; LiteRT in 8 bits.

    Raises
    ------
    LabError
        There is no such network, it is too large, LiteRT refuses it, a file does not compute the same (of 8 bits:
        not four of five answers), or the pictures that 8 bits need are not here.
    """
    held = trained(name)
    file = file_of(held, form)
    agreement = _agreement(held, form, file)
    if not agreement.sound(form):
        raise LabError(
            "The file does not compute what the network computes, so it is not given out. Train the network once"
            " more, with a smaller learning rate."
        )
    return file


def check(name: str, *, report: Callable | None = None) -> dict[Form, Agreement | LabError]:
    """Make every kind of file, run each again, and compare with the network on pictures of the test set.

    In the place of a kind that cannot be made stands why.

    Raises
    ------
    LabError
        There is no such network, or it is too large.
    """
    held = trained(name)
    found: dict[Form, Agreement | LabError] = {}
    for number, form in enumerate(FORMS):
        if report is not None:
            report(number / len(FORMS))
        try:
            found[form] = _agreement(held, form, file_of(held, form))
        except LabError as error:
            # Without its traceback, which holds the network.
            found[form] = LabError(error.message, **error.values)
    return found


def trained(name: str) -> Trained:
    """Return a trained network that is small enough for a file.

    Raises
    ------
    LabError
        There is no such network, or it is too large.
    """
    held = pretrained.trained(name)
    count = held.model.count_params()
    if count > MOST_PARAMETERS:
        raise LabError(
            "This network has {parameters} parameters, too many for a file to download; {most} are allowed.",
            parameters=f"{count:,}",
            most=f"{MOST_PARAMETERS:,}",
        )
    return held


def file_of(held: Trained, form: Form) -> bytes:
    """Return the file; LiteRT's are kept, because they take seconds to make."""
    if form in ("lite", "lite_int8"):
        if form not in held.kept:
            samples = calibration(held.recipe) if form == "lite_int8" else None
            held.kept[form] = lite.convert(held.model, held.recipe, samples)
        return held.kept[form]
    if form == "weights":
        file = io.BytesIO()
        np.savez(file, **{weight_name(each): np.asarray(each) for each in held.model.weights})
        return file.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "classifier.keras"
        held.model.save(path)
        return path.read_bytes()


def weight_name(weight) -> str:
    """Return what a weight is called in the archive."""
    return weight.path.replace("/", ".")


def _agreement(held: Trained, form: Form, file: bytes) -> Agreement:
    from cnnlab.training.steps import logits_of

    pictures = some_pictures(held, CHECKED)
    wanted = softmax(logits_of(held.model, held.recipe, pictures))
    if form in ("lite", "lite_int8"):
        found = lite.run(file, pictures, held.recipe)
    else:
        found = softmax(logits_of(_again(held, form, file), held.recipe, pictures))
    return Agreement(
        len(pictures),
        float(np.abs(found - wanted).max()),
        int((found.argmax(axis=1) == wanted.argmax(axis=1)).sum()),
        len(file),
    )


def _again(held: Trained, form: Form, file: bytes):
    """Read a file that has just been made back into a network. Never a file from elsewhere: loading can run code."""
    import keras

    if form == "keras":
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "classifier.keras"
            path.write_bytes(file)
            return keras.saving.load_model(path, compile=False)
    from cnnlab.networks.classifier import network_of

    model = network_of(held.recipe, held.shape, len(held.classes))
    with np.load(io.BytesIO(file), allow_pickle=False) as arrays:
        for weight in model.weights:
            weight.assign(arrays[weight_name(weight)])
    return model


def calibration(recipe: ClassifierRecipe) -> np.ndarray:
    """Return some pictures like those that a recipe trains on, uint8 (N, H, W, C).

    Raises
    ------
    LabError
        They are not on this computer, or not any more. For MNIST's, scikit-learn's digits will do.
    """
    here = datasets.is_here(recipe.data)
    if not here and recipe.data in stored.CLASSES and recipe.data != "mnist":
        raise LabError(
            "The file of 8 bits needs pictures like those that the network was trained on, and {name} is not on"
            " this computer. Put {name}.npz into the folder that CNNLAB_DATA_DIR names.",
            name=recipe.data,
        )
    x = (datasets.load("digits") if not here and recipe.data == "mnist" else load_for(recipe)).x_train
    return x[np.random.default_rng(0).permutation(len(x))[:SAMPLES]]


def some_pictures(held: Trained, count: int) -> np.ndarray:
    """Return test pictures for a network; where they are not here, those of another set at its size."""
    if datasets.is_here(held.recipe.data):
        return load_for(held.recipe).x_test[:count]
    grey = held.shape[2] == 1
    others = datasets.load("digits" if grey else "shapes").x_test[:count]
    fitted = [fit(np.squeeze(each), held.shape[0]) for each in others]
    return np.stack(fitted).reshape(-1, *held.shape)
