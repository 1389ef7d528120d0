"""Sets of own pictures: found, described, loaded; each in a folder under an unguessable id."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
import time
import zipfile
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab.datasets.dataset import Dataset
from cnnlab.errors import LabError
from cnnlab.folders import home, is_id, pictures_folder
from cnnlab.recipes.classifier import OWN_DATA

SIDES = (28, 32, 48, 64)
"""Rows and columns that the pictures of a set may have."""
MOST_SETS = 5
"""Sets that a visitor keeps; the oldest goes when one more is made."""
MOST_BYTES = 4 << 30
"""Of all sets of all visitors together; beyond, the oldest go."""

ABOUT, PICTURES = "about.json", "pictures.npz"


@dataclass(frozen=True)
class OwnSet:
    """What is known of a set without loading it.

    Attributes
    ----------
    id : str
    classes : tuple of str
        As their maker has named them.
    shape : (rows, columns, channels)
    train, test : tuple of int
        Pictures of each class.
    alike : tuple of int
        Positions of the classes whose pictures are nearly all the same.
    created : float
        Seconds since 1970.
    """

    id: str
    classes: tuple[str, ...]
    shape: tuple[int, int, int]
    train: tuple[int, ...]
    test: tuple[int, ...]
    alike: tuple[int, ...]
    created: float


def owner_of(visitor: str) -> str:
    """Return what stands in a set for the visitor who made it: nobody can act as the visitor by reading it."""
    return hashlib.blake2b(visitor.encode(), digest_size=16, person=b"owner").hexdigest()


def exists(data: str) -> bool:
    """Tell whether there is a set of this id."""
    return _read(pictures_folder(data)) is not None


def describe(data: str) -> OwnSet:
    """Describe a set by its id.

    Raises
    ------
    LabError
        There is none of that id, or it is damaged.
    """
    held = _read(pictures_folder(data))
    if held is None:
        raise gone()
    try:
        return OwnSet(
            data,
            tuple(map(str, held["classes"])),
            tuple(map(int, held["shape"])),
            tuple(map(int, held["train"])),
            tuple(map(int, held["test"])),
            tuple(map(int, held["alike"])),
            float(held["created"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise gone() from error


def sets_of(visitor: str) -> tuple[OwnSet, ...]:
    """Return a visitor's sets, the newest first."""
    owner = owner_of(visitor)
    found = []
    for folder, held in _all():
        if held.get("owner") == owner:
            with suppress(LabError):  # a damaged one is none
                found.append(describe(folder.name))
    return tuple(found)


def load(name: str) -> Dataset:
    """Load a set.

    Parameters
    ----------
    name : str
        ``own-`` and the id.

    Raises
    ------
    LabError
        There is none of that id, or it is damaged.
    """
    found = describe(name.removeprefix(OWN_DATA))
    return _loaded(name, found.created)


@functools.lru_cache(maxsize=2)
def _loaded(name: str, created: float) -> Dataset:
    found = describe(name.removeprefix(OWN_DATA))
    try:
        with np.load(pictures_folder(found.id) / PICTURES, allow_pickle=False) as held:
            parts = [held[part] for part in ("x_train", "y_train", "x_test", "y_test", "groups")]
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise gone() from error
    return Dataset(name, *parts[:4], found.classes, parts[4])


def delete(data: str, visitor: str) -> None:
    """Delete a set of this visitor's; of another's, or none, nothing happens."""
    folder = pictures_folder(data)
    held = _read(folder)
    if held is not None and held.get("owner") == owner_of(visitor):
        shutil.rmtree(folder, ignore_errors=True)


def make_room(owner: str) -> None:
    """Delete the oldest sets: of this owner beyond `MOST_SETS` less one, and of all beyond `MOST_BYTES`."""
    mine, total = 0, 0
    for folder, held in _all():
        mine += held.get("owner") == owner
        total += _bytes(folder)
        if (held.get("owner") == owner and mine >= MOST_SETS) or total > MOST_BYTES:
            shutil.rmtree(folder, ignore_errors=True)


def forget_before(when: float) -> None:
    """Delete the sets that were made before this time, in seconds since 1970."""
    for folder, held in _all():
        if held["created"] < when:
            shutil.rmtree(folder, ignore_errors=True)


def write(folder: Path, about: dict, arrays: dict[str, np.ndarray]) -> None:
    """Write a set into its folder; it is there once it is whole."""
    folder.mkdir(parents=True)
    try:
        np.savez_compressed(folder / PICTURES, **arrays)
        (folder / ABOUT).write_text(
            json.dumps({**about, "created": time.time()}, ensure_ascii=False), "utf-8"
        )
    except OSError:
        # Half a set is found by nobody, and would lie there for ever.
        shutil.rmtree(folder, ignore_errors=True)
        raise


def gone() -> LabError:
    """Return the sentence for a set that is not there."""
    return LabError(
        "This set of pictures is not here any more: its maker has deleted it, or newer ones took its place."
    )


def _all() -> list[tuple[Path, dict]]:
    """Return the folders of all sets with what is known of each, the newest first."""
    kept = home() / "pictures"
    folders = [each for each in kept.iterdir() if is_id(each.name)] if kept.is_dir() else []
    found = [(folder, held) for folder in folders if (held := _read(folder)) is not None]
    return sorted(found, key=lambda pair: -pair[1]["created"])


def _read(folder: Path) -> dict | None:
    try:
        held = json.loads((folder / ABOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return held if isinstance(held, dict) and isinstance(held.get("created"), float) else None


def _bytes(folder: Path) -> int:
    try:
        return (folder / PICTURES).stat().st_size
    except OSError:
        return 0
