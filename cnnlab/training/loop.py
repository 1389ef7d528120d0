"""The loop that trains: epochs of compiled calls, events between them, checkpoints, and an end that can be heard."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.recipes import read, write
from cnnlab.training import Halted, checkpoint, files, snapshots
from cnnlab.training.checkpoint import Course
from cnnlab.training.schedules import rates
from cnnlab.training.snapshots import Snapshots
from cnnlab.training.telling import LOOK, Reporter, Teller

METRICS = "metrics.json"
CALL = 0.15
"""Seconds that one compiled call should take: short enough to stop and to report within."""
MOST_STEPS = 64
KEEP = 20.0
"""Seconds between two checkpoints within an epoch at the least."""


@dataclass(frozen=True)
class Task:
    """What is learned by whom: all in which one kind of training differs from another.

    Attributes
    ----------
    recipe : Recipe
        Its epochs, batch_size, learning_rate, schedule and seed are the loop's.
    model : keras.Model
    optimizer : keras.optimizers.Optimizer
        Built for the variables that are learned; or anything that has the `variables` of several.
    count : int
        Pictures that are learned from.
    measures : tuple of str
        Names of what a step gives; the first is a loss.
    take : callable
        From pictures' indices (steps, batch), rates (steps,) and the number of the first step to a value of each
        measure for each step, (steps,) each.
    validate : callable
        From a function to be called between two batches, which may raise to leave it, to what is measured on the
        pictures for validation after an epoch; with `patience` "val_loss" is among it.
    begin : callable
        From the folder for pictures to what is told at the start.
    look : callable
        From the folder for pictures and the number of steps taken to what is told of the examples.
    measure : callable
        From a function to be called between two batches to the metrics.
    stale : tuple of str
        Names of files that are wrong as soon as one more step is taken.
    patience : int
        Epochs without a smaller "val_loss" after which it ends, with the best weights; 0: none.
    beside : sequence of variables
        What else the training needs to go on, besides the variables of model and optimiser.
    look_every : float
        Seconds between two looks at the examples at the least.
    heed : callable
        Called between two compiled calls, several times a second, with the number of steps taken; does what somebody
        wishes of the training while it goes on, and returns what is to be told of that, or nothing.
    """

    recipe: Any
    model: keras.Model
    optimizer: Any
    count: int
    measures: tuple[str, ...]
    take: Callable[..., tuple]
    validate: Callable[[Callable[[], object]], dict]
    begin: Callable[[Path], dict]
    look: Callable[[Path, int], dict]
    measure: Callable[[Callable[[], object]], dict]
    stale: tuple[str, ...] = ()
    patience: int = 0
    beside: Sequence = ()
    look_every: float = LOOK
    heed: Callable[[int], dict | None] = lambda done: None


def run_task(
    make: Callable[[Callable[[], None], Path], Task],
    recipe: Any,
    directory: str | Path,
    reporter: Reporter | None = None,
    go_on: Callable[[], bool] | None = None,
) -> dict:
    """Train what a recipe says; see `cnnlab.training.run`.

    Parameters
    ----------
    make : callable
        Gives the task, from a function to be called while pictures are loaded, which may raise to leave it, and the
        folder of the run.
    recipe, directory, reporter, go_on
    """
    go_on = go_on or (lambda: True)

    def watch() -> None:
        if not go_on():
            raise Halted

    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    task = make(watch, folder)
    if not _goes_on(folder, recipe):
        _forget(folder)
    files.save_text(folder / "recipe.json", write(recipe))
    pretrained.keep_about(folder, recipe)
    course = checkpoint.load(folder, task.model, task.optimizer, task.beside) or Course()
    teller = Teller(reporter or (lambda event: True), folder, task)
    ended = _Loop(task, folder, course, teller, watch).train()
    metrics = {
        # The training is over: that it is to end is heard here, and changes nothing.
        **task.measure(go_on),
        "seconds": round(course.seconds, 1),
        "epochs": course.history,
        "ended": ended,
    }
    files.replace(folder / "model.weights.h5", task.model.save_weights)
    files.save_text(folder / METRICS, json.dumps(metrics, indent=1))
    return metrics


def _goes_on(folder: Path, recipe: Any) -> bool:
    """Tell whether what a folder holds was trained by this recipe, with as many epochs or others."""
    try:
        held = read((folder / "recipe.json").read_text("utf-8"))
    except (OSError, ValueError, LabError):
        return False
    return replace(held, epochs=recipe.epochs) == recipe


def _forget(folder: Path) -> None:
    """Remove what another recipe has left, before it could be taken for this one's."""
    (folder / checkpoint.NAME).unlink(missing_ok=True)
    shutil.rmtree(folder / snapshots.FOLDER, ignore_errors=True)


