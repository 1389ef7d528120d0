"""Several trainings one after another: the next is handed in when the one before it has ended.

A visitor's queue is short, and an experiment has more trainings than it holds. What is still to be handed in is
kept here, for each visitor, until it is done: so an experiment goes on while its visitor looks at another page.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cnnlab.engine import runs
from cnnlab.errors import LabError
from cnnlab.recipes import Recipe

log = logging.getLogger(__name__)

PERIOD = 0.5
"""Seconds between two looks at the queue."""
PATIENCE = 900.0
"""Seconds for which a training that the queue refuses is handed in again."""
MOST_SERIES = 200
"""Of all visitors together."""
LONGEST = 20
"""Trainings of one series."""


@dataclass(frozen=True)
class Series:
    """A visitor's trainings that belong together.

    Attributes
    ----------
    runs : tuple of str
        Ids of those that have been handed in.
    waiting : tuple of Recipe
        Those that have not.
    error : LabError or None
        Why the next one was refused when it was last handed in.
    since : float
        Since when it is refused, by the monotonic clock.
    """

    runs: tuple[str, ...]
    waiting: tuple[Recipe, ...]
    error: LabError | None = None
    since: float = 0.0


_series: dict[str, Series] = {}
_lock = threading.Lock()
_feeder: threading.Thread | None = None
_over = threading.Event()


def begin_series(recipes: Sequence[Recipe], owner: str) -> None:
    """Train these recipes one after another, in place of what is left of the visitor's last series.

    Parameters
    ----------
    recipes : sequence of Recipe
        From 1 to `LONGEST`.
    owner : str
        The visitor.

    Raises
    ------
    LabError
        The first of them is refused, or too many visitors have a series.
    """
    global _feeder
    first, *rest = recipes[:LONGEST]
    with _lock:
        if len(_series) >= MOST_SERIES and owner not in _series:
            raise LabError("Too many experiments are under way. Try again when some of them have ended.")
    run = runs.submit(first, owner)
    with _lock:
        _series[owner] = Series((run,), tuple(rest))
        if _feeder is None or not _feeder.is_alive():
            _over.clear()
            _feeder = threading.Thread(target=_feed, name="cnnlab-series", daemon=True)
            _feeder.start()


def series_of(owner: str) -> Series | None:
    """Return a visitor's series while there is something of it to hand in."""
    with _lock:
        return _series.get(owner)


def end_series(owner: str) -> None:
    """Hand in no more of a visitor's series."""
    with _lock:
        _series.pop(owner, None)


def end_all_series() -> None:
    """Hand in no more of any series, and return when nothing more will be."""
    _over.set()
    with _lock:
        _series.clear()
        feeder = _feeder
    if feeder is not None and feeder is not threading.current_thread():
        feeder.join(10)


def _feed() -> None:
    while not _over.wait(PERIOD):
        with _lock:
            held = list(_series.items())
        for owner, series in held:
            try:
                after = _advanced(series, owner)
            except Exception:
                # One visitor's series must not end those of the others.
                log.exception("a series could not go on")
                after = None
            if not _exchanged(owner, series, after):
                # Ended or replaced meanwhile: what was just handed in is not wanted.
                for run in after.runs[len(series.runs) :] if after else ():
                    _stop(run, owner)


def _stop(run: str, owner: str) -> None:
    try:
        runs.stop_run(run, owner)
    except LabError:
        log.warning("run %s of a series that was ended goes on", run, exc_info=True)


def _exchanged(owner: str, before: Series, after: Series | None) -> bool:
    """Put a series in the place of what it was, unless that is not there any more."""
    with _lock:
        if _series.get(owner) is not before:
            return False
        if after is None or not after.waiting:
            del _series[owner]
        else:
            _series[owner] = after
        return True


def _advanced(series: Series, owner: str) -> Series | None:
    """Hand in the next training if its turn has come; None where nothing more is to be done."""
    if not series.waiting:
        return None
    try:
        if runs.is_alive(series.runs[-1]):
            return series
    except LabError:
        return series  # what is known of it cannot be read now
    try:
        run = runs.submit(series.waiting[0], owner)
    except LabError as error:
        now = time.monotonic()
        since = series.since or now
        return replace(series, error=error, since=since) if now - since < PATIENCE else None
    return Series((*series.runs, run), series.waiting[1:])
