"""Measure the experiments of the GAN page: ``python -m benchmarks.gan_experiments [NAME ...] [--seeds 3]``.

Writes ``lessons/experiments/gan_<name>.json``, which the page shows before a visitor has run the experiment: the
course and some pictures of seed 0, and the figures of the other seeds. To be run again when an experiment is changed.

It trains as a worker does that has one processor core, so that the seconds are those of a visitor.
"""

from __future__ import annotations

import argparse
import base64
import io
import json
import os
import secrets
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.experiments import ONE_CORE
from cnnlab import training
from cnnlab.folders import HOME, run_folder
from cnnlab.recipes import GanRecipe
from cnnlab.recipes.gan_experiments import EXPERIMENTS, with_seed
from cnnlab.training import process
from cnnlab.web.gan.experiments_course import (
    ACROSS,
    ENLARGED,
    FIGURES,
    FOLDER,
    MEASURES,
    SHOWN,
    SIDE,
    Course,
    board_of,
    digest,
    of_events,
    pixels,
)

MOST_EPOCHS, MOST_LOOKS = 20, 30
OTHERS = ("frechet", "classes", "diversity", "score", "real", "fake", "board")
"""What is kept of the other seeds."""


def measure(name: str, recipe: GanRecipe) -> dict:
    """Train once, and return what the page shows of it."""
    told: list[dict] = []
    run, began = secrets.token_hex(16), time.process_time()
    metrics = training.run(recipe, run_folder(run), lambda event: told.append(event) or True)
    # The processor's, not the clock's: other programs may be at work.
    seconds = round(time.process_time() - began, 1)
    pictures = run_folder(run) / "pictures"
    course = of_events(
        Course("", recipe, run, "done"),
        told,
        metrics,
        lambda name: (pictures / name).read_bytes(),
        lambda name: board_of((pictures / name).read_bytes()),
    )
    return {
        "recipe": digest(recipe),
        "steps": course.steps,
        "seconds": seconds,
        "epochs": [
            [_short(point[name]) for name in ("step", *MEASURES)]
            for point in _few(course.points, MOST_EPOCHS)
        ],
        "looks": _looks(name, course.looks),
        "board": [[step, _short(share)] for step, share in _thinned(course)],
        "figures": {name: course.figures[name] for name in FIGURES if name in course.figures},
    }


def _thinned(course: Course) -> list:
    """Return the checkerboard of some looks, those that are shown among them."""
    wanted = {step for step, _ in course.looks}
    few = _few(course.board, MOST_LOOKS)
    return sorted({*few, *(each for each in course.board if each[0] in wanted)})


def _few(items, most: int) -> list:
    """Return as many at even distances, the first and the last among them."""
    places = {round(place * (len(items) - 1) / (most - 1)) for place in range(most)}
    return [items[place] for place in sorted(places)]


def _looks(name: str, looks) -> list:
    """Return what the page shows before somebody has trained: the last look, or some of it from each."""
    if name == "checkerboard":
        return [
            [step, _png(Image.fromarray(pixels(sheet)[:SIDE, : ENLARGED * SIDE]))] for step, sheet in looks
        ]
    step, sheet = looks[-1]
    grey = Image.fromarray(np.rint(pixels(sheet)[: SHOWN // ACROSS * SIDE] / 17).astype(np.uint8), "P")
    grey.putpalette([value for value in range(0, 256, 17) for _ in "rgb"])
    return [[step, _png(grey, bits=4)]]


def _png(picture: Image.Image, **more) -> str:
    """Return a picture as small as PNG can be, in letters."""
    file = io.BytesIO()
    picture.save(file, "PNG", optimize=True, **more)
    return base64.b64encode(file.getvalue()).decode()


def _short(value: float) -> float | None:
    """Write four digits; None for what is not finite, which JSON has no word for."""
    return value if isinstance(value, int) else float(f"{value:.4g}") if abs(value) < float("inf") else None


def _other(found: dict) -> dict:
    """Return the figures of a training with another seed."""
    last = dict(zip(("step", *MEASURES), found["epochs"][-1], strict=True))
    known = {**found["figures"], **last, "board": found["board"][-1][1]}
    return {name: known[name] for name in OTHERS if name in known}


def main() -> None:
    """Measure what is asked for, and write it down."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(EXPERIMENTS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--out", type=Path, default=FOLDER)
    asked = parser.parse_args()
    os.environ.update(ONE_CORE)
    process.prepare()
    for name in asked.names or EXPERIMENTS:
        held: dict = {}
        for seed in range(asked.seeds):
            for arm in with_seed(EXPERIMENTS[name], seed).arms:
                with tempfile.TemporaryDirectory() as home:
                    os.environ[HOME] = home
                    found = measure(name, arm.recipe)
                print(f"{name:14}{arm.name:16}{seed}  {found['seconds']:6} s  {_other(found)}", flush=True)
                if seed == 0:
                    held[arm.name] = {**found, "others": []}
                else:
                    held[arm.name]["others"].append(_other(found))
                _write(asked.out, name, held)


def _write(folder: Path, name: str, held: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # A line for each training: so a change shows.
    arms = ",\n".join(f"{json.dumps(arm)}: {json.dumps(each, allow_nan=False)}" for arm, each in held.items())
    (folder / f"gan_{name}.json").write_text(f'{{"arms": {{\n{arms}\n}}}}\n', "utf-8")


if __name__ == "__main__":
    main()
