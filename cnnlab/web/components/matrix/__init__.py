"""The confusion matrix: counts as coloured cells to choose from, with recall and precision at the edges."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab.images import colour
from cnnlab.metrics.classification import per_class
from cnnlab.web.components import register
from cnnlab.web.i18n import N_, language, t

WORDS = {
    "label": N_("Confusion matrix"),
    "truth": N_("is ↓"),
    "answer": N_("was called →"),
    "recall": N_("recall %"),
    "precision": N_("precision %"),
    "hint": N_(
        "Click a cell to see its pictures; a name at the edge shows all of its row or column. Blue: right. Orange:"
        " mistakes, the stronger the more often."
    ),
}
COVERED = "?"

_MOUNT = register(
    "matrix",
    "shared/dom.js",
    "shared/clamp.js",
    "matrix/matrix.js",
    css="matrix/matrix.css",
    html="<div class='matrix'></div>",
)


def matrix(key: str, names: Sequence[str], counts: np.ndarray, chosen: str, *, covered: bool = False) -> None:
    """Show a confusion matrix; a choice is read by :func:`cnnlab.web.adopting.adopt` from its state "cell".

    Parameters
    ----------
    key : str
        Name of the component in the session.
    names : sequence of str
        Of the classes, translated.
    counts : ndarray of int, shape (classes, classes)
        Row: the true class; column: the answer.
    chosen : str
        The marked place: ``row,column``, or "*" in place of one of them for all.
    covered : bool
        The counts are not shown.
    """
    found = per_class(counts)
    longest = max(map(len, names))
    wide = language() == "zh"
    data = {
        "names": list(names),
        "rows": [
            t("All pictures of “{name}”: {count}", name=name, count=_number(count, covered))
            for name, count in zip(names, found.pictures, strict=True)
        ],
        "columns": [
            t("All that was called “{name}”: {count}", name=name, count=_number(count, covered))
            for name, count in zip(names, found.answers, strict=True)
        ],
        "cells": _cells(names, counts, covered),
        "recall": [percent(value, covered) for value in found.recall],
        "precision": [percent(value, covered) for value in found.precision],
        "chosen": chosen,
        "covered": covered,
        "words": {name: t(sentence) for name, sentence in WORDS.items()},
        # In widths of a letter; where names do not fit above a column they are turned.
        "width": max(5.8, min(8.0, longest * (1.05 if wide else 0.62) + 0.8)),
        "turned": "no" if longest <= (1 if wide else 2) else "cjk" if wide else "latin",
    }
    _MOUNT(key=key, data=data, default={"cell": None}, on_cell_change=lambda: None)


def percent(share: float, covered: bool = False) -> str:
    """Write a share in percent, without the sign; a dash where there was nothing to divide by."""
    if covered:
        return COVERED
    return "–" if np.isnan(share) else "100" if share == 1 else f"{100 * share:.1f}"


def _number(count: int, covered: bool) -> str:
    return COVERED if covered else f"{count:,}"


def _cells(names: Sequence[str], counts: np.ndarray, covered: bool) -> list[dict[str, str]]:
    """Return text, colours and words of every cell."""
    paints = cell_colours(counts)
    return [
        {
            "place": f"{row},{column}",
            "text": COVERED if covered else f"{counts[row, column]:,}" if counts[row, column] else "",
            "words": t(
                "“{truth}” called “{answer}”: {count} of {all}",
                truth=names[row],
                answer=names[column],
                count=_number(counts[row, column], covered),
                all=_number(counts[row].sum(), covered),
            ),
            **_paint(None if covered or not counts[row, column] else paints[row, column]),
        }
        for row in range(len(names))
        for column in range(len(names))
    ]


def cell_colours(counts: np.ndarray) -> np.ndarray:
    """Return the colours of the cells (classes, classes, 3): what is right on the blue side of the scale of signed
    values, mistakes on the orange one.

    Right answers by their share of the row; mistakes by the root of theirs, so that few are seen beside many.
    """
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    wrong = np.sqrt(shares * (1 - np.eye(len(counts))))
    strength = 0.18 + 0.62 * wrong / (wrong.max() or 1)
    strength[np.diag_indices(len(counts))] = -(0.12 + 0.63 * np.diagonal(shares) ** 2)
    return colour.diverging(strength, 1.0)


def _paint(paint: np.ndarray | None) -> dict[str, str]:
    if paint is None:
        return {"colour": "", "ink": ""}
    return {"colour": "rgb({},{},{})".format(*paint), "ink": colour.ink_on(paint)}
