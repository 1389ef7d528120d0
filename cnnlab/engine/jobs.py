"""Trainings on their way: queued, given to a slot when one is free, seen through, and what became of them."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from cnnlab.engine import run_files, serving
from cnnlab.engine.fair_queue import FairQueue
from cnnlab.engine.job import Job
from cnnlab.engine.job_work import UNFORESEEN
from cnnlab.engine.lanes import stopped
from cnnlab.engine.limits import Limits, limits
from cnnlab.errors import LabError
from cnnlab.folders import home
from cnnlab.recipes import Recipe

if TYPE_CHECKING:
    from cnnlab.engine.job_work import Ended
    from cnnlab.engine.store import Status

log = logging.getLogger(__name__)

FAREWELL = 5.0
"""Seconds for the threads of trainings to end when the engine stops."""


class Trainer(Protocol):
    """Where trainings are done."""

    @property
    def slots(self) -> int:
        """How many can be done at the same time."""

    @property
    def refusal(self) -> LabError | None:
        """Why none can be done."""

    def train(self, job: Job, minutes: float) -> Ended:
        """Do one, and return when it has ended."""


class Jobs:
    """The trainings of this server. Any thread may use it.

    Parameters
    ----------
    trainer : Trainer
    settings : Limits
    """

    def __init__(self, trainer: Trainer, settings: Limits) -> None:
        self.trainer, self.home = trainer, home()
        self._limits = settings
        self._lock = threading.RLock()
        self._queue = FairQueue(settings.queue)
        self._jobs: dict[str, Job] = {}
        self._unwritten: dict[str, tuple[Status, LabError | None]] = {}
        self._closed = False
        self._store = serving.begin(self._alive, self.stop)

    @property
    def running(self) -> int:
        """How many run."""
        return self._queue.running

    @property
    def queued(self) -> int:
        """How many wait."""
        return self._queue.waiting

    def submit(self, recipe: Recipe, owner: str) -> str:
        """Queue a recipe, and return the id of its run."""
        run = secrets.token_hex(16)

        def enter() -> None:
            run_files.write_recipe(run, recipe)
            try:
                self._store.add(run, owner)
            except LabError:
                run_files.remove(run)
                raise

        self._enter(Job(run, owner, recipe), enter)
        return run

    def resume(self, run: str, owner: str, recipe: Recipe) -> None:
        """Queue a run once more, with a recipe that may have more epochs than before."""

        def enter() -> None:
            if not self._store.change(run, "queued"):
                raise LabError("This run has not ended yet.")
            try:
                run_files.write_recipe(run, recipe)
            except LabError as error:
                self._store.change(run, "failed", error)
                raise

        self._enter(Job(run, owner, recipe), enter)

    def stop(self, run: str) -> bool:
        """Have a training end, or not begin; it keeps what it has learned.

        Returns at once, and tells whether it is here.
        """
        with self._lock:
            job = self._jobs.get(run)
            waits = self._queue.remove(run)
            if waits:
                del self._jobs[run]
        if waits:
            self._note(run, "stopped")
        elif job is not None:
            job.stop()
        return job is not None

    def remove(self, run: str, forget: Callable[[], None]) -> None:
        """Stop a training, and have `forget` called: now, and once more when nobody writes into its folder."""
        with self._lock:
            job = self._jobs.get(run)
            if job is not None:
                job.afterwards(forget)
        self.stop(run)
        forget()  # a training that has heard it, or finds its folder gone, leaves nothing behind

    def position(self, run: str) -> int:
        """Return its place in the queue, 1 for the next, and also once its turn has come; 0 where it is not here."""
        with self._lock:
            return self._queue.position(run) or int(run in self._jobs)

    def progress(self, run: str) -> float:
        """Return how much of a training is done, from 0 to 1; 0 where it does not run."""
        job = self._jobs.get(run)
        return 0.0 if job is None else job.fraction

    def standing(self, run: str) -> tuple[Status, LabError | None] | None:
        """Return what became of a run where the store could not be told; None otherwise."""
        return self._unwritten.get(run)

    def refuse(self) -> None:
        """Take no more, begin no more, and let go of those that run."""
        with self._lock:
            self._closed = True
            for job in self._jobs.values():
                job.dropped.set()

    def close(self) -> None:
        """Have it written down that what was not finished is lost; return when that is done."""
        from cnnlab.engine.store import LOST

        self.refuse()
        with self._lock:
            left = list(self._jobs.values())
        for job in left:
            if job.thread is not None:
                job.thread.join(FAREWELL)
            if job.run in self._jobs:
                self._note(job.run, "lost", LOST)

    def _enter(self, job: Job, enter: Callable[[], None]) -> None:
        self._limits.check(job.recipe)
        if self.trainer.refusal is not None:
            raise self.trainer.refusal
        with self._lock:
            if self._closed:
                raise stopped()
            self._queue.check(job.owner)
            enter()
            self._unwritten.pop(job.run, None)
            self._jobs[job.run] = job
            self._queue.add(job.run, job.owner)
            self._give()

    def _give(self) -> None:
        """Begin those whose turn it is. The lock is held."""
        while not self._closed and self._queue.running < self.trainer.slots:
            run = self._queue.take()
            if run is None:
                return
            job = self._jobs[run]
            name = f"cnnlab-run-{run[:8]}"
            job.thread = threading.Thread(target=self._see_through, args=(job,), name=name, daemon=True)
            job.thread.start()

    def _see_through(self, job: Job) -> None:
        from cnnlab.engine.store import LOST

        status, error = self._trained(job)
        if self._closed and status != "done":
            status, error = "lost", LOST
        with self._lock:
            # In one go: who sees that it has ended may at once queue it again.
            self._note(job.run, status, error)
            del self._jobs[job.run]
            self._queue.end(job.run)
            self._give()
        try:
            job.over()
        except Exception:
            log.exception("what was to be done after run %s has failed", job.run)

    def _trained(self, job: Job) -> tuple[Status, LabError | None]:
        try:
            if not self._store.change(job.run, "running"):
                return "stopped", None  # it has been deleted meanwhile
            ended = self.trainer.train(job, self._limits.minutes)
        except LabError as error:
            return "failed", error
        except Exception:
            log.exception("run %s has failed", job.run)
            return "failed", UNFORESEEN
        return ended.status, ended.error

    def _note(self, run: str, status: Status, error: LabError | None = None) -> None:
        """Write down what became of a run; where that cannot be done, try again at each sign of life."""
        try:
            self._store.change(run, status, error)
        except LabError:
            log.warning("what became of run %s could not be written down", run, exc_info=True)
            self._unwritten[run] = (status, error)
        else:
            self._unwritten.pop(run, None)

    def _alive(self) -> tuple[str, ...]:
        for run, (status, error) in tuple(self._unwritten.items()):
            self._note(run, status, error)
        with self._lock:
            self._give()  # workers may have come since, of a cluster elsewhere
        return tuple(self._jobs)


_current: Jobs | None = None
_guard = threading.Lock()


def current() -> Jobs:
    """Return the trainings of this process; the engine is started where that has not been done.

    Raises
    ------
    LabError
        The engine has been stopped; the laboratory's folder cannot be used; or a setting makes no sense.
    """
    global _current
    from cnnlab import engine

    trainer = engine.trainer()
    with _guard:
        if _current is None or _current.trainer is not trainer or _current.home != home():
            if _current is not None:
                _current.close()
            _current = Jobs(trainer, limits())
        return _current


def known() -> Jobs | None:
    """Return the trainings of this process if there have been any."""
    return _current


def end() -> None:
    """Close what `current` has given: the engine has been stopped."""
    global _current
    with _guard:
        jobs, _current = _current, None
    if jobs is not None:
        jobs.close()
    serving.end()
