"""The engine without processes: everything runs in this one, for tests and notebooks."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from cnnlab.engine import job_work
from cnnlab.engine.job import Job
from cnnlab.engine.lanes import stopped
from cnnlab.engine.long import LongCall
from cnnlab.engine.state import EngineState
from cnnlab.engine.work import Stopped, reporter
from cnnlab.errors import Cancelled, LabError
from cnnlab.folders import run_folder


class Inline:
    """Calls run where they are made, long calls in a thread.

    There is nothing to restart here, so time limits are not enforced, and a long call
    ends only at its next report.
    """

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._stopped = False
        self.trainer = InlineTrainer()

    def start(self) -> None:
        """Nothing needs to be started."""

    def stop(self) -> None:
        """Refuse further calls."""
        self._stopped = True

    def wait_until_ready(self, timeout: float) -> bool:
        """Tell that it is ready, until it has been stopped."""
        return not self._stopped

    def state(self) -> EngineState:
        """Say how things are."""
        phase = "off" if self._stopped else "ready"
        return EngineState(
            mode="inline",
            scheduler=phase,
            quick=phase,
            long=phase,
            train=phase,
            seconds=time.monotonic() - self._began,
        )

    def call(self, function: Callable, args: tuple, timeout: float) -> Any:
        """Run ``function(*args)`` here and now."""
        if self._stopped:
            raise stopped()
        return function(*args)

    def call_long(self, function: Callable, args: tuple, timeout: float) -> LongCall:
        """Run ``function(*args, report=...)`` in a thread."""
        if self._stopped:
            raise stopped()
        call = LongCall()
        threading.Thread(
            target=_drive, args=(call, function, args), name=f"cnnlab-{call.id}", daemon=True
        ).start()
        return call


class InlineTrainer:
    """Trainings, one at a time, in the thread that asks for them."""

    slots = 1
    refusal: LabError | None = None

    def train(self, job: Job, minutes: float) -> job_work.Ended:
        """Train, and return when that has ended, which it does as soon as it notices that it is not wanted."""
        folder, dropped = run_folder(job.run), job.dropped.is_set
        return job_work.train(folder, job.attempt, job.recipe, minutes, job.stopping, dropped, job.take)


def _drive(call: LongCall, function: Callable, args: tuple) -> None:
    cancelled = threading.Event()
    call.when_cancelled(cancelled.set)
    call.begin()
    try:
        value = function(*args, report=reporter(cancelled, lambda report: call.add_report(*report)))
    except Cancelled:
        call.finish(Stopped())
    except BaseException as error:  # noqa: BLE001 - whoever asks for the result gets it
        call.fail(error)
    else:
        call.finish(value)
