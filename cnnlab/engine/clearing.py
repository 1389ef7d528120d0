"""Old runs go when they have become too old, or all of them together too large; so do pictures that are too old."""

from __future__ import annotations

import logging
import os
import threading

from cnnlab.datasets import drafts, own
from cnnlab.engine import run_files
from cnnlab.engine.store import Store
from cnnlab.errors import LabError
from cnnlab.folders import bytes_in, run_folder

log = logging.getLogger(__name__)

DAYS = "CNNLAB_KEEP_DAYS"
"""Environment variable: days for which a run is kept after its end, and a set of own pictures after it was made;
for ever where it is unset."""
GIGABYTES = "CNNLAB_KEEP_GB"
"""Environment variable: room for the runs that have ended; 10 where it is unset."""
PERIOD = 600.0
"""Seconds between two rounds."""


class Clearing:
    """A thread that deletes, every ten minutes, the runs and the pictures that have to go.

    Parameters
    ----------
    store : Store

    Raises
    ------
    LabError
        One of the settings is no number.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._days = _number(DAYS, float("inf"))
        self._bytes = _number(GIGABYTES, 10.0) * 1e9
        self._sizes: dict[tuple[str, float | None], int] = {}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._go_on, name="cnnlab-clearing", daemon=True)

    def start(self) -> None:
        """Begin, and return at once."""
        self._thread.start()

    def stop(self) -> None:
        """End; a deletion that is under way goes on behind it, and does no harm."""
        self._over.set()

    def round(self, now: float) -> tuple[str, ...]:
        """Delete what has to go at this time, the run that ended first first; returns what has been deleted."""
        run_files.remove_remains()
        drafts.forget_old()
        own.forget_before(now - self._days * 86400)
        ended = self._store.ended()
        # A run that has ended does not grow: it is measured once.
        self._sizes = {
            (row.id, row.ended): self._sizes.get((row.id, row.ended)) or bytes_in(run_folder(row.id))
            for row in ended
        }
        total = sum(self._sizes.values())
        gone = []
        for row in ended:
            too_old = now - (row.ended or row.created) > self._days * 86400
            if not too_old and total <= self._bytes:
                break
            total -= self._sizes[row.id, row.ended]
            if self._store.delete(row.id, ended=True):  # somebody may just have taken it up again
                run_files.remove(row.id)
                gone.append(row.id)
        return tuple(gone)

    def _go_on(self) -> None:
        while not self._over.is_set():
            try:
                if gone := self.round(self._store.now()):
                    log.info("%d old runs have been deleted", len(gone))
            except Exception:
                log.exception("old runs could not be deleted")
            self._over.wait(PERIOD)


def _number(name: str, default: float) -> float:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        number = float(value)
    except ValueError:
        number = -1.0
    if not 0 < number < float("inf"):
        raise LabError(
            "{name} is “{value}”. It must be a number greater than 0.", name=name, value=value[:40]
        )
    return number
