"""A long call as its caller sees it: progress, result, cancel."""

from __future__ import annotations

import threading
import time
import uuid
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from cnnlab.engine.work import Stopped
from cnnlab.errors import LabError

KEPT_REPORTS = 1000
"""Reports that are kept for those who have not asked for them yet."""

Status = Literal["waiting", "running", "done", "failed", "cancelled"]


@dataclass(frozen=True)
class Report:
    """One report of a long call.

    Attributes
    ----------
    number : int
        1 for the first report of the call, then counting.
    fraction : float
        How much is done, from 0 to 1.
    payload : dict
        The small values that came with it (a kernel, a loss).
    """

    number: int
    fraction: float
    payload: dict[str, Any] = field(default_factory=dict)


class LongCall:
    """A call that runs by itself, made by `cnnlab.engine.call_long`.

    Any thread may use it. It belongs to whoever looks at it: a call that nobody has
    asked anything for two minutes (`idle`) is cancelled by the engine.
    """

    def __init__(self) -> None:
        self.id = uuid.uuid4().hex
        self._changed = threading.Condition()
        self._reports: deque[Report] = deque(maxlen=KEPT_REPORTS)
        self._count = 0
        self._status: Status = "waiting"
        self._value: Any = None
        self._error: BaseException | None = None
        self._cancel_requested = False
        self._on_cancel: Callable[[], None] | None = None
        self._asked = time.monotonic()
        self._waiters = 0

    @property
    def status(self) -> Status:
        """``"waiting"`` for its turn, ``"running"``, ``"done"``, ``"failed"`` or ``"cancelled"``."""
        self._look()
        return self._status

    @property
    def progress(self) -> Report | None:
        """The last report; None before the first."""
        self._look()
        with self._changed:
            return self._reports[-1] if self._reports else None

    def reports(self, since: int = 0) -> tuple[Report, ...]:
        """Give the reports after number `since`, in order.

        A page keeps the number of the last report that it has drawn and asks for those
        after it. The last thousand reports are kept.
        """
        self._look()
        with self._changed:
            return tuple(report for report in self._reports if report.number > since)

    def done(self) -> bool:
        """Tell whether it has ended, in whichever way."""
        self._look()
        return self._ended

    def result(self, timeout: float | None = None) -> Any:
        """Wait up to `timeout` seconds for the result.

        Raises
        ------
        TimeoutError
            It has not ended yet.
        LabError
            It was cancelled, took too long, or lost its worker.
        Exception
            Whatever the function raised.
        """
        with self._changed:
            self._waiters += 1
            try:
                if not self._changed.wait_for(lambda: self._ended, timeout):
                    raise TimeoutError
            finally:
                self._waiters -= 1
                self._look()
        if self._error is not None:
            raise self._error
        return self._value

    def cancel(self) -> None:
        """Ask it to end; a call that has ended stays as it is. Returns at once.

        A function that leaves something behind when it is stopped makes the call one that is done.
        """
        with self._changed:
            if self._ended:
                return
            self._cancel_requested = True
            act = self._on_cancel
        if act is not None:
            act()

    # What follows is for the engine alone.

    @property
    def cancel_requested(self) -> bool:
        """Whether somebody has called `cancel`."""
        return self._cancel_requested

    @property
    def idle(self) -> float:
        """Seconds since anybody asked it anything."""
        return 0.0 if self._waiters else time.monotonic() - self._asked

    def when_cancelled(self, act: Callable[[], None]) -> None:
        """Have `act` called by `cancel`, or now if it was cancelled before."""
        with self._changed:
            self._on_cancel = act
            late = self._cancel_requested
        if late:
            act()

    def begin(self) -> None:
        """Note that it runs now."""
        self._status = "running"

    def add_report(self, fraction: float, payload: dict[str, Any]) -> None:
        """Take a report in."""
        with self._changed:
            self._count += 1
            self._reports.append(Report(self._count, fraction, payload))

    def finish(self, value: Any) -> None:
        """Note the result, which may be that it was stopped."""
        if isinstance(value, Stopped):
            self._end("cancelled", None, LabError("The calculation was stopped before it was finished."))
        else:
            self._end("done", value, None)

    def fail(self, error: BaseException) -> None:
        """Note the error."""
        self._end("failed", None, error)

    @property
    def _ended(self) -> bool:
        return self._status in ("done", "failed", "cancelled")

    def _look(self) -> None:
        self._asked = time.monotonic()

    def _end(self, status: Status, value: Any, error: BaseException | None) -> None:
        with self._changed:
            self._value, self._error, self._status = value, error, status
            self._on_cancel = None
            self._changed.notify_all()
