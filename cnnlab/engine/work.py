"""What runs on the workers: the frame around a call, its reports and its cancellation."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cnnlab.errors import Cancelled

TOPIC = "cnnlab-reports"
"""All reports of all calls go through this one topic of the scheduler.

The scheduler keeps the last thousand messages of every topic for ever, so a topic per
call would grow without end; one topic does not.
"""

LARGEST_REPORT = 65_536
"""Bytes that one report may have."""

_running: dict[str, threading.Event] = {}


class Stopped:
    """The result of a long call that was cancelled, stopped in time and left nothing behind."""


def run_quick(function: Callable, args: tuple) -> Any:
    """Run an interactive call."""
    return function(*args)


def run_long(call: str, function: Callable, args: tuple) -> Any:
    """Run a long call: announce where it runs, hand it its `report`, end it when cancelled.

    Parameters
    ----------
    call : str
        The call's id.
    function : callable
        Called with `args` and the keyword argument ``report``.
    args : tuple
        Its arguments.

    Returns
    -------
    object
        What the function returns, or a `Stopped`.
    """
    from distributed import get_worker

    worker = get_worker()

    def send(message: dict) -> None:
        worker.log_event(TOPIC, {"call": call, **message})

    with cancellable(call) as cancelled:
        try:
            send({})  # the scheduler adds the worker's address
            return function(*args, report=reporter(cancelled, lambda report: send({"report": pack(report)})))
        except Cancelled:
            return Stopped()


@contextmanager
def cancellable(call: str) -> Iterator[threading.Event]:
    """Have `cancel` set an event for the length of the ``with`` block."""
    cancelled = _running[call] = threading.Event()
    try:
        yield cancelled
    finally:
        del _running[call]


def reporter(cancelled: threading.Event, send: Callable[[tuple], None]) -> Callable[..., None]:
    """Make the `report` function of one call.

    Parameters
    ----------
    cancelled : threading.Event
        Once set, the next report ends the call.
    send : callable
        Takes ``(fraction, payload)``.

    Returns
    -------
    callable
        ``report(fraction, **payload)``: the fraction done, from 0 to 1, and small
        values such as a kernel or a loss.
    """

    def report(fraction: float, **payload: Any) -> None:
        if cancelled.is_set():
            raise Cancelled
        send((min(max(float(fraction), 0.0), 1.0), payload))

    return report


def pack(report: tuple) -> bytes:
    """Turn a report into bytes, the only form in which arrays pass through a topic."""
    from distributed.protocol import serialize_bytes

    packed = serialize_bytes(report)
    if len(packed) > LARGEST_REPORT:
        raise ValueError(f"A report may have {LARGEST_REPORT} bytes, this one has {len(packed)}.")
    return packed


def unpack(packed: bytes) -> tuple:
    """Turn the bytes of `pack` into a report again."""
    from distributed.protocol import deserialize_bytes

    return deserialize_bytes(packed)


def cancel(call: str) -> bool:
    """Ask a long call or a training to end at its next report; returns whether it runs here.

    This runs in the worker's communication thread while the call has the other one, so
    the call need not ask anybody whether it is cancelled.
    """
    cancelled = _running.get(call)
    if cancelled is not None:
        cancelled.set()
    return cancelled is not None


def warm_up() -> float:
    """Load TensorFlow and run one convolution, so that the first call need not; returns the seconds taken."""
    began = time.monotonic()
    import numpy as np
    import tensorflow as tf

    picture = np.zeros((1, 32, 32, 1), "float32")
    tf.nn.conv2d(picture, np.zeros((3, 3, 1, 1), "float32"), 1, "VALID").numpy()
    return time.monotonic() - began
