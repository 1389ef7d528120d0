"""What the mode Examine gives to take home."""

from __future__ import annotations

import io
from functools import partial

import numpy as np

from cnnlab import pretrained
from cnnlab.images import encoding, exporting
from cnnlab.metrics.classification import per_class
from cnnlab.web.classifier.examine_pick import pick
from cnnlab.web.classifier.examine_subject import Subject
from cnnlab.web.classifier.examine_tiles import picture_of
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

COLUMNS = 8
ENLARGED = 3


def downloads(subject: Subject) -> tuple[Download, ...]:
    """Return the files for a network; those with pictures and answers only where these are here."""
    files = [
        Download(N_("Confusion matrix (CSV)"), "confusion.csv", "text/csv", partial(matrix_csv, subject)),
        Download(N_("Precision and recall (CSV)"), "classes.csv", "text/csv", partial(classes_csv, subject)),
    ]
    if subject.answers is not None:
        files.append(
            Download(
                N_("Labels and logits (NPZ)"),
                "answers.npz",
                "application/octet-stream",
                lambda: exporting.npz({"labels": subject.answers.labels, "logits": subject.answers.logits}),
            )
        )
    if subject.has_pictures and not subject.right.all():
        files.append(
            Download(N_("Mistakes (PNG)"), "mistakes.png", "image/png", lambda: encoding.png(sheet(subject)))
        )
    weights = pretrained.folder_of(subject.name) / pretrained.WEIGHTS
    if weights.is_file():
        files.append(
            Download(N_("Weights (HDF5)"), pretrained.WEIGHTS, "application/octet-stream", weights.read_bytes)
        )
    return tuple(files)


def matrix_csv(subject: Subject) -> bytes:
    """Return the matrix with the names of the classes: a line for each true class, a column for each answer."""
    lines = [["true \\ answer", *subject.classes]]
    lines += [[name, *map(str, row)] for name, row in zip(subject.classes, subject.counts, strict=True)]
    return _csv(lines)


def classes_csv(subject: Subject) -> bytes:
    """Return precision, recall and F1, a line for each class; nothing where there is nothing to divide by."""
    found = per_class(subject.counts)
    lines = [["class", "pictures", "answers", "precision", "recall", "f1"]]
    for place, name in enumerate(subject.classes):
        shares = (found.precision[place], found.recall[place], found.f1[place])
        lines.append(
            [
                name,
                str(found.pictures[place]),
                str(found.answers[place]),
                *("" if np.isnan(value) else f"{value:.6g}" for value in shares),
            ]
        )
    return _csv(lines)


def sheet(subject: Subject) -> np.ndarray:
    """Return the boldest mistakes as one picture, uint8, the surest first, row by row."""
    places = pick(subject, "mistakes", None, None).places
    tiles = [
        np.pad(encoding.enlarge(picture_of(subject, int(place)), ENLARGED), _edges(subject))
        for place in places
    ]
    tiles += [np.zeros_like(tiles[0])] * (-len(tiles) % COLUMNS if len(tiles) > COLUMNS else 0)
    rows = [np.concatenate(tiles[start : start + COLUMNS], axis=1) for start in range(0, len(tiles), COLUMNS)]
    return np.concatenate(rows, axis=0)


def _edges(subject: Subject) -> list[tuple[int, int]]:
    colours = subject.answers.pictures.shape[3] == 3
    return [(2, 2), (2, 2), *([(0, 0)] if colours else [])]


def _csv(lines: list[list[str]]) -> bytes:
    import csv

    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows([_plain(cell) for cell in line] for line in lines)
    return file.getvalue().encode("utf-8-sig")


def _plain(cell: str) -> str:
    """Keep a table program from taking the name that somebody gave a class for a formula."""
    return f"'{cell}" if cell[:1] in "=+-@\t" and not cell[1:].isdigit() else cell
