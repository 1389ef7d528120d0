"""A GAN to take home: its pictures, its networks, its curves, its recipe, and the program that makes it again."""

from __future__ import annotations

import csv
import io
from functools import partial

import numpy as np
from PIL import Image

from cnnlab import datasets, engine, pretrained
from cnnlab.datasets import About
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.images import animation, encoding
from cnnlab.recipes import GanRecipe, write
from cnnlab.training import exporting_gan
from cnnlab.training.gan_script import script
from cnnlab.training.picture_archive import gan_archive
from cnnlab.training.script_data import ARCHIVE, is_known
from cnnlab.web.frame import Download
from cnnlab.web.gan.watch_charts import JUDGED
from cnnlab.web.gan.watch_desk import MEASURES
from cnnlab.web.i18n import N_

FILES: dict[exporting_gan.Form, tuple[str, str]] = {
    "keras": (N_("Generator (Keras)"), "generator.keras"),
    "weights": (N_("Weights of both (NPZ)"), "weights.npz"),
}
PATIENCE = 300
"""Seconds: others may come before."""
SCALE = 3
"""Pixels along a side for each pixel of a sheet."""
MOST_FRAMES = 120
_BYTES = "application/octet-stream"


def downloads(recipe: GanRecipe, run: Run | None) -> tuple[Download, ...]:
    """Return the files of a run, and what its recipe gives; made when asked for."""
    files = [Download(N_("Recipe (JSON)"), "recipe.json", "application/json", lambda: write(recipe).encode())]
    try:
        about = pretrained.about_of(run.id) if run is not None else datasets.about(recipe.data)
    except LabError:  # its pictures are gone
        return tuple(files)
    files.append(
        Download(N_("Program (Python)"), "train.py", "text/x-python", partial(_program, recipe, about))
    )
    if not is_known(recipe.data):
        files.append(
            Download(N_("Pictures for the program (NPZ)"), ARCHIVE, _BYTES, partial(_pictures, recipe))
        )
    if run is None:
        return tuple(files)
    seen = [
        Download(N_("Generated pictures (PNG)"), "generated.png", "image/png", partial(sheet, run.id)),
        Download(N_("How it learned (GIF)"), "learning.gif", "image/gif", partial(film, run.id)),
        Download(N_("Curves (CSV)"), "curves.csv", "text/csv", partial(curves, run.id)),
    ]
    if not run.alive and engine.metrics(run.id) is not None:
        seen += [
            Download(label, file, _BYTES, partial(_export, run.id, form))
            for form, (label, file) in FILES.items()
        ]
    return (*seen, *files)


def sheet(run: str) -> bytes:
    """Return the last sheet of a run, enlarged without blur; an empty file before there is one."""
    names = _sheets(run)
    pixels = _read(run, names[-1]) if names else None
    return b"" if pixels is None else encoding.png(_larger(pixels))


def film(run: str) -> bytes:
    """Return the sheets of a run one after another as a GIF, some of them where there are many."""
    names = _sheets(run)
    places = np.unique(np.linspace(0, len(names) - 1, min(len(names), MOST_FRAMES)).round().astype(int))
    read = [_read(run, names[place]) for place in places]
    frames = [each for each in read if each is not None]
    return animation.gif(frames, scale=SCALE) if frames else b""


def curves(run: str) -> bytes:
    """Return what the steps of a run have told and what was measured on the way: a line for each report."""
    figures = [name for each in JUDGED for name in (each, f"{each}_real")]
    text = io.StringIO()
    writer = csv.DictWriter(text, ["step", *MEASURES, *figures], extrasaction="ignore")
    writer.writeheader()
    for event in engine.events(run):
        if event.get("kind") == "steps":
            writer.writerow(event)
        elif event.get("judged"):
            writer.writerow({"step": event["step"], **event["judged"]})
    return text.getvalue().encode()


def _sheets(run: str) -> list[str]:
    """Return the names of the sheets in the order of their steps, each once."""
    return list(dict.fromkeys(event["generated"] for event in engine.events(run) if "generated" in event))


def _read(run: str, name: str) -> np.ndarray | None:
    found = engine.picture(run, name)
    return None if found is None else np.asarray(Image.open(io.BytesIO(found)))


def _larger(pixels: np.ndarray) -> np.ndarray:
    return pixels.repeat(SCALE, axis=0).repeat(SCALE, axis=1)


def _program(recipe: GanRecipe, about: About) -> bytes:
    return script(recipe, about).encode()


def _export(run: str, form: exporting_gan.Form) -> bytes:
    return engine.call_long(exporting_gan.export, run, form).result(PATIENCE)


def _pictures(recipe: GanRecipe) -> bytes:
    return engine.call_long(gan_archive, recipe).result(PATIENCE)
