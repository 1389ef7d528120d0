"""Attempts at something that does not succeed, farther and farther apart."""

from __future__ import annotations

import time

LONGEST_PAUSE = 30.0
"""Seconds between two attempts to start something that does not start."""


class Attempts:
    """Makes the pauses longer between attempts at something that does not succeed."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    @property
    def failures(self) -> int:
        """Failures in a row, of whatever has failed most."""
        return max(self._failures.values(), default=0)

    def due(self, what: str) -> bool:
        """Tell whether it may be tried now."""
        return time.monotonic() >= self._not_before.get(what, 0.0)

    def failed(self, what: str) -> None:
        """Note a failure: 1, 2, 4 and at most 30 seconds until the next attempt."""
        count = self._failures.get(what, 0) + 1
        self._failures = {**self._failures, what: count}
        self._not_before[what] = time.monotonic() + min(2.0 ** (count - 1), LONGEST_PAUSE)

    def succeeded(self, what: str) -> None:
        """Forget earlier failures."""
        self._failures = {name: count for name, count in self._failures.items() if name != what}
        self._not_before.pop(what, None)
