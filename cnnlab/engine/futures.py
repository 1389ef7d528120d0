"""One call on its way: handed to Dask, waited for, and what becomes of it."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import Any

from cnnlab.engine import work
from cnnlab.engine.lanes import Seat
from cnnlab.errors import LabError

log = logging.getLogger(__name__)

GLANCE = 0.25
"""Seconds between two looks at whether a call is still wanted."""

FETCH = 10.0
"""Seconds for the result of a call that has ended to arrive."""

PATIENCE = 4.0
"""Seconds that a scheduler has for a sign of life, which usually takes it a few milliseconds."""

_LOST = (CancelledError, OSError, TimeoutError, RuntimeError)  # the last one: Dask's loop has been closed


def rehearse(seat: Seat) -> None:
    """Make one call, which nobody waits for: the first one of a connection takes 100 ms instead of 10."""
    future = submit(seat, work.run_quick, len, ((),))
    try:
        future.result(timeout=FETCH)
    finally:
        future.release()


def submit(seat: Seat, run: Callable, *args: Any) -> Any:
    """Hand a call to the scheduler.

    Returns
    -------
    distributed.Future
        To be released by whoever waits for it.

    Raises
    ------
    TypeError
        Something among the arguments cannot be sent.
    LabError
        The connection is lost.
    """
    try:
        return seat.client.submit(run, *args, pure=False, retries=0, resources=seat.resources)
    except TypeError:
        raise
    except Exception as error:
        # The client has been closed meanwhile; Dask has no error of its own for that.
        log.warning("a call could not be handed over: %s", error)
        raise connection_lost() from error


def _always() -> bool:
    return True


def finished(seat: Seat, future: Any, timeout: float, go_on: Callable[[], bool] = _always) -> bool:
    """Wait until a future has ended, well or not.

    False: the time is over, `go_on` says no, or the connection is lost.
    """
    from distributed import wait

    deadline = time.monotonic() + timeout
    while not seat.lost.is_set() and go_on() and (left := deadline - time.monotonic()) > 0:
        try:
            with seat.client.as_current():
                wait(future, timeout=min(left, GLANCE))
        except TimeoutError:
            continue
        except _LOST:
            return True  # it will not get any further
        return True
    return future.done() and not seat.lost.is_set()


def outcome(future: Any, died: LabError | None = None) -> Any:
    """Give the result of a future that has ended, or raise what the function raised, or a `LabError`.

    Parameters
    ----------
    future : distributed.Future
    died : LabError, optional
        What is raised where the worker has died.
    """
    from distributed.scheduler import KilledWorker

    try:
        return future.result(timeout=FETCH)
    except KilledWorker as error:
        raise died or LabError(
            "The process that was calculating has died and is being started again; perhaps the memory was "
            "not enough. Please try again in a few seconds."
        ) from error
    except _LOST as error:
        if future.status == "error":
            raise  # the function's own
        raise connection_lost() from error


def worker_of(seat: Seat, future: Any) -> str | None:
    """Find the address of the worker that has a task; None if that cannot be found out."""
    try:
        processing = seat.client.sync(seat.client.scheduler.processing, workers=None, callback_timeout=2)
    except (OSError, TimeoutError):
        return None
    return next((worker for worker, keys in processing.items() if future.key in keys), None)


def answers(client: Any) -> bool:
    """Ask the scheduler for a sign of life; False: none came within `PATIENCE`, or there is no connection."""
    scheduler = client.scheduler
    if client.status != "running" or scheduler is None:
        return False
    try:
        client.sync(scheduler.identity, n_workers=0, callback_timeout=PATIENCE)
    except _LOST:
        return False
    return True


def took_too_long(seconds: float) -> LabError:
    """Give the error for a call that was stopped after so many seconds."""
    return LabError(
        "This calculation took longer than {seconds} seconds and was stopped. Choose a smaller picture or "
        "smaller settings.",
        seconds=f"{seconds:g}",
    )


def connection_lost() -> LabError:
    """Give the error for a call whose scheduler is gone."""
    return LabError(
        "The connection to the calculating processes was lost and is being restored. Please try again in a "
        "few seconds."
    )
