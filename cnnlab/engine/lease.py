"""Signs of life at regular intervals, and when their absence says something."""

from __future__ import annotations

import threading
from collections.abc import Callable

BEAT = 2.0
"""Seconds between two signs of life."""
LEASE = 15.0
"""Seconds for which a sign is good: many beats, so that a busy computer is not taken for a dead one."""


class Lease:
    """The right to be thought alive.

    Parameters
    ----------
    beat, length : float
        Seconds between two signs, and for which one is good.
    """

    def __init__(self, beat: float = BEAT, length: float = LEASE) -> None:
        self.beat, self.length = beat, length
        self._last: float | None = None
        self._judge_from = float("-inf")
        self._held = False
        self._ended = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def hold(self, sign: Callable[[], None]) -> None:
        """Give a sign now, and from then on in a thread; does nothing where that is done already."""
        with self._starting:
            if self._held:
                return
            self._held = True
        sign()
        with self._starting:
            if not self._ended.is_set():
                self._thread = threading.Thread(
                    target=self._beat, args=(sign,), name="cnnlab-lease", daemon=True
                )
                self._thread.start()

    def let_go(self) -> None:
        """Give no further sign; return when the last one has been given."""
        with self._starting:
            self._ended.set()
            thread = self._thread
        if thread is not None:
            thread.join()

    def may_judge(self, now: float) -> bool:
        """Note a sign given at `now`, and tell whether others that have given none are to be thought dead.

        Whoever has slept, as a laptop does, or finds the clock set, has no right to: the others may have slept
        too. They get the time of a lease to say that they live.
        """
        if self._last is not None and abs(now - self._last) > self.length:
            self._judge_from = now + self.length
        self._last = now
        return now >= self._judge_from

    def _beat(self, sign: Callable[[], None]) -> None:
        while not self._ended.wait(self.beat):
            sign()
