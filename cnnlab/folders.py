"""Where the laboratory keeps what its visitors make: one folder for each run and each set of own pictures."""

from __future__ import annotations

import os
import re
from pathlib import Path

from cnnlab.errors import LabError

HOME = "CNNLAB_HOME"
"""Environment variable: the folder; the platform's place for user data where it is unset."""

MODELS = Path(__file__).resolve().parents[1] / "models"
"""The folder of the shipped models."""

_ID = re.compile(r"[0-9a-f]{32}")


def home() -> Path:
    """Return the folder of runs and pictures; it need not exist yet."""
    chosen = os.environ.get(HOME, "").strip()
    if chosen:
        return Path(chosen).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("cnnlab", appauthor=False)


def is_id(text: object) -> bool:
    """Tell whether a text has the form of an id: 128 bits as 32 hexadecimal digits."""
    return isinstance(text, str) and _ID.fullmatch(text) is not None


def run_folder(run: str) -> Path:
    """Return the folder of a run; it need not exist.

    Raises
    ------
    LabError
        The text is no id. Nothing else can become a path.
    """
    return _folder("runs", run)


def pictures_folder(data: str) -> Path:
    """Return the folder of a set of own pictures; it need not exist.

    Raises
    ------
    LabError
        The text is no id.
    """
    return _folder("pictures", data)


def draft_folder(draft: str) -> Path:
    """Return the folder of the pictures that a visitor is collecting; it need not exist.

    Raises
    ------
    LabError
        The text is no id.
    """
    return _folder("drafts", draft)


def bytes_in(folder: Path) -> int:
    """Return how many bytes the files in a folder have, at any depth; 0 where there is none."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue  # it has just been deleted
    return total


def _folder(kind: str, name: str) -> Path:
    if not is_id(name):
        raise LabError("This link is not complete: copy all of it once more.")
    return home() / kind / name
