"""The few events of a run that the experiments need, read once: thousands of others tell of single steps."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

from cnnlab import engine
from cnnlab.engine.event_reading import standing

KEPT = 100
"""Runs that this process remembers, for all visitors together."""
KINDS = ("start", "epoch", "look")


class _Told:
    """What has been read of one run."""

    def __init__(self) -> None:
        self._read = 0
        self._events: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    def read_on(self, run: str) -> tuple[dict[str, Any], ...]:
        with self._lock:
            fresh = engine.events(run, self._read)
            self._read += len(fresh)
            self._events += [
                {key: value for key, value in event.items() if key != "scores"}
                for event in fresh
                if event["kind"] in KINDS
            ]
            return tuple(self._events)


_told: OrderedDict[str, _Told] = OrderedDict()
_lock = threading.Lock()


def told(run: str) -> tuple[dict[str, Any], ...]:
    """Return the starts, epochs and looks of a run that stand: what was trained once more is there once."""
    with _lock:
        held = _told.pop(run, None) or _Told()
        _told[run] = held
        while len(_told) > KEPT:
            _told.popitem(last=False)
    return standing(held.read_on(run))
