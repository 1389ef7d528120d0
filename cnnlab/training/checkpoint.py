"""A training as a file: whoever reads it goes on where it stood, and gets the same numbers."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from cnnlab.training.files import save_arrays

NAME = "checkpoint.npz"


@dataclass
class Course:
    """How far a training has come.

    Attributes
    ----------
    done : int
        Steps taken.
    sums : list of float
        Each measure, summed over the steps of the epoch that is under way; empty before its first step.
    history : list of dict
        An entry for each epoch that is over.
    seconds : float
        Spent on it so far.
    best_loss : float or None
        The lowest validation loss, where early stopping looks for it.
    best_epoch : int
        Which epoch had it, counted from 0.
    best : list of ndarray
        The network's variables then.
    """

    done: int = 0
    sums: list[float] = field(default_factory=list)
    history: list[dict] = field(default_factory=list)
    seconds: float = 0.0
    best_loss: float | None = None
    best_epoch: int = 0
    best: list[np.ndarray] = field(default_factory=list)


def save(folder: Path, course: Course, model, optimizer, beside: Sequence = ()) -> None:
    """Write a checkpoint in place of the last one; a reader finds one of the two, whole.

    Parameters
    ----------
    folder : Path
    course : Course
    model : keras.Model
        Its variables, with the state of its random generators.
    optimizer : keras.optimizers.Optimizer
    beside : sequence of variables
        What else the training needs to go on.
    """
    numbers = asdict(course)
    best = numbers.pop("best")
    arrays = {"course": np.frombuffer(json.dumps(numbers).encode(), np.uint8)}
    held = {"model": model.variables, "optimizer": optimizer.variables, "beside": beside, "best": best}
    for kind, values in held.items():
        arrays |= {f"{kind}_{index}": np.asarray(value) for index, value in enumerate(values)}
    save_arrays(folder / NAME, arrays)


def load(folder: Path, model, optimizer, beside: Sequence = ()) -> Course | None:
    """Put model, optimiser and what is beside them where the checkpoint in a folder has them; None without one.

    A checkpoint of another network, or one that is damaged, counts as none.
    """
    try:
        with np.load(folder / NAME, allow_pickle=False) as held:
            course = Course(**json.loads(held["course"].tobytes()))
            values = {
                kind: [
                    held[f"{kind}_{index}"]
                    for index in range(sum(n.startswith(f"{kind}_") for n in held.files))
                ]
                for kind in ("model", "optimizer", "beside", "best")
            }
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile):
        return None
    pairs = (
        (model.variables, values["model"]),
        (optimizer.variables, values["optimizer"]),
        (beside, values["beside"]),
    )
    for variables, held in pairs:
        if [tuple(variable.shape) for variable in variables] != [value.shape for value in held]:
            return None
    for variables, held in pairs:
        for variable, value in zip(variables, held, strict=True):
            variable.assign(value)
    course.best = values["best"]
    return course
