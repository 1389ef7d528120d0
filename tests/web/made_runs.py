"""Runs that nobody has trained: what a page shows of them is known."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace

from cnnlab.engine import run_files, serving
from cnnlab.folders import run_folder
from cnnlab.recipes import ClassifierRecipe

ME, OTHER = "1" * 32, "2" * 32
"""Visitors: `ME` is who opens the page."""


def made_run(
    recipe: ClassifierRecipe | None = None,
    owner: str = ME,
    status: str = "done",
    accuracy: float = 0.9,
    epochs: int = 3,
) -> str:
    """Make a run of this recipe that has come so far, and return its id."""
    recipe = recipe or replace(ClassifierRecipe(), epochs=3)
    run = secrets.token_hex(16)
    run_files.write_recipe(run, recipe)
    store = serving.begin()
    store.add(run, owner)
    store.change(run, "running")
    log = run_files.EventLog(run_folder(run))
    log.append(
        {
            "kind": "start",
            "steps": 10 * recipe.epochs,
            "steps_per_epoch": 10,
            "step": 0,
            "trained_on": 10 * recipe.batch_size,
            "parameters": 1234,
            "device": "CPU",
            "examples": [0] * 8,
        }
    )
    for epoch in range(1, epochs + 1):
        log.append(
            {
                "kind": "epoch",
                "epoch": epoch,
                "step": 10 * epoch,
                "loss": 1 / epoch,
                "accuracy": accuracy * epoch / epochs,
                "val_loss": 1.1 / epoch,
                "val_accuracy": accuracy * (epoch - 0.5) / epochs,
                "seconds": 1.5 * epoch,
                "images_per_second": 1000.0 * epoch,
            }
        )
    if status != "running":
        measured = {"test_accuracy": accuracy, "test_count": 400, "seconds": 4.5, "epochs": []}
        (run_folder(run) / "metrics.json").write_text(json.dumps(measured))
        store.change(run, status)
    return run
