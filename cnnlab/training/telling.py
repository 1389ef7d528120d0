"""What a training tells while it goes on: few, small events, and pictures as files."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from cnnlab.training.loop import Task

Reporter = Callable[[dict], bool | None]

PERIOD = 0.25
"""Seconds between two events at the least."""
LONGEST = 0.8
"""Seconds that it grows to: with each event a training also learns whether it is to end."""
LOOK = 1.0
"""Seconds between two looks at the examples at the least."""
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
    task : Task
        What is trained.
    """

    def __init__(self, report: Reporter, folder: Path, task: Task) -> None:
        self._report, self._task = report, task
        self._pictures = folder / "pictures"
        self._pictures.mkdir(exist_ok=True)
        self._began = self._last = time.perf_counter()
        self._last_look = 0.0
        self._values: list[Sequence[np.ndarray]] = []
        self.spent = 0.0
        """Seconds that telling has taken: events written down and sent, looks at the examples, pictures drawn."""

    def start(self, steps: int, steps_per_epoch: int, done: int) -> bool:
        """Tell what is about to begin; returns whether to go on."""
        with self._counted():
            return self._tell(
                {
                    "kind": "start",
                    "steps": steps,
                    "steps_per_epoch": steps_per_epoch,
                    "step": done,
                    "trained_on": self._task.count,
                    "parameters": int(self._task.model.count_params()),
                    "device": device(),
                    **self._task.begin(self._pictures),
                }
            ) and self._look(done)

    def steps(self, done: int, values: Sequence[np.ndarray], rate: float) -> bool:
        """Take in the values of each measure, for the steps of one call up to step `done`; returns whether to go on."""
        with self._counted():
            return self._steps(done, values, rate)

    def _steps(self, done: int, values: Sequence[np.ndarray], rate: float) -> bool:
        self._values.append(values)
        now = time.perf_counter()
        if now - self._last < max(PERIOD, min((now - self._began) / 2000, LONGEST)):
            return True
        all_values = [np.concatenate(each) for each in zip(*self._values, strict=True)]
        batch = self._task.recipe.batch_size
        event = {
            "kind": "steps",
            "step": done,
            **{name: _short(each.mean()) for name, each in zip(self._task.measures, all_values, strict=True)},
            "rate": _short(rate),
            "images_per_second": round(len(all_values[0]) * batch / (now - self._last), 1),
        }
        self._values, self._last = [], now
        go_on = self._tell(event)
        if go_on and now - self._last_look > max(self._task.look_every, (now - self._began) / 60):
            go_on = self._look(done)
        return go_on

    def heeded(self, done: int, wishes: dict) -> bool:
        """Tell what has been changed by somebody's wish; returns whether to go on."""
        with self._counted():
            return self._tell({"kind": "heeded", "step": done, **wishes})

    def epoch(self, number: int, entry: dict, done: int) -> bool:
        """Tell how an epoch went; returns whether to go on."""
        self._last = time.perf_counter()  # the validation is no part of the images a second
        self._values = []
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
        return self._tell({"kind": "look", "step": done, **self._task.look(self._pictures, done)})

    def _tell(self, event: dict) -> bool:
        return self._report(event) is not False


def one_of_each(labels: np.ndarray) -> np.ndarray:
    """Choose eight pictures, of as many classes as there are; return their places."""
    order = np.argsort(
        [np.count_nonzero(labels[:place] == label) for place, label in enumerate(labels[:200])], kind="stable"
    )
    return order[:EXAMPLES]


def save_strip(pictures: Path, shown: np.ndarray) -> None:
    """Save pictures (N, H, W, C), uint8, side by side as ``examples.png``."""
    from cnnlab.images import encoding

    strip = np.concatenate(list(shown), axis=1)
    (pictures / "examples.png").write_bytes(encoding.png(strip[..., 0] if strip.shape[2] == 1 else strip))


def device() -> str:
    """Say what the computation runs on: "GPU" or "CPU"."""
    import tensorflow as tf

    return "GPU" if tf.config.list_physical_devices("GPU") else "CPU"


def _short(value: float) -> float:
    return float(f"{float(value):.5g}")
