"""The pictures that a visitor is collecting: a folder for each class, a small file for each picture.

What is there is what the folder says, so that two windows of one visitor, and a worker that still reads files,
need not know of one another.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cnnlab.errors import LabError
from cnnlab.folders import bytes_in, draft_folder, home

MOST_CLASSES, FEWEST_CLASSES = 20, 2
MOST_PICTURES = 3000
FEWEST = 4
"""Pictures that a class needs: one to test, one to choose by, two to learn from."""
USEFUL = 10
"""Pictures of a class below which little is learned."""
LONGEST_NAME = 30
LONGEST_AGE = 14 * 24 * 3600
"""Seconds after which a draft that nobody has touched may go."""

MOST_DRAFTS = 200
"""Drafts of all visitors; beyond, the ones that were left longest ago go."""
MOST_BYTES = 2_000_000_000
"""Room for the drafts of all visitors; beyond, likewise."""

_ABOUT = "draft.json"
_ACTIVE = frozenset("\\`*_[]<>|~$")


@dataclass(frozen=True)
class DraftClass:
    """A class of a draft.

    Attributes
    ----------
    id : str
        Name of its folder.
    name : str
        As the visitor has called it; may be empty.
    files : tuple of str
        Names of its pictures' files (PNG), in the order in which they came.
    """

    id: str
    name: str
    files: tuple[str, ...]


def draft_of(visitor: str) -> str:
    """Return the id of a visitor's draft: always the same, so that a reload finds it."""
    return hashlib.blake2b(visitor.encode(), digest_size=16, person=b"draft").hexdigest()


def classes_of(draft: str) -> tuple[DraftClass, ...]:
    """Return the classes of a draft; there are none at first."""
    folder = draft_folder(draft)
    return tuple(
        DraftClass(
            each, name, tuple(sorted(file.name for file in (folder / each).glob("*.png") if file.is_file()))
        )
        for each, name in _names(folder).items()
    )


def add_class(draft: str, name: str = "") -> str:
    """Add a class, and return its id.

    Raises
    ------
    LabError
        There are as many as there may be.
    """
    folder = draft_folder(draft)
    names = _names(folder)
    if len(names) >= MOST_CLASSES:
        raise LabError("A set has {most} classes at the most.", most=MOST_CLASSES)
    if not names:
        forget_old()
    new = secrets.token_hex(4)
    with writing():
        (folder / new).mkdir(parents=True, exist_ok=True)
        _write(folder, {**names, new: clean(name)})
    return new


def rename_class(draft: str, which: str, name: str) -> None:
    """Call a class something else."""
    folder = draft_folder(draft)
    names = _names(folder)
    if which in names:
        with writing():
            _write(folder, {**names, which: clean(name)})


def remove_class(draft: str, which: str) -> None:
    """Remove a class with its pictures."""
    folder = draft_folder(draft)
    names = _names(folder)
    if names.pop(which, None) is not None:
        with writing():
            _write(folder, names)
        shutil.rmtree(folder / which, ignore_errors=True)


def remove_picture(draft: str, which: str, file: str) -> None:
    """Remove a picture."""
    path = picture_file(draft, which, file)
    if path is not None:
        path.unlink(missing_ok=True)


def picture_file(draft: str, which: str, file: str) -> Path | None:
    """Return where a picture lies; None where there is none of that name."""
    for each in classes_of(draft):
        if each.id == which and file in each.files:
            return draft_folder(draft) / which / file
    return None


def clear(draft: str) -> None:
    """Remove everything."""
    shutil.rmtree(draft_folder(draft), ignore_errors=True)


def clean(name: str) -> str:
    """Return a class name as it can be shown: one short line, without what Markdown or HTML would act upon."""
    plain = unicodedata.normalize("NFC", name)
    plain = "".join(
        " " if unicodedata.category(each)[0] in "CZ" or each in _ACTIVE else each for each in plain
    )
    return " ".join(plain.split())[:LONGEST_NAME].strip()


def touch(draft: str) -> None:
    """Note that a draft is in use."""
    with suppress(OSError):
        os.utime(draft_folder(draft) / _ABOUT)


@contextmanager
def writing() -> Iterator[None]:
    """Say in a sentence that a disk does not take what is written."""
    try:
        yield
    except OSError as error:
        raise LabError(
            "The pictures cannot be kept: the disk of the computer that runs this laboratory is full or does not"
            " allow it."
        ) from error


def _names(folder: Path) -> dict[str, str]:
    try:
        held = json.loads((folder / _ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _write(folder: Path, names: dict[str, str]) -> None:
    # In one step: whoever reads at this moment finds the old names or the new ones.
    file = folder / f".{secrets.token_hex(4)}"
    file.write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    os.replace(file, folder / _ABOUT)


def forget_old() -> None:
    """Remove drafts that nobody has touched for long, and the oldest where there are too many or too large."""
    kept, touched, room = home() / "drafts", [], MOST_BYTES
    for folder in kept.iterdir() if kept.is_dir() else ():
        with suppress(OSError):
            touched.append(((folder / _ABOUT).stat().st_mtime, folder))
    for place, (when, folder) in enumerate(sorted(touched, reverse=True), 1):
        room -= bytes_in(folder)
        if place >= MOST_DRAFTS or room < 0 or time.time() - when > LONGEST_AGE:
            shutil.rmtree(folder, ignore_errors=True)
