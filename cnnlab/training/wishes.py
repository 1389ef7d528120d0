"""What somebody wishes of a training while it goes on: a small file in the folder of its run."""

from __future__ import annotations

import json
from pathlib import Path

from cnnlab.recipes.checks import require_number, require_whole
from cnnlab.training import files

NAME = "wishes.json"
_LIMITS = {"learning_rate": (0, 10), "critic_rate": (0, 10)}
_MOST_STEPS = 20


def save(folder: Path, wishes: dict[str, float]) -> None:
    """Write wishes down, in place of earlier ones.

    Parameters
    ----------
    folder : Path
        Of the run.
    wishes : dict
        Some of ``learning_rate`` and ``critic_rate`` (at the largest of the schedule) and ``critic_steps``.

    Raises
    ------
    LabError
        One of them is no such number. Other names are left out.
    """
    for name, limits in _LIMITS.items():
        if name in wishes:
            require_number(name, wishes[name], *limits)
    if "critic_steps" in wishes:
        require_whole("critic_steps", wishes["critic_steps"], 1, _MOST_STEPS)
    known = {name: wishes[name] for name in (*_LIMITS, "critic_steps") if name in wishes}
    files.save_text(folder / NAME, json.dumps(known))


class Wishes:
    """The wishes of a run, each read once.

    Parameters
    ----------
    folder : Path
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._seen = 0

    def new(self) -> dict[str, float]:
        """Return what has been written since the last call; empty where nothing has."""
        try:
            changed = self._file.stat().st_mtime_ns
            if changed == self._seen:
                return {}
            self._seen = changed
            return dict(json.loads(self._file.read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return {}
