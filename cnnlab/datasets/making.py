"""From a draft to a set that a network can learn from: squares of one size, and a test part set apart."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from cnnlab.datasets import drafts, own
from cnnlab.datasets.similar import groups_of
from cnnlab.datasets.splitting import evenly, keep_together
from cnnlab.errors import LabError
from cnnlab.folders import draft_folder, pictures_folder
from cnnlab.images import preparing

TEST = 0.2
"""Share of the pictures that is kept for the test."""


def make(draft: str, owner: str, side: int, tone: str, seed: int, report: Callable[..., None]) -> str:
    """Make a set of a draft, and return its id (for a long call).

    Parameters
    ----------
    draft : str
    owner : str
        As `own.owner_of` gives it.
    side : int
        One of `own.SIDES`.
    tone : {"colour", "grey"}
    seed : int
        Decides which pictures are kept for the test.
    report : callable

    Raises
    ------
    LabError
        There are too few classes or pictures, two classes have one name, or the set cannot be kept.
    """
    classes = [each for each in drafts.classes_of(draft) if each.files]
    check(classes)
    pictures, labels, groups = [], [], []
    total, done = sum(len(each.files) for each in classes), 0
    for label, each in enumerate(classes):
        kept: dict[bytes, np.ndarray] = {}
        for file in each.files:
            report(0.9 * done / total, done=done, of=total)
            done += 1
            try:
                picture = squared(draft_folder(draft) / each.id / file, side, tone)
            except FileNotFoundError:
                continue  # it has been removed since
            kept.setdefault(picture.tobytes(), picture)
        if len(kept) < drafts.FEWEST:
            raise LabError(
                'At {side} pixels only {count} pictures of "{name}" differ; at least {least} are needed.',
                side=side,
                count=len(kept),
                name=each.name,
                least=drafts.FEWEST,
            )
        mine = np.stack(list(kept.values()))
        groups.append(groups_of(mine) + sum(map(len, groups)))
        pictures.append(mine)
        labels.append(np.full(len(mine), label, np.int32))
    return _write(classes, pictures, labels, groups, owner, seed)


def check(classes: list[drafts.DraftClass]) -> None:
    """Raise a LabError where a draft is not ready to become a set; classes without pictures do not count."""
    if len(classes) < drafts.FEWEST_CLASSES:
        raise LabError("At least {least} classes with pictures are needed.", least=drafts.FEWEST_CLASSES)
    for number, each in enumerate(classes, 1):
        if not each.name:
            raise LabError("Class {number} has no name yet.", number=number)
        if len(each.files) < drafts.FEWEST:
            raise LabError(
                'The class "{name}" has {count} pictures; at least {least} are needed, and {useful} are better.',
                name=each.name,
                count=len(each.files),
                least=drafts.FEWEST,
                useful=drafts.USEFUL,
            )
    if len({each.name for each in classes}) < len(classes):
        raise LabError("Two classes have the same name.")


def kept(file: Path) -> np.ndarray:
    """Return a picture as a draft keeps it: uint8, shape (h, w, 3)."""
    with Image.open(file) as held:
        return np.asarray(held.convert("RGB"))


def squared(file: Path, side: int, tone: str) -> np.ndarray:
    """Return a kept picture as the network gets it: the square in its middle, at one size.

    Returns
    -------
    ndarray of uint8, shape (side, side, 1 or 3)
    """
    picture = preparing.fit(kept(file), side, tone, "square")
    return picture[..., None] if picture.ndim == 2 else picture


def _write(classes, pictures, labels, groups, owner: str, seed: int) -> str:
    x, y, alike = np.concatenate(pictures), np.concatenate(labels), np.concatenate(groups)
    order = evenly(y, np.random.default_rng([seed, 2]), alike)
    aside = max(1, round(TEST * len(y)))
    test, train = keep_together(order[:aside], order[aside:], alike)
    same = [label for label in range(len(classes)) if len(np.unique(alike[y == label])) == 1]
    for label in np.setdiff1d(y, y[test]):
        # Nearly all are alike: the last of them are the test, as far from the first as they can be.
        mine = np.flatnonzero(y == label)
        last = mine[-max(1, round(TEST * len(mine))) :]
        test, train = np.concatenate([test, last]), np.setdiff1d(train, last)
    counts = [np.bincount(y[part], minlength=len(classes)).tolist() for part in (train, test)]
    about = {
        "owner": owner,
        "classes": [each.name for each in classes],
        "shape": x.shape[1:],
        "train": counts[0],
        "test": counts[1],
        "alike": same,
        "seed": seed,
    }
    arrays = {"x_train": x[train], "y_train": y[train], "x_test": x[test], "y_test": y[test]}
    new = secrets.token_hex(16)
    own.make_room(owner)
    with drafts.writing():
        own.write(pictures_folder(new), about, {**arrays, "groups": alike[train]})
    return new
