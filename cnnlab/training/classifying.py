"""The training of a classifier, from its recipe to its metrics."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np

from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, write
from cnnlab.training import checkpoint
from cnnlab.training.checkpoint import Course
from cnnlab.training.files import replace, save_text
from cnnlab.training.measuring import measure
from cnnlab.training.parts import Parts, parts_of
from cnnlab.training.schedules import rates
from cnnlab.training.snapshots import Snapshots
from cnnlab.training.steps import logits_of, make_loss, make_optimizer, training_steps
from cnnlab.training.telling import Reporter, Teller

CALL = 0.15
"""Seconds that one compiled call should take: short enough to stop and to report within."""
MOST_STEPS = 64
KEEP = 20.0
"""Seconds between two checkpoints within an epoch at the least."""


def run_classifier(recipe: ClassifierRecipe, directory: str | Path, reporter: Reporter | None = None) -> dict:
    """Train a classifier; see `cnnlab.training.run`."""
    folder = Path(directory)
    folder.mkdir(parents=True, exist_ok=True)
    parts = parts_of(recipe)
    model = network_of(recipe, parts.x_train.shape[1:], len(parts.classes))
    save_text(folder / "recipe.json", write(recipe))
    optimizer = make_optimizer(recipe)
    optimizer.build(model.trainable_variables)
    course = checkpoint.load(folder, model, optimizer) or Course()
    teller = Teller(reporter or (lambda event: True), folder, recipe, model, parts)
    loop = _Loop(recipe, folder, parts, model, optimizer, course, teller)
    ended = loop.train()
    metrics = {
        **measure(recipe, folder, model, parts),
        "seconds": round(course.seconds, 1),
        "epochs": course.history,
        "ended": ended,
    }
    replace(folder / "model.weights.h5", model.save_weights)
    save_text(folder / "metrics.json", json.dumps(metrics, indent=1))
    return metrics


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

    def train(self) -> str:
        """Train to the end; returns "done", "early" (no longer better) or "stopped"."""
        recipe, course = self.recipe, self.course
        self.count = max(1, len(self.parts.y_train) // recipe.batch_size)
        self.rate = rates(recipe.schedule, recipe.learning_rate, self.count * recipe.epochs)
        self.take = training_steps(
            recipe,
            self.model,
            self.optimizer,
            self.parts.x_train,
            self.parts.y_train,
            len(self.parts.classes),
        )
        self.snapshots = Snapshots(self.folder, self.model, len(self.rate))
        self.snapshots.take(course.done)
        self.chunk, self.began, self.kept = 1, time.perf_counter() - course.seconds, time.perf_counter()
        ended = "done"
        if self.teller.start(len(self.rate), self.count, course.done, len(self.parts.y_train)):
            while course.done < len(self.rate) and ended == "done":
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
        number, first = divmod(course.done, self.count)
        size = len(self.parts.y_train)
        # By the number of the epoch: who goes on later gets the same order.
        order = np.random.default_rng([self.recipe.seed, 2, number]).permutation(max(size, batch)) % size
        indices = order[: self.count * batch].reshape(self.count, batch).astype(np.int32)
        taken, seconds = 0, 1e-6
        while first < self.count:
            now = min(self.chunk, self.count - first, self.snapshots.until_next(course.done))
            began = time.perf_counter()
            losses, hits = self.take(
                indices[first : first + now], self.rate[course.done : course.done + now], course.done
            )
            losses, hits = losses.numpy(), hits.numpy()
            spent = time.perf_counter() - began
            taken, seconds = taken + now, seconds + spent
            course.sums = [course.sums[0] + float(losses.sum()), course.sums[1] + float(hits.sum())]
            first, course.done = first + now, course.done + now
            self.chunk = int(np.clip(CALL * now / max(spent, 1e-6), 1, min(2 * self.chunk, MOST_STEPS)))
            self.snapshots.take(course.done)
            if not self.teller.steps(course.done, losses, hits, float(self.rate[course.done - 1])):
                return "stopped"
            if time.perf_counter() - self.kept > KEEP:
                self._keep()
        return self._over(number, taken * batch / seconds)

    def _over(self, number: int, speed: float) -> str:
        """Look at the validation pictures after an epoch in which so many pictures a second were learned from."""
        recipe, course, parts = self.recipe, self.course, self.parts
        logits = logits_of(self.model, recipe, parts.x_validation)
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
