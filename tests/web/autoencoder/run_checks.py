"""What the tests of modes share that ask the network of a run."""

from __future__ import annotations

import shutil
from dataclasses import replace

from cnnlab.folders import run_folder
from cnnlab.recipes import AutoencoderRecipe
from tests.autoencoder_runs import copied, first_weights, trained_on_own

SMALL = AutoencoderRecipe(filters=4, hidden=8, code=2)
VIEWS = ("plane", "walk", "samples", "odd")
MODES = {
    "rebuild": "ae_mode=rebuild&ae_network=run",
    "repair": "ae_mode=repair&ae_repair_network=run",
    "imagine": "ae_mode=imagine&ae_plane_network=run&ae_imagine_network=run",
}
RUNS = {
    "digits": lambda: copied("mnist-autoencoder-8"),
    "variational": lambda: copied("mnist-vae-2"),
    "own": trained_on_own,
    "shapes": lambda: first_weights(replace(SMALL, data="shapes")),
    "article": lambda: first_weights(replace(SMALL, data="shapes", network="article", code=12)),
}
"""What makes a run with a code, by what it is."""


def ran(app, run: str, folder, monkeypatch) -> dict:
    """Run what the Code tab shows, beside the run's own files."""
    for file in ("model.weights.h5", "codes.npz"):
        if (run_folder(run) / file).exists():
            shutil.copy(run_folder(run) / file, folder)
    monkeypatch.chdir(folder)
    left: dict = {}
    exec(compile(app.code[0].value, "program", "exec"), left)
    return left
