"""A two-dimensional GAN from its recipe to files, without a browser: for `python -m cnnlab run`."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from cnnlab.inference.points_advance import Advance, advance
from cnnlab.recipes.points import PointsSpec
from cnnlab.recipes.reading import write
from cnnlab.training import files

STEPS = 3000
"""Steps of the generator: the usual settings have found all groups by then."""
PORTION = 300
"""Of them between two events."""
NAME = "points.npz"


def run(
    spec: PointsSpec, directory: str | Path, reporter: Callable[[dict], object], steps: int = STEPS
) -> dict:
    """Let both networks take their steps, and write down what became of them.

    Parameters
    ----------
    spec : PointsSpec
    directory : path-like
        Gets ``recipe.json``, ``metrics.json`` and ``points.npz``: real and generated points, and the weights of both
        networks, one after another. Made where it is missing.
    reporter : callable
        Called with a dict now and then.
    steps : int
        Of the generator; fewer where the numbers run away.

    Returns
    -------
    dict
        The metrics, as in ``metrics.json``.
    """
    folder, began = Path(directory), time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    found = advance(spec, None, 0)
    reporter({"kind": "start", "step": 0, "steps": steps})
    each = 1 + spec.discriminator_steps
    while found.state.generator_steps < steps and not found.exploded:
        ahead = min(PORTION, steps - found.state.generator_steps, 2000 // each)
        found = advance(spec, found.state, ahead * each)
        reporter(_event(found, began))
    metrics = {**_measured(found), "seconds": round(time.perf_counter() - began, 1)}
    report, state = found.report, found.state
    files.save_arrays(
        folder / NAME,
        {
            "real": report.real,
            "generated": report.generated,
            "generator": np.asarray(state.generator[0]),
            "discriminator": np.asarray(state.discriminator[0]),
        },
    )
    files.save_text(folder / "recipe.json", write(spec))
    files.save_text(folder / "metrics.json", json.dumps(metrics, indent=1))
    return metrics


def _event(found: Advance, began: float) -> dict:
    done = found.state.generator_steps
    return {
        "kind": "steps",
        "step": done,
        "critic_loss": found.report.discriminator_loss,
        "generator_loss": found.report.generator_loss,
        "images_per_second": done / (time.perf_counter() - began),
    }


def _measured(found: Advance) -> dict:
    report = found.report
    return {
        "steps": found.state.generator_steps,
        "exploded": found.exploded,
        "groups_found": sum(report.found),
        "groups": len(report.found),
        "points_near": report.precision,
        "points_reached": report.recall,
        "critic_loss": report.discriminator_loss,
        "generator_loss": report.generator_loss,
    }
