"""A training where it is done: its events are written down, it ends when it is to, and what became of it is told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from cnnlab.engine import work
from cnnlab.engine.disk_errors import disk_error
from cnnlab.engine.run_files import EventLog
from cnnlab.errors import Cancelled, LabError
from cnnlab.folders import run_folder
from cnnlab.recipes import Recipe

log = logging.getLogger(__name__)

TOPIC = "cnnlab-runs"
"""What all trainings say of themselves goes through this one topic of the scheduler, see `work.TOPIC`."""

PERIOD = 0.25
"""Seconds between two messages of a training at the least."""

DIED = LabError(
    "The process that trained this network has died; perhaps the memory was not enough. What the network had "
    "learned at the last checkpoint is kept, and the training can be continued from there."
)
_OUT_OF_MEMORY = LabError(
    "The memory was not enough for this training. Choose a smaller batch, or fewer kernels and units."
)
UNFORESEEN = LabError(
    "The training ended with an error that nobody had foreseen. Whoever runs this laboratory finds it in the "
    "engine's log."
)

_done = 0
"""Trainings that this process has done."""


@dataclass(frozen=True)
class Ended:
    """What became of a training.

    Attributes
    ----------
    status : {"done", "stopped", "failed"}
    error : LabError or None
        Why, where nobody asked for it.
    spoilt : bool
        Something unforeseen has failed, and may have left its traces in the process.
    trainings, megabytes : int
        How many the worker has done, and how much memory it has now.
    """

    status: Literal["done", "stopped", "failed"]
    error: LabError | None = None
    spoilt: bool = False
    trainings: int = 0
    megabytes: int = 0


def run_job(run: str, attempt: str, recipe: Recipe, minutes: float) -> Ended:
    """Train on a worker of a cluster; see `train`."""
    global _done
    import psutil
    from distributed import get_worker

    worker = get_worker()
    key = worker.get_current_task()

    def publish(message: dict) -> None:
        worker.log_event(TOPIC, {"run": run, "attempt": attempt, **message})

    def dropped() -> bool:
        # When the server that asked has gone, Dask cancels the task, which does not end by that alone.
        task = worker.state.tasks.get(key)
        return task is None or task.state == "cancelled"

    with work.cancellable(run) as stop:
        publish({})  # the scheduler adds the worker's address
        ended = train(run_folder(run), attempt, recipe, minutes, stop, dropped, publish)
    _clear()
    _done += 1
    return replace(ended, trainings=_done, megabytes=round(psutil.Process().memory_info().rss / 1e6))


def train(
    folder: Path,
    attempt: str,
    recipe: Recipe,
    minutes: float,
    stop: threading.Event,
    dropped: Callable[[], bool],
    publish: Callable[[dict], None],
) -> Ended:
    """Train by a recipe into the folder of a run, from its last checkpoint if there is one.

    Parameters
    ----------
    folder : Path
    attempt : str
        An attempt that was made before is not made again.
    recipe : Recipe
    minutes : float
        After which it is stopped.
    stop : threading.Event
        Set: it is to end as soon as it notices, and to keep what it has learned.
    dropped : callable
        True: it is to end as soon as it notices, without another word.
    publish : callable
        Gets small messages: ``step`` of ``steps``, and ``ending`` when it has heard that it is to end.

    Returns
    -------
    Ended
        It never raises.
    """
    from cnnlab import training

    report = _Report(folder, minutes, stop, dropped, publish)
    try:
        if not _first_time(folder, attempt):
            return Ended("failed", DIED)
        metrics = training.run(recipe, folder, report, report.go_on)
    except LabError as error:
        return Ended("failed", error)
    except (Cancelled, training.Halted):
        return Ended("stopped", report.reason)
    except Exception as error:
        if not folder.is_dir():  # it has been deleted while something was being written there
            return Ended("stopped")
        log.exception("a training failed")
        return Ended("failed", _in_words(error), spoilt=True)
    if metrics["ended"] == "stopped":
        return Ended("stopped", report.reason)
    return Ended("done")


class _Report:
    """What a training calls with each event, and asks in between; it answers whether to go on."""

    def __init__(
        self,
        folder: Path,
        minutes: float,
        stop: threading.Event,
        dropped: Callable[[], bool],
        publish: Callable[[dict], None],
    ) -> None:
        self.reason: LabError | None = None
        self._log = EventLog(folder)
        self._minutes, self._stop, self._dropped, self._publish = minutes, stop, dropped, publish
        self._until = time.monotonic() + 60 * minutes
        self._said = 0.0
        self._steps = 0
        self._ending = False

    def __call__(self, event: dict) -> bool:
        if self._dropped():
            raise Cancelled
        self._log.append(event)
        self._steps = event.get("steps", self._steps)
        if not self.go_on():
            return False
        now = time.monotonic()
        if now - self._said >= PERIOD:
            self._publish({"step": event["step"], "steps": self._steps})
            self._said = now
        return True

    def go_on(self) -> bool:
        """Tell whether to go on, where nothing has happened that could be told."""
        if self._dropped():
            raise Cancelled
        if time.monotonic() > self._until and not self._stop.is_set():
            self.reason = LabError(
                "It has reached the limit of {minutes} minutes for one training. What it has learned is kept, "
                "and it can be continued.",
                minutes=f"{self._minutes:g}",
            )
            self._stop.set()
        if not self._stop.is_set():
            return True
        if not self._ending:
            self._publish({"ending": True})
            self._ending = True
        return False


def _first_time(folder: Path, attempt: str) -> bool:
    """Note an attempt, and tell whether it was not noted before.

    A scheduler that is not ours may give the work of a worker that died to another one.
    """
    mark = folder / "attempt"
    if mark.is_file() and mark.read_text("ascii") == attempt:
        return False
    mark.write_text(attempt, "ascii")
    return True


def _in_words(error: Exception) -> LabError:
    if _is_memory(error):
        return _OUT_OF_MEMORY
    cause: BaseException | None = error
    while cause is not None:  # a ZIP file that the disk has no room for fails once more while it is closed
        if said := disk_error(cause):
            return said
        cause = cause.__cause__ or cause.__context__
    return UNFORESEEN


def _is_memory(error: Exception) -> bool:
    # TensorFlow's own is known by its name: whoever has met it has loaded TensorFlow, others need not.
    return isinstance(error, MemoryError) or type(error).__name__ == "ResourceExhaustedError"


def _clear() -> None:
    """Give back what the last network held."""
    import gc

    import keras

    keras.utils.clear_session()
    gc.collect()