@dataclass
class _Loop:
    """One training under way."""

    task: Task
    folder: Path
    course: Course
    teller: Teller
    watch: Callable[[], None]

    def train(self) -> str:
        """Train to the end; returns "done", "early" (no longer better) or "stopped"."""
        task, recipe, course = self.task, self.task.recipe, self.course
        self.count = max(1, task.count // recipe.batch_size)
        self.steps = self.count * recipe.epochs
        if course.done < self.steps:
            for measured in (METRICS, *task.stale):  # of the network as it was before
                (self.folder / measured).unlink(missing_ok=True)
        self.snapshots = Snapshots(self.folder, task.model, self.steps)
        self.snapshots.take(course.done)
        self.chunk, self.began, self.kept = 1, time.perf_counter() - course.seconds, time.perf_counter()
        ended = "done"
        if self.teller.start(self.steps, self.count, course.done):
            while len(course.history) < recipe.epochs and ended == "done":
                ended = self._epoch()
        else:
            ended = "stopped"
        self._keep()
        if ended != "stopped" and course.best:
            for variable, value in zip(task.model.variables, course.best, strict=True):
                variable.assign(value)
        return ended

    def _epoch(self) -> str:
        task, course, batch = self.task, self.course, self.task.recipe.batch_size
        # Of one that was stopped at the last step of an epoch, looking back at it is all that is left.
        number = len(course.history)
        first = course.done - number * self.count
        size = task.count
        # By the number of the epoch: who goes on later gets the same order.
        order = np.random.default_rng([task.recipe.seed, 2, number]).permutation(max(size, batch)) % size
        indices = order[: self.count * batch].reshape(self.count, batch).astype(np.int32)
        taken, seconds = 0, 1e-6
        while first < self.count:
            now = min(self.chunk, self.count - first, self.snapshots.until_next(course.done))
            rate = rates(task.recipe.schedule, task.recipe.learning_rate, self.steps, course.done, now)
            began = time.perf_counter()
            values = [each.numpy() for each in task.take(indices[first : first + now], rate, course.done)]
            spent = time.perf_counter() - began
            taken, seconds = taken + now, seconds + spent
            # One by one: how many steps a call takes depends on the clock, and the sum must not.
            for step in zip(*(each.tolist() for each in values), strict=True):
                course.sums = [
                    had + new for had, new in zip(course.sums or [0.0] * len(step), step, strict=True)
                ]
            first, course.done = first + now, course.done + now
            self.chunk = int(np.clip(CALL * now / max(spent, 1e-6), 1, min(2 * self.chunk, MOST_STEPS)))
            self.snapshots.take(course.done)
            if not self.teller.steps(course.done, values, float(rate[-1])):
                return "stopped"
            heeded = task.heed(course.done)
            if heeded and not self.teller.heeded(course.done, heeded):
                return "stopped"
            if time.perf_counter() - self.kept > KEEP:
                self._keep()
        return self._over(number, taken * batch / seconds)

    def _over(self, number: int, speed: float) -> str:
        """Look at the validation pictures after an epoch in which so many pictures a second were learned from."""
        patience, course = self.task.patience, self.course
        try:
            validation = self.task.validate(self.watch)
        except Halted:
            return "stopped"  # who goes on later begins with this look
        means = [value / self.count for value in course.sums]
        entry = {**dict(zip(self.task.measures, means, strict=True)), **validation}
        course.history.append(entry)
        course.sums = []
        # Not part of the history, which is the same for the same recipe.
        told = {
            **entry,
            "seconds": round(time.perf_counter() - self.began, 2),
            "images_per_second": round(speed, 1),
        }
        if patience:
            if course.best_loss is None or entry["val_loss"] < course.best_loss:
                course.best_loss, course.best_epoch = entry["val_loss"], number
                course.best = [np.array(variable) for variable in self.task.model.variables]
            elif number - course.best_epoch >= patience:
                self.teller.epoch(number + 1, told, course.done)
                return "early"
        self._keep()
        return "done" if self.teller.epoch(number + 1, told, course.done) else "stopped"

    def _keep(self) -> None:
        self.course.seconds = time.perf_counter() - self.began
        checkpoint.save(self.folder, self.course, self.task.model, self.task.optimizer, self.task.beside)
        self.kept = time.perf_counter()
