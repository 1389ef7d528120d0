"""Reading the events of a run while they are written, each line once."""

from __future__ import annotations

import json
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

from cnnlab.engine.run_files import EVENTS
from cnnlab.folders import run_folder

MOST_FILES = 64
"""Files of which it is remembered where their lines begin: some ten kilobytes each."""


class Lines:
    """Where the events of one file begin, as far as it has been read.

    Parameters
    ----------
    path : Path
        The file. It only grows; one that has become shorter is another one, and is read anew.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._starts = array("Q")
        self._end = 0

    def after(self, count: int) -> tuple[dict, ...]:
        """Return all events but the first `count`, in order; lines that are no events do not count."""
        with self._lock:
            try:
                with self._path.open("rb") as file:
                    return self._after(file, max(count, 0))
            except FileNotFoundError:
                return ()

    def _after(self, file, count: int) -> tuple[dict, ...]:
        file.seek(0, 2)
        if file.tell() < self._end:
            self._starts, self._end = array("Q"), 0
        known, scanned = len(self._starts), self._end
        file.seek(scanned)
        fresh = []
        for line in file:
            if not line.endswith(b"\n"):
                break  # the rest of it is still to come
            event = _event(line)
            if event is not None:
                self._starts.append(self._end)
                fresh.append(event)
            self._end += len(line)
        if count >= known:
            return tuple(fresh[count - known :])
        start = self._starts[count]
        file.seek(start)
        earlier = map(_event, file.read(scanned - start).splitlines())
        return (*(event for event in earlier if event is not None), *fresh)


_files: OrderedDict[Path, Lines] = OrderedDict()
_lock = threading.Lock()


def events(run: str, since: int = 0) -> tuple[dict, ...]:
    """Return the events of a run after the first `since`, in order.

    Parameters
    ----------
    run : str
        Its id.
    since : int
        How many of its events are known already.

    Raises
    ------
    LabError
        The text is no id.
    """
    path = run_folder(run) / EVENTS
    with _lock:
        lines = _files.pop(path, None) or Lines(path)
        _files[path] = lines
        while len(_files) > MOST_FILES:
            _files.popitem(last=False)
    return lines.after(since)


def standing(told: Iterable[dict]) -> tuple[dict, ...]:
    """Return the events without those that a later start takes back.

    A training that goes on begins at its last checkpoint: what it had told of later steps comes once more.
    """
    held: list[dict] = []
    for event in told:
        if event["kind"] == "start":
            held = [each for each in held if each.get("step", 0) <= event.get("step", 0)]
        held.append(event)
    return tuple(held)


def _event(line: bytes) -> dict | None:
    try:
        held = json.loads(line)
    except ValueError:
        return None
    return held if isinstance(held, dict) and "kind" in held else None
