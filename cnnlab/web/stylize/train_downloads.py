"""A network for one style to take home: its files, its recipe, and the program that makes it again."""

from __future__ import annotations

from functools import partial

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.recipes import OneStyleRecipe, write
from cnnlab.training import exporting_pictures
from cnnlab.training.one_style_archive import archive
from cnnlab.training.one_style_script import script
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

FILES: dict[exporting_pictures.Form, tuple[str, str]] = {
    "keras": (N_("Network (Keras)"), "style.keras"),
    "weights": (N_("Weights (NPZ)"), "weights.npz"),
}
PATIENCE = 300
"""Seconds: others may come before."""
_BYTES = "application/octet-stream"


def downloads(recipe: OneStyleRecipe, run: Run | None) -> tuple[Download, ...]:
    """Return the files of a run that has learned something, and what its recipe gives; made when asked for."""
    files = [
        Download(N_("Recipe (JSON)"), "recipe.json", "application/json", lambda: write(recipe).encode()),
        Download(N_("Program (Python)"), "train.py", "text/x-python", lambda: script(recipe).encode()),
        Download(
            N_("Program with all that it reads (ZIP)"),
            "style.zip",
            "application/zip",
            partial(_archive, recipe),
        ),
    ]
    if run is None:
        return tuple(files)
    file = "painted.png"
    label = N_("The photographs in this style (PNG)")
    files.insert(0, Download(label, file, "image/png", partial(_painted, run.id)))
    if not run.alive and engine.metrics(run.id) is not None:
        files[:0] = [network(run.id, form) for form in FILES]
    return tuple(files)


def network(run: str, form: exporting_pictures.Form = "keras") -> Download:
    """Return the network of a run as a file."""
    label, file = FILES[form]
    return Download(label, file, _BYTES, partial(_export, run, form))


def _painted(run: str) -> bytes:
    """Return the last look of a run; nothing before there is one."""
    names = [event["stylized"] for event in engine.events(run) if "stylized" in event]
    return (engine.picture(run, names[-1]) if names else None) or b""


def _archive(recipe: OneStyleRecipe) -> bytes:
    return engine.call_long(archive, recipe).result(PATIENCE)


def _export(run: str, form: exporting_pictures.Form) -> bytes:
    return engine.call_long(exporting_pictures.export, run, form).result(PATIENCE)
