"""How a GAN's training went, as the experiments show it: from a run, or measured beforehand."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from PIL import Image

from cnnlab import engine
from cnnlab.engine import Run
from cnnlab.images import colour
from cnnlab.metrics.checkerboard import checkerboard
from cnnlab.recipes import GanRecipe, write
from cnnlab.web.gan.experiments_events import told
from cnnlab.web.lessons import LESSONS

FOLDER = LESSONS / "experiments"
"""What was measured beforehand, a file for each experiment; made by ``python -m benchmarks.gan_experiments``."""
COLOURS = tuple(colour.CLASSES[place] for place in (0, 5, 2, 1, 3))
"""Of the trainings, in their order."""
MEASURES = ("critic_loss", "generator_loss", "real", "fake", "right")
FIGURES = (
    "count", "frechet", "frechet_real", "score", "score_real", "classes", "classes_real", "diversity",
    "diversity_real", "coverage", "coverage_real", "histogram",
)  # fmt: skip
"""Of those that `cnnlab.training.gan_judging` gives."""
SIDE, ACROSS = 28, 10
"""Pixels of a picture, and pictures of a row of the sheet that a training draws."""
SHOWN, ENLARGED = 20, 3
"""Pictures of a look that are shown, and that are shown enlarged where the pixels matter."""


@dataclass(frozen=True)
class Course:
    """A training, as far as it has come.

    Attributes
    ----------
    name : str
        In the reader's language.
    recipe : GanRecipe
    run : str
        Its id; "" for one that was measured beforehand.
    status : str
        That of its run; "before" for one that was measured beforehand, "none" where there is nothing yet.
    points : tuple of dict
        After each epoch "step" and `MEASURES`.
    looks : tuple of (int, bytes)
        Steps taken, and what the same noise gives then, as PNG: a row of ten pictures, or several.
    board : tuple of (int, float)
        Steps taken, and the mean share of the variance of these pictures that is checkerboard.
    figures : dict
        `FIGURES` as far as they are known, of the last judgement.
    steps : int
        Of the whole training; 0 where it has not begun.
    seconds : float
    others : tuple of dict
        Some figures of the same training with other seeds, measured beforehand.
    """

    name: str
    recipe: GanRecipe
    run: str = ""
    status: str = "none"
    points: tuple[dict[str, Any], ...] = ()
    looks: tuple[tuple[int, bytes], ...] = ()
    board: tuple[tuple[int, float], ...] = ()
    figures: dict[str, Any] = field(default_factory=dict, hash=False)
    steps: int = 0
    seconds: float = 0.0
    others: tuple[dict[str, Any], ...] = ()

    @property
    def alive(self) -> bool:
        """Whether there is more to come."""
        return self.status in ("queued", "running")

    @property
    def over(self) -> bool:
        """Whether it has come to its end, and what it gives is known."""
        return self.status in ("done", "before") and bool(self.points)

    @property
    def last(self) -> dict[str, Any]:
        """What was told after the last epoch; empty before the first."""
        return self.points[-1] if self.points else {}


def of_run(run: Run, name: str) -> Course:
    """Return how a run goes."""
    events = told(run.id)
    measured = (engine.metrics(run.id) or {}) if not run.alive else {}
    return of_events(
        Course(name, run.recipe, run.id, run.status),
        events,
        measured,
        lambda file: engine.picture(run.id, file),
        lambda file: _board_of_run(run.id, file),
    )


def of_events(
    course: Course,
    events: Sequence[Mapping[str, Any]],
    measured: Mapping[str, Any],
    read: Callable[[str], bytes | None],
    board: Callable[[str], float | None],
) -> Course:
    """Return a training as its events and metrics tell it.

    Parameters
    ----------
    course : Course
        Its name, recipe, run and status.
    events : sequence of dict
        Starts, epochs and looks, in their order.
    measured : dict
        The metrics; empty before the end.
    read : callable
        From the name of a picture to its PNG; None where it is not there.
    board : callable
        From the name of a picture to the share of checkerboard in it.
    """
    start = next((event for event in reversed(events) if event["kind"] == "start"), {})
    epochs = [event for event in events if event["kind"] == "epoch"]
    names = {event["step"]: event["generated"] for event in events if event["kind"] == "look"}
    shown = _spread(sorted(names))
    shares = [(step, board(name)) for step, name in sorted(names.items())]
    looks = [(step, read(names[step])) for step in shown]
    figures: dict[str, Any] = {}
    for event in (*events, measured):
        for held in (event, event.get("judged") or {}):
            figures |= {key: held[key] for key in FIGURES if held.get(key) is not None}
    return Course(
        course.name,
        course.recipe,
        course.run,
        course.status,
        tuple({key: event[key] for key in ("step", *MEASURES)} for event in epochs),
        tuple((step, picture) for step, picture in looks if picture),
        tuple((step, share) for step, share in shares if share is not None),
        figures,
        start.get("steps", 0),
        measured.get("seconds", epochs[-1].get("seconds", 0.0) if epochs else 0.0),
    )


def _spread(steps: Sequence[int]) -> list[int]:
    """Return the first look, one early, one in the middle and the last: as many as are shown."""
    if not steps:
        return []
    places = {round(share * (len(steps) - 1)) for share in (0, 0.15, 0.5, 1)}
    return [steps[place] for place in sorted(places)]


@functools.lru_cache(maxsize=2000)
def _board_of_run(run: str, file: str) -> float | None:
    held = engine.picture(run, file)
    return board_of(held) if held else None


def board_of(sheet: bytes) -> float:
    """Return the mean share of checkerboard of the pictures of a sheet (PNG)."""
    return round(float(checkerboard(apart(pixels(sheet)) / 255).mean()), 6)


def pixels(sheet: bytes) -> np.ndarray:
    """Return a sheet (PNG) as uint8, (H, W) or (H, W, 3)."""
    held = Image.open(io.BytesIO(sheet))
    return np.asarray(held.convert("L") if held.mode == "P" else held)


def apart(sheet: np.ndarray, side: int = SIDE) -> np.ndarray:
    """Return the pictures (N, side, side, C) of a sheet, row by row."""
    channels = 1 if sheet.ndim == 2 else sheet.shape[2]
    rows, columns = sheet.shape[0] // side, sheet.shape[1] // side
    grid = sheet.reshape(rows, side, columns, side, channels).swapaxes(1, 2)
    return grid.reshape(rows * columns, side, side, channels)


@functools.cache
def _file(name: str) -> dict[str, Any]:
    path = FOLDER / f"gan_{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {"arms": {}}


def digest(recipe: GanRecipe) -> str:
    """Return a short mark of a recipe: another recipe has another one."""
    return hashlib.sha256(write(recipe).encode()).hexdigest()[:12]


def measured_beforehand(experiment: str, arm: str, recipe: GanRecipe, name: str) -> Course:
    """Return how an arm of an experiment went when it was measured for this repository.

    Parameters
    ----------
    experiment, arm : str
        Their ids.
    recipe : GanRecipe
    name : str
        In the reader's language.
    """
    held = _file(experiment)["arms"].get(arm)
    if held is None:
        return Course(name, recipe)
    return Course(
        name,
        recipe,
        "",
        "before",
        tuple(dict(zip(("step", *MEASURES), values, strict=True)) for values in held["epochs"]),
        tuple((step, base64.b64decode(picture)) for step, picture in held["looks"]),
        tuple((step, share) for step, share in held["board"]),
        held["figures"],
        held["steps"],
        held["seconds"],
        tuple(held["others"]),
    )


def seconds_beforehand(experiment: str) -> float:
    """Return how long an experiment took then; 0 where it was not measured."""
    return sum(arm["seconds"] for arm in _file(experiment)["arms"].values())
