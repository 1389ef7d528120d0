"""A lane: callers take turns on one kind of worker, first come, first served.

The turns are taken here and not in Dask's queue, so that whoever holds a turn knows
that its call is the one that is running: a call that hangs can be told from one that
merely waits, and the queue has an end.
"""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cnnlab.engine.state import Phase
from cnnlab.errors import LabError


@dataclass(frozen=True)
class Seat:
    """Where the calls of a lane go while it is open.

    Attributes
    ----------
    client : distributed.Client
        The connection to the scheduler.
    resources : dict or None
        The worker resource that a call asks for; None: any worker.
    places : int
        How many calls may run at the same time (the number of workers).
    lost : threading.Event
        Set when the connection is given up: who waits for an answer need not any longer.
    """

    client: Any
    resources: dict[str, float] | None
    places: int = 1
    lost: threading.Event = field(default_factory=threading.Event)


def _always() -> bool:
    return True


class Lane:
    """The queue before one kind of worker.

    Parameters
    ----------
    name : {"quick", "long"}
        Also the name of the worker resource.
    limit : int
        How many calls may wait; the next one is refused.
    """

    def __init__(self, name: str, limit: int) -> None:
        self.name = name
        self.limit = limit
        self._changed = threading.Condition()
        self._queue: deque[object] = deque()
        self._seat: Seat | None = None
        self._running = 0
        self._was_open = False
        self._wanted = False
        self._ended = False

    def want(self) -> None:
        """Say that the lane is needed: from now on its worker is kept alive."""
        with self._changed:
            self._wanted = True

    def open(self, seat: Seat) -> None:
        """Let calls through to `seat`: its worker is ready."""
        with self._changed:
            self._seat, self._was_open = seat, True
            self._changed.notify_all()

    def close(self) -> bool:
        """Hold calls back: the worker is gone. Returns whether the lane was open."""
        with self._changed:
            was_open, self._seat = self._seat is not None, None
            return was_open

    def end(self) -> None:
        """Refuse all calls, also those that wait: the engine stops."""
        with self._changed:
            self._ended, self._wanted, self._seat = True, False, None
            self._changed.notify_all()

    def nudge(self) -> None:
        """Let those who wait look again whether they still want their turn."""
        with self._changed:
            self._changed.notify_all()

    def room(self, timeout: float) -> bool:
        """Have those leave the queue who no longer want their turn; returns whether one more may wait then.

        In a full queue they have `timeout` seconds for it.
        """
        with self._changed:
            self._changed.notify_all()
            return self._changed.wait_for(lambda: len(self._queue) < self.limit, timeout)

    def drain(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds until no call is running; returns whether that is so."""
        with self._changed:
            return self._changed.wait_for(lambda: self._running == 0, timeout)

    @property
    def ended(self) -> bool:
        """Whether the engine has been stopped."""
        return self._ended

    @property
    def wanted(self) -> bool:
        """Whether anybody has needed this lane yet."""
        return self._wanted

    @property
    def waiting(self) -> int:
        """Number of calls that wait for their turn."""
        return len(self._queue)

    @property
    def free(self) -> bool:
        """Whether no call is running."""
        return self._running == 0

    @property
    def seat(self) -> Seat | None:
        """Where calls go at this moment; None while the lane is not open."""
        return self._seat

    @property
    def phase(self) -> Phase:
        """The lane in one word."""
        if not self._wanted:
            return "off"
        if self._seat is not None:
            return "ready"
        return "restarting" if self._was_open else "starting"

    def wait_until_open(self, timeout: float) -> bool:
        """Wait up to `timeout` seconds for the worker; returns whether it is ready."""
        with self._changed:
            self._changed.wait_for(lambda: self._seat is not None or self._ended, timeout)
            return self._seat is not None

    @contextmanager
    def turn(
        self, timeout: float | None, still_wanted: Callable[[], bool] = _always
    ) -> Iterator[Seat | None]:
        """Wait for a turn, and hold it for the length of the ``with`` block.

        Parameters
        ----------
        timeout : float or None
            Seconds to wait at most; None: as long as it takes.
        still_wanted : callable, optional
            Asked at every change (see `nudge` and `room`); False gives the place in the
            queue up.

        Yields
        ------
        Seat or None
            Where the call may run now. None: it is no longer wanted.

        Raises
        ------
        LabError
            The queue is full, the time is over, or the engine has been stopped.
        """
        seat = self._take(timeout, still_wanted)
        try:
            yield seat
        finally:
            if seat is not None:
                with self._changed:
                    self._running -= 1
                    self._changed.notify_all()

    def _take(self, timeout: float | None, still_wanted: Callable[[], bool]) -> Seat | None:
        ticket, began = object(), time.monotonic()
        with self._changed:
            if len(self._queue) >= self.limit:
                raise self.full()
            self._queue.append(ticket)
            try:
                in_time = self._changed.wait_for(lambda: self._settled(ticket) or not still_wanted(), timeout)
                if self._ended:
                    raise stopped()
                if not in_time:
                    raise self._too_late(time.monotonic() - began)
                # It may be wanted again just now, but then without its turn.
                if not self._settled(ticket) or not still_wanted():
                    return None
                self._running += 1
                return self._seat
            finally:
                self._queue.remove(ticket)
                self._changed.notify_all()

    def _settled(self, ticket: object) -> bool:
        if self._ended:
            return True
        seat = self._seat
        return seat is not None and self._running < seat.places and self._queue[0] is ticket

    def full(self) -> LabError:
        """Give the error for a call that finds the queue full."""
        return LabError(
            "{waiting} calculations are waiting already. Please try again in a few seconds.",
            waiting=self.waiting,
        )

    def _too_late(self, seconds: float) -> LabError:
        if self._seat is None and not self._was_open:
            return LabError("TensorFlow is still starting. Please try again in a few seconds.")
        if self._seat is None:
            return LabError("TensorFlow is being started again. Please try again in a few seconds.")
        return LabError(
            "This calculation waited {seconds} seconds for its turn and was given up. Please try again.",
            seconds=round(seconds),
        )


def stopped() -> LabError:
    """Give the error for a call to an engine that has been stopped."""
    return LabError("The laboratory is closing and calculates no more. Please start it again.")
