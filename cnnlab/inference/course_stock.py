"""How a network's view of many pictures has changed while it learned: made once, and kept as a small file."""

from __future__ import annotations

import json
import os
import time
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.explain.embedding import principal, turn_onto
from cnnlab.folders import home
from cnnlab.inference import checkpoints
from cnnlab.inference.stock import stock
from cnnlab.training.features import BATCH

PICTURES = 500
"""That the network is asked about at each step."""
POINTS = 300
"""Of these, that are laid out in the plane."""
MOST_BYTES = 300_000_000
"""Of all files together; those that nobody has looked at for the longest time go first."""
_UNREADABLE = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile)


@dataclass(frozen=True, eq=False)
class CourseStock:
    """What a network at each kept step says to the same pictures, and how they lie to one another for it.

    Attributes
    ----------
    source : str
        As in `cnnlab.inference.stock.Stock`.
    labels : ndarray of int, shape (N,), or None
        The true classes, where the pictures have any.
    answers : ndarray of int, shape (K, N)
        The class that each is called, at each of K steps.
    places : ndarray of float32, shape (K, M, 2)
        Of the first M pictures: along the two directions in which their features differ most, turned or mirrored
        to lie as near as they can to those of the next step.
    """

    source: str
    labels: np.ndarray | None
    answers: np.ndarray
    places: np.ndarray

    @property
    def accuracy(self) -> np.ndarray | None:
        """The share of right answers at each step, (K,)."""
        return None if self.labels is None else (self.answers == self.labels).mean(axis=1)


def made(name: str) -> int:
    """Return when the file of a network was written, in nanoseconds; 0 where there is none that fits its copies.

    Raises
    ------
    LabError
        There is no such network, or no copies of it were kept.
    """
    wanted = _signature(name)
    try:
        with np.load(_file(name), allow_pickle=False) as held:
            return _file(name).stat().st_mtime_ns if str(held["signature"]) == wanted else 0
    except _UNREADABLE:
        return 0


def find(name: str, steps: int) -> CourseStock | None:
    """Return what has been made of a network; None where it has to be made first, or anew.

    Parameters
    ----------
    name : str
    steps : int
        At how many it was looked at elsewhere. While it learns, a copy may have come since: what belongs to other
        copies is as good as none.
    """
    if not made(name):
        return None
    try:
        with np.load(_file(name), allow_pickle=False) as held:
            labels = held["labels"]
            found = CourseStock(
                str(held["source"]), labels if len(labels) else None, held["answers"], held["places"]
            )
    except _UNREADABLE:
        return None
    _note_use(_file(name))
    return found if len(found.answers) == steps else None


def places(name: str, features: list[np.ndarray]) -> np.ndarray | None:
    """Return where a picture lies among the others at each step, (K, 2), or None where that cannot be said.

    Parameters
    ----------
    name : str
    features : list of K ndarrays of float, shape (D,)
        Its values before the last layer, at each step.
    """
    try:
        with np.load(_file(name), allow_pickle=False) as held:
            means, directions = held["means"], held["directions"]
    except _UNREADABLE:
        return None
    values = np.stack([np.ravel(each) for each in features])
    if means.shape != values.shape:
        return None
    return np.nan_to_num(np.einsum("kd,kad->ka", values - means, directions)).astype(np.float32)


