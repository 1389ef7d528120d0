"""Trainings on a Dask cluster: each is given to a lane, seen through, and stopped if it is to be."""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from cnnlab.engine import job_work, work
from cnnlab.engine.futures import finished, outcome, submit
from cnnlab.engine.job import Job
from cnnlab.engine.job_work import Ended
from cnnlab.engine.lanes import Lane, Seat
from cnnlab.errors import LabError

if TYPE_CHECKING:
    from cnnlab.engine.cluster import Cluster

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a training has to hear that it is to end before its worker is restarted."""

MEASURING = 300.0
"""Seconds that it then has to measure what it has learned."""

SPARE = 600.0
"""Seconds beyond its limit, which it keeps by itself, after which a training is given up."""

MOST_TRAININGS = 20
"""After so many a worker is replaced: what TensorFlow keeps of each is little, but it keeps it for ever."""

MOST_MEGABYTES = 2000
"""A worker that holds more than this after a training is replaced."""


class TrainingLanes:
    """The lanes of a cluster on which networks are trained.

    Parameters
    ----------
    cluster : Cluster
    names : tuple of str
        Its lanes for this.
    """

    def __init__(self, cluster: Cluster, names: tuple[str, ...]) -> None:
        self._cluster, self.names = cluster, names
        self._lock = threading.Lock()
        self._taken: Counter[str] = Counter()
        self._jobs: dict[str, Job] = {}  # by attempt

    @property
    def slots(self) -> int:
        """How many can train at the same time; 1 as long as that is not known."""
        seats = (self._cluster.lanes[name].seat for name in self.names)
        return sum(1 if seat is None else seat.places for seat in seats)

    @property
    def refusal(self) -> LabError | None:
        """Why nothing can be trained at all; None where it can."""
        return self._cluster.unshared

    def train(self, job: Job, minutes: float) -> Ended:
        """Train, and return when that has ended.

        Raises
        ------
        LabError
            The worker or the connection was lost, or the engine is being stopped.
        """
        with self._lane() as lane:
            self._cluster.want(lane.name)
            job.when_stopped(lane.nudge)
            with lane.turn(None, lambda: not job.stopping.is_set()) as seat:
                if seat is None:
                    return Ended("stopped")
                ended = self._see_through(lane, seat, job, minutes)
                worn = ended.trainings >= MOST_TRAININGS or ended.megabytes > MOST_MEGABYTES
                if worn or ended.spoilt:
                    self._cluster.recycle(lane.name, seat)
                return ended

    def take_message(self, event: tuple) -> None:
        """Take in what a worker says of a training."""
        _, message = event
        job = self._jobs.get(message["attempt"])
        if job is not None:  # otherwise another server's, on a shared cluster
            job.take(message)

    @contextmanager
    def _lane(self) -> Iterator[Lane]:
        with self._lock:
            name = min(self.names, key=lambda name: self._taken[name])
            self._taken[name] += 1
        try:
            yield self._cluster.lanes[name]
        finally:
            with self._lock:
                self._taken[name] -= 1

    def _see_through(self, lane: Lane, seat: Seat, job: Job, minutes: float) -> Ended:
        self._jobs[job.attempt] = job
        try:
            future = submit(seat, job_work.run_job, job.run, job.attempt, job.recipe, minutes)
            job.when_stopped(lambda: self._pass_on(seat, job))
            try:
                if finished(
                    seat, future, 60 * minutes + SPARE, lambda: not job.stopping.is_set()
                ) or self._stopped(seat, job, future):
                    return outcome(future, job_work.DIED)
                self._cluster.restart(lane.name, seat, lambda: job.worker or None)
                return Ended("stopped", UNANSWERED)
            finally:
                future.release()
        finally:
            del self._jobs[job.attempt]

    def _stopped(self, seat: Seat, job: Job, future: Any) -> bool:
        """Wait until a training that is to end has ended; False: it does not hear."""
        self._cluster.check(seat)
        began = time.monotonic()
        job.stop()
        while not finished(seat, future, 1.0):
            if time.monotonic() - began > (MEASURING if job.ending else GRACE):
                self._cluster.check(seat)
                return False
            if not job.ending:
                job.stop()  # once more: it may not have been known where it runs
        return True

    def _pass_on(self, seat: Seat, job: Job) -> None:
        """Tell the worker that its training is to end, without waiting for the answer.

        It sets an event there, which the training reads at each report for nothing. A `distributed.Event` would
        ask the scheduler each time.
        """
        if job.worker:
            threading.Thread(target=_cancel_on, args=(seat, job), daemon=True).start()


UNANSWERED = LabError(
    "The training did not hear that it was to end, and its process was ended instead. What the network had "
    "learned at the last checkpoint is kept."
)


def _cancel_on(seat: Seat, job: Job) -> None:
    try:
        seat.client.run(work.cancel, job.run, workers=[job.worker])
    except Exception:
        # The worker has gone, and the training with it.
        log.info("run %s could not be stopped on its worker", job.run, exc_info=True)
