"""A trained network to take home: its files, its recipe, and the program that makes it again."""

from __future__ import annotations

from functools import partial

from cnnlab import engine, pretrained
from cnnlab.recipes import ClassifierRecipe, write
from cnnlab.training import exporting
from cnnlab.training.picture_archive import archive
from cnnlab.training.script import script
from cnnlab.training.script_data import ARCHIVE, needs_archive
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

FILES: dict[exporting.Form, tuple[str, str]] = {
    "keras": (N_("Network (Keras)"), "classifier.keras"),
    "weights": (N_("Weights (NPZ)"), "weights.npz"),
    "lite": (N_("Network (LiteRT, 32 bits)"), "classifier.tflite"),
    "lite_int8": (N_("Network (LiteRT, 8 bits)"), "classifier_int8.tflite"),
}
PATIENCE = 300
"""Seconds: a set of shapes is drawn first, and others may come before."""
_BYTES = "application/octet-stream"


def downloads(name: str) -> tuple[Download, ...]:
    """Return the files of a shipped network or of a run that has learned something; made when asked for.

    Parameters
    ----------
    name : str
        A shipped name, or the id of a run.

    Raises
    ------
    LabError
        There is no such network.
    """
    networks = tuple(
        Download(label, file, _BYTES, partial(_export, name, form)) for form, (label, file) in FILES.items()
    )
    return (*networks, *of_recipe(pretrained.recipe_of(name)))


def of_recipe(recipe: ClassifierRecipe) -> tuple[Download, ...]:
    """Return what a recipe gives before anything is trained: itself, its program, and the program's pictures."""
    files = [
        Download(N_("Recipe (JSON)"), "recipe.json", "application/json", lambda: write(recipe).encode()),
        Download(N_("Program (Python)"), "train.py", "text/x-python", lambda: script(recipe).encode()),
    ]
    if needs_archive(recipe):
        files.append(
            Download(N_("Pictures for the program (NPZ)"), ARCHIVE, _BYTES, partial(pictures, recipe))
        )
    return tuple(files)


def _export(name: str, form: exporting.Form) -> bytes:
    return engine.call_long(exporting.export, name, form).result(PATIENCE)


def pictures(recipe: ClassifierRecipe) -> bytes:
    """Return the pictures of a recipe in their three parts, as one file.

    Raises
    ------
    LabError
        The data set cannot be had, or is too large for one file.
    """
    return engine.call_long(archive, recipe).result(PATIENCE)
