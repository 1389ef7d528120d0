"""The training of a classifier, from its recipe to its metrics."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import keras
import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, read, write
from cnnlab.training import Halted, answers, checkpoint, files, snapshots
from cnnlab.training.checkpoint import Course
from cnnlab.training.measuring import measure
from cnnlab.training.parts import Parts, parts_of
from cnnlab.training.schedules import rates
from cnnlab.training.snapshots import Snapshots
from cnnlab.training.steps import logits_of, make_loss, make_optimizer, training_steps
from cnnlab.training.telling import Reporter, Teller

METRICS = "metrics.json"
CALL = 0.15
"""Seconds that one compiled call should take: short enough to stop and to report within."""
MOST_STEPS = 64
KEEP = 20.0
"""Seconds between two checkpoints within an epoch at the least."""


def run_classifier(
    recipe: ClassifierRecipe,
    directory: str | Path,
    reporter: Reporter | None = None,
    go_on: Callable[[], bool] | None = None,
) -> dict:
    """Train a classifier; see `cnnlab.training.run`."""
    go_on = go_on or (lambda: True)

    def watch() -> None:
        if not go_on():
            raise Halted

    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    parts = parts_of(recipe, watch)
    model = network_of(recipe, parts.x_train.shape[1:], len(parts.classes))
    if not _goes_on(folder, recipe):
        _forget(folder)
    files.save_text(folder / "recipe.json", write(recipe))
    pretrained.keep_about(folder, recipe)
    optimizer = make_optimizer(recipe)
    optimizer.build(model.trainable_variables)
    course = checkpoint.load(folder, model, optimizer) or Course()
    teller = Teller(reporter or (lambda event: True), folder, recipe, model, parts)
    loop = _Loop(recipe, folder, parts, model, optimizer, course, teller, watch)
    ended = loop.train()
    metrics = {
        # The training is over: that it is to end is heard here, and changes nothing.
        **measure(recipe, folder, model, parts, go_on),
        "seconds": round(course.seconds, 1),
        "epochs": course.history,
        "ended": ended,
    }
    files.replace(folder / "model.weights.h5", model.save_weights)
    files.save_text(folder / METRICS, json.dumps(metrics, indent=1))
    return metrics


def _goes_on(folder: Path, recipe: ClassifierRecipe) -> bool:
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

    recipe: ClassifierRecipe
    folder: Path
    parts: Parts
    model: keras.Model
    optimizer: Any
    course: Course
    teller: Teller
    watch: Callable[[], None]

    def train(self) -> str:
        """Train to the end; returns "done", "early" (no longer better) or "stopped"."""
        recipe, course = self.recipe, self.course
        self.count = max(1, len(self.parts.y_train) // recipe.batch_size)
        self.steps = self.count * recipe.epochs
        if course.done < self.steps:
            for measured in (METRICS, answers.NAME):  # of the network as it was before
                (self.folder / measured).unlink(missing_ok=True)
        self.take = training_steps(
            recipe,
            self.model,
            self.optimizer,
            self.parts.x_train,
            self.parts.y_train,
            len(self.parts.classes),
        )
        self.snapshots = Snapshots(self.folder, self.model, self.steps)
        self.snapshots.take(course.done)
        self.chunk, self.began, self.kept = 1, time.perf_counter() - course.seconds, time.perf_counter()
        ended = "done"
        if self.teller.start(self.steps, self.count, course.done, len(self.parts.y_train)):
            while len(course.history) < self.recipe.epochs and ended == "done":
                ended = self._epoch()
        else:
            ended = "stopped"
        self._keep()
        if ended != "stopped" and course.best:
            for variable, value in zip(self.model.variables, course.best, strict=True):
                variable.assign(value)
        return ended

    def _epoch(self) -> str:
        course, batch = self.course, self.recipe.batch_size
        # Of one that was stopped at the last step of an epoch, looking back at it is all that is left.
        number = len(course.history)
        first = course.done - number * self.count
        size = len(self.parts.y_train)
        # By the number of the epoch: who goes on later gets the same order.
        order = np.random.default_rng([self.recipe.seed, 2, number]).permutation(max(size, batch)) % size
        indices = order[: self.count * batch].reshape(self.count, batch).astype(np.int32)
        taken, seconds = 0, 1e-6
        while first < self.count:
            now = min(self.chunk, self.count - first, self.snapshots.until_next(course.done))
            rate = rates(self.recipe.schedule, self.recipe.learning_rate, self.steps, course.done, now)
            began = time.perf_counter()
            losses, hits = self.take(indices[first : first + now], rate, course.done)
            losses, hits = losses.numpy(), hits.numpy()
            spent = time.perf_counter() - began
            taken, seconds = taken + now, seconds + spent
            # One by one: how many steps a call takes depends on the clock, and the sum must not.
            for loss, hit in zip(losses.tolist(), hits.tolist(), strict=True):
                course.sums = [course.sums[0] + loss, course.sums[1] + hit]
            first, course.done = first + now, course.done + now
            self.chunk = int(np.clip(CALL * now / max(spent, 1e-6), 1, min(2 * self.chunk, MOST_STEPS)))
            self.snapshots.take(course.done)
            if not self.teller.steps(course.done, losses, hits, float(rate[-1])):
                return "stopped"
            if time.perf_counter() - self.kept > KEEP:
                self._keep()
        return self._over(number, taken * batch / seconds)

    def _over(self, number: int, speed: float) -> str:
        """Look at the validation pictures after an epoch in which so many pictures a second were learned from."""
        recipe, course, parts = self.recipe, self.course, self.parts
        try:
            logits = logits_of(self.model, recipe, parts.x_validation, watch=self.watch)
        except Halted:
            return "stopped"  # who goes on later begins with this look
        loss = make_loss(recipe, len(parts.classes))(parts.y_validation, logits)
        entry = {
            "loss": course.sums[0] / self.count,
            "accuracy": course.sums[1] / self.count,
            "val_loss": float(np.mean(loss)),
            "val_accuracy": float((logits.argmax(axis=1) == parts.y_validation).mean()),
        }
        course.history.append(entry)
        course.sums = [0.0, 0.0]
        # Not part of the history, which is the same for the same recipe.
        told = {
            **entry,
            "seconds": round(time.perf_counter() - self.began, 2),
            "images_per_second": round(speed, 1),
        }
        if recipe.early_stopping:
            if course.best_loss is None or entry["val_loss"] < course.best_loss:
                course.best_loss, course.best_epoch = entry["val_loss"], number
                course.best = [np.array(variable) for variable in self.model.variables]
            elif number - course.best_epoch >= recipe.early_stopping:
                self.teller.epoch(number + 1, told, course.done)
                return "early"
        self._keep()
        return "done" if self.teller.epoch(number + 1, told, course.done) else "stopped"

    def _keep(self) -> None:
        self.course.seconds = time.perf_counter() - self.began
        checkpoint.save(self.folder, self.course, self.model, self.optimizer)
        self.kept = time.perf_counter()
