"""What a training tells while it goes on: few, small events, and pictures as files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import keras
import numpy as np

from cnnlab.metrics.certainty import softmax
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.kernel_sheet import kernel_sheet
from cnnlab.training.parts import Parts
from cnnlab.training.steps import logits_of

Reporter = Callable[[dict], bool | None]

PERIOD = 0.25
"""Seconds between two events at the least."""
LONGEST = 0.8
"""Seconds that it grows to: with each event a training also learns whether it is to end."""
LOOK = 1.0
"""Seconds between two looks at predictions and kernels at the least."""
EXAMPLES = 8


class Teller:
    """Turns the steps of a training into events.

    The longer it takes, the rarer they are, so that a training of hours leaves a file that a page can read.

    Parameters
    ----------
    report : callable
        Gets each event; False ends the training.
    folder : Path
        Where pictures go, below ``pictures/``.
    recipe, model, parts
        What is trained.
    """

    def __init__(
        self, report: Reporter, folder: Path, recipe: ClassifierRecipe, model: keras.Model, parts: Parts
    ) -> None:
        self._report, self._recipe, self._model = report, recipe, model
        self._pictures = folder / "pictures"
        self._pictures.mkdir(exist_ok=True)
        self._examples = _one_of_each(parts.y_validation)
        self._shown = parts.x_validation[self._examples]
        self._labels = parts.y_validation[self._examples]
        self._began = self._last = time.perf_counter()
        self._last_look = 0.0
        self._losses: list[np.ndarray] = []
        self._hits: list[np.ndarray] = []
        self.spent = 0.0
        """Seconds that telling has taken: events written down and sent, looks at the examples, pictures drawn."""

    def start(self, steps: int, steps_per_epoch: int, done: int, trained_on: int) -> bool:
        """Tell what is about to begin; returns whether to go on."""
        from cnnlab.images import encoding

        with self._counted():
            strip = np.concatenate(list(self._shown), axis=1)
            (self._pictures / "examples.png").write_bytes(
                encoding.png(strip[..., 0] if strip.shape[2] == 1 else strip)
            )
            return self._tell(
                {
                    "kind": "start",
                    "steps": steps,
                    "steps_per_epoch": steps_per_epoch,
                    "step": done,
                    "trained_on": trained_on,
                    "parameters": int(self._model.count_params()),
                    "device": device(),
                    "examples": [int(label) for label in self._labels],
                }
            ) and self._look(done)

    def steps(self, done: int, losses: np.ndarray, hits: np.ndarray, rate: float) -> bool:
        """Take in the steps of one call, up to step `done`; returns whether to go on."""
        with self._counted():
            return self._steps(done, losses, hits, rate)

    def _steps(self, done: int, losses: np.ndarray, hits: np.ndarray, rate: float) -> bool:
        self._losses.append(losses)
        self._hits.append(hits)
        now = time.perf_counter()
        if now - self._last < max(PERIOD, min((now - self._began) / 2000, LONGEST)):
            return True
        lost, right = np.concatenate(self._losses), np.concatenate(self._hits)
        event = {
            "kind": "steps",
            "step": done,
            "loss": _short(lost.mean()),
            "accuracy": _short(right.mean()),
            "rate": _short(rate),
            "images_per_second": round(len(lost) * self._recipe.batch_size / (now - self._last), 1),
        }
        self._losses, self._hits, self._last = [], [], now
        go_on = self._tell(event)
        if go_on and now - self._last_look > max(LOOK, (now - self._began) / 60):
            go_on = self._look(done)
        return go_on

    def epoch(self, number: int, entry: dict, done: int) -> bool:
        """Tell how an epoch went; returns whether to go on."""
        self._last = time.perf_counter()  # the validation is no part of the images a second
        self._losses, self._hits = [], []
        with self._counted():
            go_on = self._tell({"kind": "epoch", "epoch": number, "step": done, **entry})
            return self._look(done) and go_on

    @contextmanager
    def _counted(self) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.spent += time.perf_counter() - began

    def _look(self, done: int) -> bool:
        self._last_look = time.perf_counter()
        logits = logits_of(self._model, self._recipe, self._shown)
        event = {"kind": "look", "step": done, "probabilities": _rounded(softmax(logits))}
        sheet = kernel_sheet(self._model)
        if sheet is not None:
            event["kernels"] = f"kernels-{done}.png"
            (self._pictures / event["kernels"]).write_bytes(sheet)
        return self._tell(event)

    def _tell(self, event: dict) -> bool:
        return self._report(event) is not False


def device() -> str:
    """Say what the computation runs on: "GPU" or "CPU"."""
    import tensorflow as tf

    return "GPU" if tf.config.list_physical_devices("GPU") else "CPU"


def _one_of_each(labels: np.ndarray) -> np.ndarray:
    """Choose eight pictures, of as many classes as there are."""
    order = np.argsort(
        [np.count_nonzero(labels[:place] == label) for place, label in enumerate(labels[:200])], kind="stable"
    )
    return order[:EXAMPLES]


def _rounded(values: np.ndarray) -> list[list[float]]:
    return [[round(float(value), 4) for value in row] for row in values]


def _short(value: float) -> float:
    return float(f"{float(value):.5g}")
