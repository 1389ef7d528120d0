"""How a training went, as Compare draws it: from a run, or measured beforehand."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass
from math import nan
from statistics import median
from typing import Any

from cnnlab import datasets, engine, pretrained
from cnnlab.datasets import About
from cnnlab.engine import Run
from cnnlab.errors import LabError
from cnnlab.images import colour
from cnnlab.networks.plan import plan
from cnnlab.recipes import ClassifierRecipe, write
from cnnlab.web.classifier.epoch_events import epoch_events
from cnnlab.web.lessons import LESSONS

COLOURS = tuple(colour.CLASSES[place] for place in (0, 5, 2, 1, 3, 4, 8, 9))
"""Of the curves, in their order: eight that are seen on a light and on a dark page."""
FOLDER = LESSONS / "experiments"
"""What was measured beforehand, a file for each experiment; made by ``python -m benchmarks.experiments``."""
COLUMNS = ("seconds", "loss", "accuracy", "val_loss", "val_accuracy", "images_per_second")
"""Of an epoch that was measured beforehand."""


@dataclass(frozen=True)
class Epoch:
    """What is known after an epoch.

    Attributes
    ----------
    step : int
        Steps taken until then.
    seconds : float
        Spent until then.
    loss, accuracy, val_loss, val_accuracy : float
        On the pictures that it learns from, in the course of the epoch, and on those for validation, at its end.
    images_per_second : float
        Learned from in its course, the look at the validation pictures not counted.
    """

    step: int
    seconds: float
    loss: float
    accuracy: float
    val_loss: float
    val_accuracy: float
    images_per_second: float


@dataclass(frozen=True)
class Course:
    """A training, as far as it has come.

    Attributes
    ----------
    name : str
        In the reader's language.
    recipe : ClassifierRecipe
    run : str
        Its id; "" for one that was measured beforehand.
    status : str
        That of its run; "before" for one that was measured beforehand, "none" where there is nothing yet.
    epochs : tuple of Epoch
    steps : int
        Of the whole training; 0 where it has not begun.
    trained_on : int
        Pictures.
    device : str
        "CPU" or "GPU".
    test_accuracy : float or None
        None before the end.
    test_count : int
    seconds : float
    straight : float or None
        Test accuracy on pictures that are not moved, where those of `test_accuracy` are.
    others : tuple of float
        Test accuracies of the same training with other seeds.
    """

    name: str
    recipe: ClassifierRecipe
    run: str = ""
    status: str = "none"
    epochs: tuple[Epoch, ...] = ()
    steps: int = 0
    trained_on: int = 0
    device: str = ""
    test_accuracy: float | None = None
    test_count: int = 0
    seconds: float = 0.0
    straight: float | None = None
    others: tuple[float, ...] = ()

    @property
    def about(self) -> About:
        """What it learned from; a run knows that also when its pictures have been deleted."""
        return pretrained.about_of(self.run) if self.run else datasets.about(self.recipe.data)

    @property
    def alive(self) -> bool:
        """Whether there is more to come."""
        return self.status in ("queued", "running")

    @property
    def speed(self) -> float | None:
        """Pictures a second, the median of all epochs but the first, during which the program is compiled."""
        known = [epoch.images_per_second for epoch in self.epochs[1:] if epoch.images_per_second > 0]
        return median(known) if known else None

    def seen(self, epoch: Epoch) -> int:
        """Return how many pictures it has learned from until then, each time counted."""
        return epoch.step * self.recipe.batch_size


def of_run(run: Run, name: str) -> Course:
    """Return how a run goes."""
    told = epoch_events(run.id)
    start = next((event for event in reversed(told) if event["kind"] == "start"), {})
    measured = (engine.metrics(run.id) or {}) if not run.alive else {}
    epochs = _epochs(told)
    return Course(
        name,
        run.recipe,
        run.id,
        run.status,
        epochs,
        start.get("steps", 0),
        start.get("trained_on", 0),
        start.get("device", ""),
        measured.get("test_accuracy"),
        measured.get("test_count", 0),
        measured.get("seconds", epochs[-1].seconds if epochs else 0.0),
        measured.get("straight_accuracy"),
    )


def _epochs(told: tuple[dict[str, Any], ...]) -> tuple[Epoch, ...]:
    """Return the epochs in order."""
    return tuple(
        Epoch(
            event["step"],
            event.get("seconds", 0.0),
            event["loss"],
            event["accuracy"],
            event["val_loss"],
            event["val_accuracy"],
            event.get("images_per_second", nan),
        )
        for event in told
        if event["kind"] == "epoch"
    )


@functools.cache
def _file(name: str) -> dict[str, Any]:
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text("utf-8")) if path.is_file() else {"arms": {}}


def digest(recipe: ClassifierRecipe) -> str:
    """Return a short mark of a recipe: another recipe has another one."""
    return hashlib.sha256(write(recipe).encode()).hexdigest()[:12]


def measured_beforehand(experiment: str, arm: str, recipe: ClassifierRecipe, name: str) -> Course:
    """Return how an arm of an experiment went when it was measured for this repository.

    Parameters
    ----------
    experiment, arm : str
        Their ids.
    recipe : ClassifierRecipe
    name : str
        In the reader's language.
    """
    held = _file(experiment)["arms"].get(arm)
    if held is None:
        return Course(name, recipe)
    count = held["steps"] // len(held["epochs"])
    epochs = tuple(
        Epoch(count * number, *(nan if value is None else value for value in values))
        for number, values in enumerate(held["epochs"], 1)
    )
    return Course(
        name,
        recipe,
        "",
        "before",
        epochs,
        held["steps"],
        held["trained_on"],
        "CPU",
        held["test_accuracies"][0],
        held["test_count"],
        held["seconds"],
        held.get("straight_accuracy"),
        tuple(held["test_accuracies"][1:]),
    )


def seconds_beforehand(experiment: str) -> float:
    """Return how long an experiment took then; 0 where it was not measured."""
    return sum(arm["seconds"] for arm in _file(experiment)["arms"].values())


def costs_beforehand(experiment: str) -> list[list[Any]]:
    """Return what the networks of an experiment cost then: form, share of right answers, bytes, milliseconds."""
    return _file(experiment).get("costs", [])


def size_of(course: Course) -> tuple[int | None, int | None]:
    """Return the parameters of a training's network, and its multiply-adds for one picture.

    None and None where nobody knows any more what it learns from.
    """
    recipe = course.recipe
    try:
        about = course.about
        planned = plan(about.shape, len(about.classes), recipe.layers, batch_norm=recipe.batch_norm)
    except LabError:
        return None, None
    return sum(layer.parameters for layer in planned), sum(layer.multiply_adds for layer in planned)
