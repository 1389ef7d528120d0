"""The files of a run: a folder that the worker fills while everybody reads it."""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
from errno import ENOSPC
from pathlib import Path

from cnnlab.engine.disk_errors import in_words
from cnnlab.errors import LabError
from cnnlab.folders import home, is_id, run_folder
from cnnlab.inference import course_stock, examining
from cnnlab.recipes import Recipe, read, write

EVENTS = "events.jsonl"
LARGEST_PICTURE = 4_000_000
"""Bytes; what a training draws has a few thousand."""
_PICTURE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}\.png")
_DELETED = ".deleted"


def write_recipe(run: str, recipe: Recipe) -> None:
    """Make a run's folder, where it is missing, and write its recipe there, in place of the one it had.

    Raises
    ------
    LabError
        The disk is full, or may not be written to.
    """
    folder = run_folder(run)
    with in_words():
        folder.mkdir(parents=True, exist_ok=True)
        new = folder / "recipe.json.new"
        new.write_text(write(recipe), "utf-8")
        os.replace(new, folder / "recipe.json")


def recipe_of(run: str) -> Recipe:
    """Return the recipe of a run.

    Raises
    ------
    LabError
        It is not there, or no recipe.
    """
    path = run_folder(run) / "recipe.json"
    try:
        told = path.stat()
        return _recipe(path, told.st_mtime_ns, told.st_size)
    except OSError as error:
        raise no_run() from error


def no_run() -> LabError:
    """Return the sentence for a run that is not there."""
    return LabError("There is no run of this name here; perhaps it has been deleted.")


def metrics(run: str) -> dict | None:
    """Return what was measured at the end of a run; None before that."""
    try:
        held = json.loads((run_folder(run) / "metrics.json").read_text("utf-8"))
    except (OSError, ValueError):  # not there, or just being written
        return None
    return held if isinstance(held, dict) else None


def picture(run: str, name: str) -> bytes | None:
    """Return one of a run's pictures (PNG) by its plain name; None where there is none of that name."""
    if not isinstance(name, str) or not _PICTURE.fullmatch(name):
        return None
    path = run_folder(run) / "pictures" / name
    try:
        return path.read_bytes() if path.stat().st_size <= LARGEST_PICTURE else None
    except OSError:
        return None


def snapshots(run: str) -> tuple[int, ...]:
    """Return the steps at which the weights of a run were copied, in order."""
    names = (path.stem for path in (run_folder(run) / "checkpoints").glob("*.npz"))
    return tuple(sorted(int(name) for name in names if name.isdecimal()))


def remove(run: str) -> None:
    """Delete the files of a run. At once it is not there any more, whatever else still takes time."""
    examining.forget(run)
    course_stock.forget(run)
    folder = run_folder(run)
    away = folder.with_name(folder.name + _DELETED)
    try:
        os.replace(folder, away)
    except FileNotFoundError:
        return
    except OSError:  # somebody holds a file of it open, on a system that minds
        away = folder
    shutil.rmtree(away, ignore_errors=True)


def remove_remains() -> None:
    """Delete what is left of folders whose deletion was broken off."""
    for folder in (home() / "runs").glob(f"*{_DELETED}"):
        if is_id(folder.name.removesuffix(_DELETED)):
            shutil.rmtree(folder, ignore_errors=True)


class EventLog:
    """Writes the events of a run, one line each.

    The file is opened for each event and closed after it: only so does a reader at another computer, who has the
    folder over a network, see it in time.

    Parameters
    ----------
    folder : Path
        The run's.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / EVENTS

    def append(self, event: dict) -> None:
        """Write an event down, whole or not at all.

        Raises
        ------
        LabError
            The disk is full, or the run has been deleted.
        """
        line = json.dumps(event, separators=(",", ":")).encode() + b"\n"
        try:
            with in_words(), self._path.open("ab+", buffering=0) as file:
                end = file.seek(0, os.SEEK_END)
                file.seek(max(end - 1, 0))
                if file.read(1) not in (b"\n", b""):
                    line = b"\n" + line  # the last writer has died within a line
                if file.write(line) < len(line):
                    file.truncate(end)
                    raise OSError(ENOSPC, os.strerror(ENOSPC))
        except FileNotFoundError as error:
            raise no_run() from error


@functools.lru_cache(maxsize=256)
def _recipe(path: Path, changed: int, length: int) -> Recipe:
    return read(path.read_text("utf-8"))
