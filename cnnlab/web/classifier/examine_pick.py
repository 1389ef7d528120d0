"""Which pictures the mode Examine shows: of a cell, a row or a column, the boldest mistakes, the least sure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.metrics.certainty import entropies
from cnnlab.metrics.classification import confused
from cnnlab.web.classifier.examine_subject import Subject

ALL = "*"
SHEET = 12
"""Pictures on a sheet."""
MOST = 48
"""Of the boldest mistakes and of the least sure answers."""


@dataclass(frozen=True, eq=False)
class Pick:
    """Pictures to show.

    Attributes
    ----------
    places : ndarray of int, shape (n,)
        Which of the answers, in the order to be shown in.
    total : int
        How many answers there are of this kind; only some have their picture here.
    """

    places: np.ndarray
    total: int

    @property
    def sheets(self) -> int:
        """How many sheets they fill, at least 1."""
        return max(1, -(-len(self.places) // SHEET))

    def sheet(self, number: int) -> np.ndarray:
        """Return the places on a sheet, counted from 1."""
        first = (min(number, self.sheets) - 1) * SHEET
        return self.places[first : first + SHEET]


def chosen_cell(counts: np.ndarray, text: str) -> tuple[int | None, int | None]:
    """Return the chosen row and column, None for all; the most frequent mistake where the text names none.

    Parameters
    ----------
    counts : ndarray of int, shape (classes, classes)
    text : str
        ``row,column``, with "*" for all.
    """
    sides = [None if side == ALL else int(side) for side in text.split(",")] if text else []
    if len(sides) == 2 and all(side is None or side < len(counts) for side in sides):
        return sides[0], sides[1]
    mistakes = confused(counts)
    return mistakes[0] if mistakes else (0, 0)


def cell_text(row: int | None, column: int | None) -> str:
    """Return a place of the matrix as it stands in the address."""
    return ",".join(ALL if side is None else str(side) for side in (row, column))


def pick(subject: Subject, view: str, row: int | None, column: int | None) -> Pick:
    """Choose among the pictures that are here.

    Parameters
    ----------
    subject : Subject
        With answers.
    view : {"cell", "mistakes", "unsure"}
    row, column : int or None
        The cell, where `view` asks for it.

    Returns
    -------
    Pick
        Of a cell from the least sure to the surest, the mistakes in a row or column before what is right; the
        boldest mistakes, the surest first; or all, the least sure first.
    """
    answers, probabilities = subject.answers, subject.probabilities
    shown, sure = answers.shown, probabilities.max(axis=1)
    if view == "mistakes":
        wrong = shown[~subject.right[shown]]
        order = wrong[np.argsort(-sure[wrong], kind="stable")]
        return Pick(order[:MOST], int((~subject.right).sum()))
    if view == "unsure":
        order = shown[np.argsort(-entropies(probabilities[shown]), kind="stable")]
        return Pick(order[:MOST], len(answers.labels))
    answered = answers.logits.argmax(axis=1)
    inside = np.ones(len(answered), bool)
    if row is not None:
        inside &= answers.labels == row
    if column is not None:
        inside &= answered == column
    here = shown[inside[shown]]
    order = here[np.lexsort((sure[here], subject.right[here]))]
    return Pick(order, int(inside.sum()))
