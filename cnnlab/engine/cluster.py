"""Calls on a Dask cluster, wherever it is."""

from __future__ import annotations

import logging
import threading
import time
import weakref
from abc import ABC, abstractmethod
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

from cnnlab.engine import work
from cnnlab.engine.lanes import Lane, Seat
from cnnlab.engine.long import LongCall
from cnnlab.engine.state import EngineState
from cnnlab.errors import LabError

log = logging.getLogger(__name__)

GRACE = 10.0
"""Seconds that a cancelled call has for its next report before its worker is restarted."""

FORGOTTEN = 120.0
"""Seconds after which a long call that nobody looks at is cancelled."""

_GLANCE = 0.25  # seconds between two looks at whether a long call is still wanted


class Cluster(ABC):
    """Two lanes of workers behind a scheduler; the subclasses say where these come from."""

    def __init__(self) -> None:
        self.lanes = {"quick": Lane("quick", limit=64), "long": Lane("long", limit=32)}
        self._began = time.monotonic()
        self._long_calls: weakref.WeakValueDictionary[str, LongCall] = weakref.WeakValueDictionary()
        self._workers: dict[str, str] = {}

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

    def wait_until_ready(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the quick lane."""
        return self.lanes["quick"].wait_until_open(timeout)

    def call(self, function: Callable, args: tuple, timeout: float) -> Any:
        """Run ``function(*args)`` in the quick lane; see `cnnlab.engine.call`."""
        with self.lanes["quick"].turn(timeout) as seat:
            future = _submit(seat, work.run_quick, function, args)
            try:
                if _finished(future, timeout):
                    return _outcome(future)
                self.restart("quick", seat, lambda: _worker_of(seat, future))
                raise _took_too_long(timeout)
            finally:
                future.release()

    def call_long(self, function: Callable, args: tuple, timeout: float) -> LongCall:
        """Run ``function(*args, report=...)`` in the long lane; see `cnnlab.engine.call_long`."""
        if self.lanes["long"].waiting >= self.lanes["long"].limit:
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
            with lane.turn(None, lambda: not call.cancel_requested) as seat:
                value = (
                    work.Stopped() if seat is None else self._run_long(seat, call, function, args, timeout)
                )
        except BaseException as error:  # noqa: BLE001 - whoever asks for the result gets it
            call.fail(error)
        else:
            call.finish(value)
        finally:
            self._workers.pop(call.id, None)

    def _run_long(self, seat: Seat, call: LongCall, function: Callable, args: tuple, timeout: float) -> Any:
        call.begin()
        future = _submit(seat, work.run_long, call.id, function, args)
        call.when_cancelled(lambda: self._pass_on(seat, call.id))
        try:
            if _finished(future, timeout, lambda: not call.cancel_requested and call.idle < FORGOTTEN):
                return _outcome(future)
            late = not call.cancel_requested and call.idle < FORGOTTEN
            call.cancel()
            value: Any = work.Stopped()
            if _finished(future, GRACE):
                value = _outcome(future)
            else:
                self.restart("long", seat, lambda: self._workers.get(call.id))
            if late and isinstance(value, work.Stopped):
                raise _took_too_long(timeout)
            return value
        finally:
            future.release()

    def _pass_on(self, seat: Seat, call: str) -> None:
        """Tell the worker of a long call that it was cancelled, without waiting for the answer."""
        worker = self._workers.get(call)
        if worker is not None:
            threading.Thread(target=_cancel_on, args=(seat, worker, call), daemon=True).start()

    def connect(self, address: str, security: Any, timeout: float) -> Any:
        """Connect to a scheduler.

        Returns
        -------
        distributed.Client
            With the reports of long calls subscribed to.

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
        return client

    def _take_report(self, event: tuple) -> None:
        _, message = event
        call = self._long_calls.get(message["call"])
        if call is None:
            return  # another server's, on a shared cluster
        if "report" in message:
            call.add_report(*work.unpack(message["report"]))
        else:  # the announcement; the scheduler has added which worker it came from
            self._workers[call.id] = message["worker"]
            if call.cancel_requested:
                call.cancel()


def rehearse(seat: Seat) -> None:
    """Make one call, which nobody waits for: the first one of a connection takes 100 ms instead of 10."""
    future = _submit(seat, work.run_quick, len, ((),))
    try:
        future.result(timeout=GRACE)
    finally:
        future.release()


def _submit(seat: Seat, run: Callable, *args: Any) -> Any:
    try:
        return seat.client.submit(run, *args, pure=False, retries=0, resources=seat.resources)
    except Exception as error:
        log.warning("a call could not be handed over: %s", error)
        raise _connection_lost() from error


def _always() -> bool:
    return True


def _finished(future: Any, timeout: float, go_on: Callable[[], bool] = _always) -> bool:
    """Wait until a future has ended, well or not; False if the time is over or `go_on` says no."""
    from distributed import wait

    deadline = time.monotonic() + timeout
    while go_on() and (left := deadline - time.monotonic()) > 0:
        try:
            with future.client.as_current():
                wait(future, timeout=min(left, _GLANCE))
        except TimeoutError:
            continue
        except CancelledError:
            return True
        return True
    return future.done()


def _outcome(future: Any) -> Any:
    """Give the result of a future that has ended, or raise what the function raised, or a `LabError`."""
    from distributed.scheduler import KilledWorker

    try:
        return future.result(timeout=GRACE)
    except KilledWorker as error:
        raise LabError(
            "The process that was calculating has died and is being started again; perhaps the memory was "
            "not enough. Please try again in a few seconds."
        ) from error
    except Exception as error:
        if future.status == "error":
            raise
        raise _connection_lost() from error


def _worker_of(seat: Seat, future: Any) -> str | None:
    """Find the address of the worker that has a task; None if that cannot be found out."""
    try:
        processing = seat.client.sync(seat.client.scheduler.processing, workers=None, callback_timeout=2)
    except (OSError, TimeoutError):
        return None
    return next((worker for worker, keys in processing.items() if future.key in keys), None)


def _cancel_on(seat: Seat, worker: str, call: str) -> None:
    try:
        seat.client.run(work.cancel, call, workers=[worker])
    except Exception:
        # The worker has gone, and the call with it.
        log.info("call %s could not be cancelled on its worker", call, exc_info=True)


def _took_too_long(seconds: float) -> LabError:
    return LabError(
        "This calculation took longer than {seconds} seconds and was stopped. Choose a smaller picture or "
        "smaller settings.",
        seconds=round(seconds, 1),
    )


def _connection_lost() -> LabError:
    return LabError(
        "The connection to the calculating processes was lost and is being restored. Please try again in a "
        "few seconds."
    )
