"""Calls on a Dask cluster, wherever it is."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from cnnlab.engine import job_work, work
from cnnlab.engine.futures import (
    GLANCE,
    answers,
    connection_lost,
    finished,
    outcome,
    submit,
    took_too_long,
    worker_of,
)
from cnnlab.engine.lanes import Lane, Seat, stopped
from cnnlab.engine.long import LongCall
from cnnlab.engine.state import EngineState, Phase
from cnnlab.engine.training_lanes import TrainingLanes
from cnnlab.errors import LabError

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a cancelled call has for its next report before its worker is restarted."""

FORGOTTEN = 120.0
"""Seconds after which a long call that nobody looks at is cancelled, or makes room for the next one."""


class Cluster(ABC):
    """Lanes of workers behind a scheduler; the subclasses say where these come from.

    Parameters
    ----------
    training : tuple of str
        Names of the lanes on which networks are trained.
    """

    def __init__(self, training: tuple[str, ...]) -> None:
        self.lanes = {"quick": Lane("quick", limit=64), "long": Lane("long", limit=32)}
        self.lanes |= {name: Lane(name, limit=1000) for name in training}
        self.trainer = TrainingLanes(self, training)
        self.unshared: LabError | None = None
        """Why the workers cannot train: their folder of runs is not ours."""
        self._began = time.monotonic()
        self._long_calls: weakref.WeakValueDictionary[str, LongCall] = weakref.WeakValueDictionary()
        self._runs_on: dict[str, str] = {}
        self._client: Any = None
        self._severed = threading.Event()

    @abstractmethod
    def start(self) -> None:
        """Begin to start everything, and return at once."""

    @abstractmethod
    def stop(self) -> None:
        """End everything."""

    @abstractmethod
    def state(self) -> EngineState:
        """Say how things are."""

    @abstractmethod
    def want(self, lane: str) -> None:
        """Have the worker of `lane` started, if it is not there yet."""

    @abstractmethod
    def restart(self, lane: str, seat: Seat, worker: Callable[[], str | None]) -> None:
        """Restart the worker behind `seat`; `worker` finds out its address, or gives None."""

    @abstractmethod
    def recycle(self, lane: str, seat: Seat) -> None:
        """Replace the worker behind `seat`, which has nothing to do now, by a fresh one, where it is ours."""

    def train_phase(self) -> Phase:
        """Say how the lanes for training are, in the best word of them."""
        phases = {self.lanes[name].phase for name in self.trainer.names}
        return next(phase for phase in ("ready", "starting", "restarting", "off") if phase in phases)

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the quick lane."""
        return self.lanes["quick"].wait_until_open(timeout)

    def call(self, function: Callable, args: tuple, timeout: float) -> Any:
        """Run ``function(*args)`` in the quick lane; see `cnnlab.engine.call`."""
        with self.lanes["quick"].turn(timeout) as seat:
            future = submit(seat, work.run_quick, function, args)
            try:
                if finished(seat, future, timeout):
                    return outcome(future)
                self.check(seat)
                self.restart("quick", seat, lambda: worker_of(seat, future))
                raise took_too_long(timeout)
            finally:
                future.release()

    def call_long(self, function: Callable, args: tuple, timeout: float) -> LongCall:
        """Run ``function(*args, report=...)`` in the long lane; see `cnnlab.engine.call_long`."""
        if not self.lanes["long"].room(GLANCE):
            raise self.lanes["long"].full()
        self.want("long")
        call = LongCall()
        self._long_calls[call.id] = call
        arguments = (call, function, args, timeout)
        threading.Thread(target=self._drive, args=arguments, name=f"cnnlab-{call.id}", daemon=True).start()
        return call

    def _drive(self, call: LongCall, function: Callable, args: tuple, timeout: float) -> None:
        """See a long call through, in a thread of its own."""
        lane = self.lanes["long"]
        call.when_cancelled(lane.nudge)
        try:
            with lane.turn(None, lambda: _still_wanted(call)) as seat:
                value = (
                    work.Stopped() if seat is None else self._run_long(seat, call, function, args, timeout)
                )
        except BaseException as error:  # noqa: BLE001 - whoever asks for the result gets it
            call.fail(error)
        else:
            call.finish(value)
        finally:
            self._runs_on.pop(call.id, None)

    def _run_long(self, seat: Seat, call: LongCall, function: Callable, args: tuple, timeout: float) -> Any:
        call.begin()
        future = submit(seat, work.run_long, call.id, function, args)
        call.when_cancelled(lambda: self._pass_on(seat, call.id))
        try:
            if finished(seat, future, timeout, lambda: _still_wanted(call)):
                return outcome(future)
            late = _still_wanted(call)
            call.cancel()
            value: Any = work.Stopped()
            if finished(seat, future, GRACE):
                value = outcome(future)
            else:
                self.check(seat)
                self.restart("long", seat, lambda: self._runs_on.get(call.id))
            if late and isinstance(value, work.Stopped):
                raise took_too_long(timeout)
            return value
        finally:
            future.release()

    def _pass_on(self, seat: Seat, call: str) -> None:
        """Tell the worker of a long call that it was cancelled, without waiting for the answer."""
        worker = self._runs_on.get(call)
        if worker is not None:
            threading.Thread(target=_cancel_on, args=(seat, worker, call), daemon=True).start()

    def check(self, seat: Seat) -> None:
        """Raise a `LabError` if a call has no answer because of the scheduler, and not of its worker."""
        if seat.lost.is_set() or not answers(seat.client):
            raise stopped() if self.lanes["quick"].ended else connection_lost()

    def connect(self, address: str, security: Any, timeout: float) -> None:
        """Connect to a scheduler, and subscribe to what its workers report.

        Raises
        ------
        OSError
            Nobody answers there, or with the wrong certificate.
        """
        import dask
        from distributed import Client

        # A picture of a thousand pixels a side is no mistake, which Dask takes it for.
        dask.config.set({"distributed.admin.large-graph-warning-threshold": "100 MB"})
        # What it logs at the loss of a scheduler is for the engine, which acts on it, not for the terminal.
        for name in ("distributed", "distributed.client"):
            logging.getLogger(name).setLevel(logging.CRITICAL)
        client = Client(address, security=security, timeout=timeout, set_as_default=False, name="cnnlab")
        client.subscribe_topic(work.TOPIC, self._take_report)
        client.subscribe_topic(job_work.TOPIC, self.trainer.take_message)
        self._client, self._severed = client, threading.Event()

    def disconnect(self) -> None:
        """Let go of the scheduler; calls that still run on it raise a `LabError`."""
        client, self._client = self._client, None
        if client is None:
            return
        # First those who wait, then the connection: Dask does not survive it the other way round.
        self._severed.set()
        for lane in self.lanes.values():
            lane.close()
            lane.drain(2 * GLANCE)
        client.close(timeout=1.0)

    def end_calls(self) -> None:
        """Refuse further calls, and have those that wait or run raise a `LabError`."""
        for lane in self.lanes.values():
            lane.end()
        self._severed.set()
        for lane in self.lanes.values():
            lane.drain(2 * GLANCE)

    def seat(self, resources: dict[str, float] | None, places: int = 1) -> Seat:
        """Make a seat on the present connection."""
        return Seat(self._client, resources, places, self._severed)

    def _take_report(self, event: tuple) -> None:
        _, message = event
        call = self._long_calls.get(message["call"])
        if call is None:
            return  # another server's, on a shared cluster
        if "report" in message:
            call.add_report(*work.unpack(message["report"]))
        else:  # the announcement; the scheduler has added which worker it came from
            self._runs_on[call.id] = message["worker"]
            if call.cancel_requested:
                call.cancel()


def _still_wanted(call: LongCall) -> bool:
    return not call.cancel_requested and call.idle < FORGOTTEN


def _cancel_on(seat: Seat, worker: str, call: str) -> None:
    try:
        seat.client.run(work.cancel, call, workers=[worker])
    except Exception:
        # The worker has gone, and the call with it.
        log.info("call %s could not be cancelled on its worker", call, exc_info=True)
