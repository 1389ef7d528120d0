"""The training of a classifier: what its steps learn, and what is told and measured of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from cnnlab.metrics.certainty import softmax
from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training import answers
from cnnlab.training.kernel_sheet import kernel_sheet
from cnnlab.training.loop import Task
from cnnlab.training.measuring import measure
from cnnlab.training.parts import parts_of
from cnnlab.training.steps import logits_of, make_loss, make_optimizer, training_steps
from cnnlab.training.telling import one_of_each, save_strip


def classifier_task(recipe: ClassifierRecipe, watch: Callable[[], None], folder: Path) -> Task:
    """Load the pictures of a recipe and build its network; see `cnnlab.training.loop.run_task`."""
    parts = parts_of(recipe, watch)
    classes = len(parts.classes)
    model = network_of(recipe, parts.x_train.shape[1:], classes)
    optimizer = make_optimizer(recipe)
    optimizer.build(model.trainable_variables)
    examples = one_of_each(parts.y_validation)
    shown = parts.x_validation[examples]

    def validate(watch: Callable[[], object]) -> dict:
        logits = logits_of(model, recipe, parts.x_validation, watch=watch)
        loss = make_loss(recipe, classes)(parts.y_validation, logits)
        return {
            "val_loss": float(np.mean(loss)),
            "val_accuracy": float((logits.argmax(axis=1) == parts.y_validation).mean()),
        }

    def begin(pictures: Path) -> dict:
        save_strip(pictures, shown)
        return {"examples": [int(label) for label in parts.y_validation[examples]]}

    def look(pictures: Path, done: int) -> dict:
        found = {"probabilities": _rounded(softmax(logits_of(model, recipe, shown)))}
        sheet = kernel_sheet(model)
        if sheet is not None:
            found["kernels"] = f"kernels-{done}.png"
            (pictures / found["kernels"]).write_bytes(sheet)
        return found

    return Task(
        recipe,
        model,
        optimizer,
        len(parts.y_train),
        ("loss", "accuracy"),
        training_steps(recipe, model, optimizer, parts.x_train, parts.y_train, classes),
        validate,
        begin,
        look,
        lambda go_on: measure(recipe, folder, model, parts, go_on),
        (answers.NAME,),
        recipe.early_stopping,
    )


def _rounded(values: np.ndarray) -> list[list[float]]:
    return [[round(float(value), 4) for value in row] for row in values]
