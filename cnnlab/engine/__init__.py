"""Where TensorFlow runs: in processes of its own, reached through these functions.

One engine serves the whole process, however many visitors it has. `start` and `stop`
belong to the server; pages use `call` and `call_long`. The environment variable
``CNNLAB_SCHEDULER`` says where the work is done:

============================  =======================================================
unset or empty                on this computer: a scheduler and workers of our own
``tcp://...``, ``tls://...``  on the Dask cluster at that address, whose workers can
                              import this package
``inline``                    in this process (tests, notebooks)
============================  =======================================================

Importing this module costs nothing and never loads TensorFlow.

Examples
--------
>>> from cnnlab import engine
>>> engine.call(max, 3, 5)  # doctest: +SKIP
5
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from cnnlab.engine import jobs
from cnnlab.engine.lanes import stopped
from cnnlab.engine.long import LongCall, Report
from cnnlab.engine.runs import (
    Run,
    delete_run,
    events,
    metrics,
    picture,
    resume,
    run,
    runs_of,
    stop_run,
    submit,
    wish,
)
from cnnlab.engine.series import begin_series, end_all_series, end_series, series_of
from cnnlab.engine.state import EngineState, Mode
from cnnlab.errors import LabError

if TYPE_CHECKING:
    from cnnlab.engine.cluster import Cluster
    from cnnlab.engine.inline import Inline
    from cnnlab.engine.jobs import Trainer

__all__ = [
    "EngineState",
    "LongCall",
    "Report",
    "Run",
    "begin_series",
    "call",
    "call_long",
    "delete_run",
    "end_series",
    "events",
    "metrics",
    "picture",
    "ready",
    "resume",
    "run",
    "runs_of",
    "series_of",
    "start",
    "state",
    "stop",
    "stop_run",
    "submit",
    "wait_until_ready",
    "wish",
]

log = logging.getLogger(__name__)

BEGIN_LATEST = 60.0
"""Seconds after which runs are looked after, whether the engine is ready or not."""

_lock = threading.Lock()
_engine: Cluster | Inline | None = None
_stopped = False


def start() -> None:
    """Start the engine, and return at once; what is needed for `call` comes up meanwhile.

    Calling it again does nothing.

    Raises
    ------
    LabError
        ``CNNLAB_SCHEDULER`` is none of the things it may be.
    """
    global _engine, _stopped
    with _lock:
        if _engine is None:
            engine = make(os.environ.get("CNNLAB_SCHEDULER", ""))
            engine.start()
            _engine, _stopped = engine, False
            atexit.register(stop)
            threading.Thread(target=_begin_jobs, args=(engine,), name="cnnlab-jobs", daemon=True).start()


def stop() -> None:
    """End the engine and all its processes; return when they have ended.

    Calls that wait or run raise a `LabError`. Calling it again does nothing.
    """
    global _engine, _stopped
    with _lock:
        engine, _engine, _stopped = _engine, None, True
        atexit.unregister(stop)
    end_all_series()
    waiting = jobs.known()
    if waiting is not None:
        waiting.refuse()
    if engine is not None:
        engine.stop()
    jobs.end()


def call(function: Callable, *args: Any, timeout: float = 20.0) -> Any:
    """Run an interactive function, of a second at most, on the quick worker.

    Calls are served one after another in the order in which they come. The engine is
    started if that has not been done; until it is ready, calls wait.

    Parameters
    ----------
    function : callable
        A function at the top level of a module that workers can import.
    *args : object
        Its arguments: arrays, numbers, frozen dataclasses. They are copied to the
        worker.
    timeout : float
        Seconds: to wait for its turn at most, and to run at most.

    Returns
    -------
    object
        What the function returns.

    Raises
    ------
    LabError
        What the function raised as such; or the engine's own: 64 calls are waiting,
        the time is over (the worker is then restarted), the worker died, or the
        engine is not there.
    Exception
        Any other error of the function.
    """
    return _running().call(function, args, timeout)


def call_long(function: Callable, *args: Any, timeout: float = 600.0) -> LongCall:
    """Begin a function of more than a second on the long worker, and return at once.

    Parameters
    ----------
    function : callable
        As for `call`; it also takes the keyword argument ``report``, and calls it as
        ``report(fraction, **payload)``, a few times to a few dozen times a second: the
        fraction done, from 0 to 1, and small values, 64 kB at most, for the page to
        draw. `report` is also where a cancelled call ends, by `cnnlab.errors.Cancelled`;
        one that has something to leave behind catches that and returns it. A call that
        does not report within ten seconds loses its worker.
    *args : object
        Its arguments.
    timeout : float
        Seconds that it may run; its turn it waits for as long as it takes.

    Returns
    -------
    LongCall
        Its progress, its result, and the means to cancel it.

    Raises
    ------
    LabError
        The engine is not there, or 32 long calls are waiting already.
    """
    return _running().call_long(function, args, timeout)


def state() -> EngineState:
    """Say how the engine is: plain facts, no sentence."""
    engine = _engine
    if engine is None:
        return EngineState(mode=_mode(os.environ.get("CNNLAB_SCHEDULER", "")))
    training = jobs.known()
    if training is None:
        return engine.state()
    return replace(
        engine.state(), slots=engine.trainer.slots, running=training.running, queued=training.queued
    )


def ready() -> bool:
    """Tell whether a `call` would be served now."""
    return state().quick == "ready"


def wait_until_ready(timeout: float) -> bool:
    """Wait up to `timeout` seconds until the engine, which has been started, is `ready`."""
    engine = _engine
    return engine is not None and engine.wait_until_ready(timeout)


def make(scheduler: str) -> Cluster | Inline:
    """Make, but do not start, the engine for a value of ``CNNLAB_SCHEDULER``."""
    mode = _mode(scheduler)
    if mode == "inline":
        from cnnlab.engine.inline import Inline

        return Inline()
    if mode == "local":
        from cnnlab.engine.local import LocalCluster

        return LocalCluster()
    from cnnlab.engine.remote import RemoteCluster

    return RemoteCluster(scheduler.strip())


def trainer() -> Trainer:
    """Return where the engine, which is started if that has not been done, has trainings done."""
    return _running().trainer


def _begin_jobs(engine: Cluster | Inline) -> None:
    """Look after what an earlier server has left, once the page that opens at the same time has what it needs."""
    engine.wait_until_ready(BEGIN_LATEST)
    try:
        if _engine is engine:
            jobs.current()
    except LabError as error:
        log.warning("trainings cannot be kept: %s", error)


def _mode(scheduler: str) -> Mode:
    value = scheduler.strip()
    if value == "":
        return "local"
    if value == "inline":
        return "inline"
    if value.startswith(("tcp://", "tls://")):
        return "remote"
    raise LabError(
        "CNNLAB_SCHEDULER is “{value}”. It may be empty, “inline”, or an address such as tcp://host:8786.",
        value=value,
    )


def _running() -> Cluster | Inline:
    engine = _engine
    if engine is None:
        if _stopped:
            raise stopped()
        start()
        engine = _engine
    if engine is None:  # stopped at this very moment
        raise stopped()
    return engine
