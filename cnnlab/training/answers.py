"""What a network said about pictures that it had not learned from, kept as a file that is quick to read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab.metrics.certainty import entropies, softmax
from cnnlab.training.files import replace

NAME = "predictions.npz"
DIGITS_FOR = "mnist"
"""What a network must have been trained on to be tried on scikit-learn's digits, too."""
PER_CELL = (24, 12, 6, 3, 1)
"""Pictures that are kept of a cell of the confusion matrix: the first number with which all of them fit."""
LARGEST = 2_000_000
"""Bytes of pictures that are kept."""
NONE = (np.zeros(0, np.int32), np.zeros((0, 1, 1, 1), np.uint8))


@dataclass(frozen=True, eq=False)
class Answers:
    """Labels and logits of pictures, and some of the pictures.

    Attributes
    ----------
    labels : ndarray of int32, shape (N,)
    logits : ndarray of float32, shape (N, classes)
    shown : ndarray of int32, shape (n,)
        Which of them have their picture here, in rising order; empty where none has.
    pictures : ndarray of uint8, shape (n, H, W, C)
    """

    labels: np.ndarray
    logits: np.ndarray
    shown: np.ndarray
    pictures: np.ndarray


def answers_of(labels: np.ndarray, logits: np.ndarray, pictures: np.ndarray | None = None) -> Answers:
    """Put answers together with the pictures that are worth looking at; with none where none are given.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    logits : ndarray of float, shape (N, classes)
    pictures : ndarray of uint8, shape (N, H, W, C)
    """
    if pictures is None:
        shown, pictures = NONE
    else:
        shown = worth_showing(labels, logits, max(1, LARGEST // pictures[0].nbytes))
        pictures = pictures[shown]
    return Answers(labels.astype(np.int32), logits.astype(np.float32), shown, pictures)


def worth_showing(labels: np.ndarray, logits: np.ndarray, most: int) -> np.ndarray:
    """Choose up to `most` pictures.

    Of each pair of true class and answer so many, evenly spread from the least sure to the surest; then the
    mistakes that it was surest of, and what it was least sure about.

    Returns
    -------
    ndarray of int32
        In rising order.
    """
    probabilities = softmax(logits.astype(np.float64))
    answers, sure = probabilities.argmax(axis=1), probabilities.max(axis=1)
    order = np.lexsort((sure, answers, labels))
    cells = labels[order] * logits.shape[1] + answers[order]
    groups = np.split(order, np.flatnonzero(np.diff(cells)) + 1)
    mistakes = np.flatnonzero(labels != answers)
    boldest = mistakes[np.argsort(-sure[mistakes], kind="stable")]
    unsure = np.argsort(-entropies(probabilities), kind="stable")
    for count in PER_CELL:
        chosen = {*boldest[: 2 * count].tolist(), *unsure[: 2 * count].tolist()}
        for group in groups:
            chosen.update(spread(group, count).tolist())
        if len(chosen) <= most:
            break
    return np.array(sorted(chosen)[:most], np.int32)


def spread(items: np.ndarray, count: int) -> np.ndarray:
    """Return up to `count` of the items, evenly spread, with the first and the last."""
    return items[np.unique(np.linspace(0, len(items) - 1, count).round().astype(int))]


def save(file: Path, parts: Mapping[str, Answers]) -> None:
    """Write the answers of several parts, by their names: "test", "validation" and so on.

    The logits of a part have its own name, so that they are found by it.
    """
    arrays: dict[str, np.ndarray] = {}
    for name, held in parts.items():
        arrays |= {
            name: held.logits,
            f"{name}_labels": held.labels,
            f"{name}_shown": held.shown,
            f"{name}_pictures": held.pictures,
        }

    def write(new: Path) -> None:
        with new.open("wb") as opened:
            np.savez_compressed(opened, **arrays)

    replace(file, write)


def load(file: Path, name: str) -> Answers | None:
    """Read the answers of one part; None where they are not there or cannot be read."""
    try:
        with np.load(file, allow_pickle=False) as held:
            logits = held[name].astype(np.float32)
            found = Answers(held[f"{name}_labels"], logits, *_pictures(held, name))
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error):
        return None
    return found if len(found.labels) == len(found.logits) > 0 else None


def _pictures(held: Mapping[str, np.ndarray], name: str) -> tuple[np.ndarray, np.ndarray]:
    if f"{name}_shown" not in held:
        return NONE
    return held[f"{name}_shown"], held[f"{name}_pictures"]