def make(name: str, stamp: int, report: Callable[..., None] | None = None) -> None:
    """Ask a network as it was at each kept step about the pictures at hand, and keep what it says (on a worker).

    Parameters
    ----------
    name : str
    stamp : int
        `cnnlab.pretrained.stamp`.
    report : callable, optional
        Called with the fraction that is done.

    Raises
    ------
    LabError
        The network cannot be had, no copies of it were kept, or the disk is full.
    """
    from cnnlab.inference.course_network import at_each_step

    tell = report or (lambda fraction: None)
    tell(0.0)
    if made(name):  # Somebody else who looks at this network was quicker.
        return
    network, signature = pretrained.trained(name), _signature(name)
    held, look, at_hand = checkpoints.copies(network), at_each_step(network), stock(network)
    images = at_hand.pictures[:PICTURES].astype(np.float32) / np.float32(255)
    answers, features = [], []
    for number, weights in enumerate(held.weights):
        parts = []
        for start in range(0, len(images), BATCH):
            parts.append(look.answers(weights, images[start : start + BATCH]))
            tell((number + (start + BATCH) / (len(images) + BATCH)) / len(held.weights) * 0.9)
        logits, values = (np.concatenate(each) for each in zip(*parts, strict=True))
        answers.append(np.nan_to_num(logits, nan=-np.inf).argmax(axis=1).astype(np.uint8))
        features.append(np.nan_to_num(values[:POINTS], posinf=0, neginf=0))
    means, directions = aligned(features)
    tell(0.95)
    _keep(
        name,
        {
            "signature": np.array(signature),
            "source": np.array(at_hand.source),
            "labels": np.zeros(0, np.int32) if at_hand.labels is None else at_hand.labels[:PICTURES],
            "answers": np.stack(answers),
            "means": means,
            "directions": directions,
            "places": np.einsum("kmd,kad->kma", np.stack(features) - means[:, None], directions),
        },
    )


def aligned(features: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return for each step the mean of features and two directions, turned so that points move as little as can be.

    Parameters
    ----------
    features : list of K ndarrays of float32, shape (M, D)
        Of the same pictures at each step.

    Returns
    -------
    means : ndarray of float32, shape (K, D)
    directions : ndarray of float32, shape (K, 2, D)
        Orthonormal: those of the largest variance, of which the last step's are as `principal` has them and each
        other's are turned or mirrored onto those of the step after it. Nought where the features differ in fewer.
    """
    means, directions, after = [], [], None
    for values in reversed(features):
        found = principal(values, 2)
        across = np.zeros((2, values.shape[1]), np.float64)
        across[: len(found.directions)] = found.directions
        spread = (values - found.mean) @ across.T
        if after is not None:
            turn = turn_onto(spread, after)
            across, spread = turn.T @ across, spread @ turn
        means.append(found.mean)
        directions.append(across.astype(np.float32))
        after = spread
    return np.stack(means[::-1]), np.stack(directions[::-1])


def forget(name: str) -> None:
    """Delete what was made of a run."""
    _file(name).unlink(missing_ok=True)


def _file(name: str) -> Path:
    pretrained.folder_of(name)  # Nothing but a network's name becomes a path.
    return home() / "courses" / f"{name}.npz"


def _signature(name: str) -> str:
    """Return a text that changes when there are other copies, or other pictures at hand."""
    return json.dumps([checkpoints.stamp(name), datasets.is_here(pretrained.recipe_of(name).data)])


def _keep(name: str, arrays: dict[str, np.ndarray]) -> None:
    from cnnlab.training.files import save_arrays

    file = _file(name)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        save_arrays(file, arrays)
    except OSError as error:
        raise LabError(
            "The answers cannot be kept: the disk of this server is full, or its folder cannot be written to."
        ) from error
    _note_use(file)
    _make_room(file)


def _note_use(file: Path) -> None:
    """Note that a file is looked at; the time at which it was written stays."""
    # Through the open file: somebody may put another in its place meanwhile.
    with suppress(OSError), file.open("rb") as held:
        os.utime(
            held.fileno() if os.utime in os.supports_fd else file,
            ns=(time.time_ns(), os.fstat(held.fileno()).st_mtime_ns),
        )


def _make_room(own: Path) -> None:
    """Delete the files that nobody has looked at for the longest time, but never the one that was just written."""
    used: list[tuple[int, int, Path]] = []
    for each in own.parent.glob("*.npz"):
        with suppress(OSError):
            about = each.stat()
            used.append((max(about.st_atime_ns, about.st_mtime_ns), about.st_size, each))
    total = sum(size for _, size, _ in used)
    for _, size, each in sorted(used):
        if total <= MOST_BYTES:
            return
        if each != own:
            with suppress(OSError):
                each.unlink(missing_ok=True)
            total -= size
