"""An autoencoder to take home: its files, its recipe, and the program that makes it again."""

from __future__ import annotations

from functools import partial

from cnnlab import datasets, engine, pretrained
from cnnlab.datasets import About
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.recipes import AutoencoderRecipe, write
from cnnlab.training import exporting_pictures
from cnnlab.training.autoencoder_script import same_pictures, script
from cnnlab.training.picture_archive import archive
from cnnlab.training.script_data import ARCHIVE, needs_archive
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

FILES: dict[exporting_pictures.Form, tuple[str, str]] = {
    "keras": (N_("Network (Keras)"), "autoencoder.keras"),
    "weights": (N_("Weights (NPZ)"), "weights.npz"),
}
PATIENCE = 300
"""Seconds: others may come before."""
_BYTES = "application/octet-stream"


def downloads(recipe: AutoencoderRecipe, run: Run | None) -> tuple[Download, ...]:
    """Return the files of a run that has learned something, and what its recipe gives; made when asked for."""
    files = [
        Download(N_("Recipe (JSON)"), "recipe.json", "application/json", lambda: write(recipe).encode()),
    ]
    try:
        about = pretrained.about_of(run.id) if run is not None else datasets.about(recipe.data)
    except LabError:  # its pictures are gone
        return tuple(files)
    files.append(
        Download(N_("Program (Python)"), "train.py", "text/x-python", partial(_program, recipe, about))
    )
    if needs_archive(same_pictures(recipe)):
        files.append(
            Download(N_("Pictures for the program (NPZ)"), ARCHIVE, _BYTES, partial(_pictures, recipe))
        )
    if run is not None and not run.alive and engine.metrics(run.id) is not None:
        files[:0] = [
            Download(label, file, _BYTES, partial(_export, run.id, form))
            for form, (label, file) in FILES.items()
        ]
    return tuple(files)


def _program(recipe: AutoencoderRecipe, about: About) -> bytes:
    return script(recipe, about).encode()


def _export(run: str, form: exporting_pictures.Form) -> bytes:
    return engine.call_long(exporting_pictures.export, run, form).result(PATIENCE)


def _pictures(recipe: AutoencoderRecipe) -> bytes:
    return engine.call_long(archive, same_pictures(recipe)).result(PATIENCE)
