"""Handwritten digits that are there without a download: 8 x 8 pixels of old, made ready as MNIST's are."""

from __future__ import annotations

import functools
import gzip

import numpy as np
from PIL import Image

from cnnlab.errors import LabError
from cnnlab.images.preparing import to_digit
from cnnlab.images.shipped_files import shipped_file

DIGITS = tuple(range(10))
WRITERS = 10
"""How many handwritings there are of each digit."""

CREDIT = (
    "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository "
    "(CC BY 4.0); from scikit-learn."
)

# In the file an 8 x 8 cell counts the dark ones of its 4 x 4 pixels.
_SIDE, _FULL = 8, 16
_MARGIN = 2
_SMOOTH_SIDE = 160


@functools.lru_cache(maxsize=len(DIGITS) * WRITERS)
def digit(number: int, writer: int = 0) -> np.ndarray:
    """Return a handwritten digit as the networks for MNIST take it.

    Parameters
    ----------
    number : int
        0 to 9.
    writer : int
        0 to 9: which of ten handwritings.

    Returns
    -------
    ndarray of uint8, shape (28, 28)
        White on black, prepared by :func:`cnnlab.images.preparing.to_digit`; read-only.

    Raises
    ------
    LabError
        For a number or a writer that does not exist.
    """
    picture = to_digit(large_digit(number, writer))
    picture.setflags(write=False)
    return picture


def large_digit(number: int, writer: int = 0, size: int = _SMOOTH_SIDE) -> np.ndarray:
    """Return a handwritten digit as a picture.

    Parameters
    ----------
    number, writer : int
        See :func:`digit`.
    size : int
        Pixels of the side.

    Returns
    -------
    ndarray of uint8, shape (size, size)
        White on black, with smooth lines of a pen's width.

    Raises
    ------
    LabError
        See :func:`digit`.
    """
    if number not in DIGITS:
        raise LabError("There is no digit {number}; choose 0 to 9.", number=number)
    if writer not in range(WRITERS):
        raise LabError(
            "There is no handwriting {number}; choose 0 to {most}.", number=writer, most=WRITERS - 1
        )
    cells = Image.fromarray(np.pad(_cells()[number, writer], _MARGIN))
    smooth = cells.resize((_SMOOTH_SIDE, _SMOOTH_SIDE), Image.Resampling.BICUBIC)
    # Interpolated cells are a blur; its middle level is where the line's edge was.
    inked = np.clip((np.asarray(smooth) - 0.4) / 0.35, 0, 1)
    picture = Image.fromarray(np.rint(255 * inked).astype(np.uint8))
    filtering = Image.Resampling.HAMMING if size <= _SMOOTH_SIDE else Image.Resampling.BICUBIC
    return np.asarray(picture.resize((size, size), filtering))


@functools.cache
def _cells() -> np.ndarray:
    """Return float32 of shape (10, WRITERS, 8, 8), 0 for paper to 1 for ink."""
    with gzip.open(shipped_file("sklearn", "datasets/data/digits.csv.gz"), "rt") as file:
        table = np.loadtxt(file, delimiter=",", dtype=np.float32)
    pixels, labels = table[:, :-1].reshape(-1, _SIDE, _SIDE) / _FULL, table[:, -1]
    means = np.stack([pixels[labels == number].mean(axis=0) for number in DIGITS])
    off = ((pixels[:, None] - means) ** 2).sum(axis=(2, 3))
    return np.stack([pixels[_clear_rows(off, labels == number, number)] for number in DIGITS])


def _clear_rows(off: np.ndarray, rows: np.ndarray, number: int) -> list[int]:
    """Choose a row a writer: the one that is most plainly this digit.

    Thirteen people wrote one after the other, so that ten equal parts of the file are from different people.
    Plain is what is near the mean of its digit and far from the nearest other mean.
    """
    doubt = off[:, number] - np.delete(off, number, axis=1).min(axis=1)
    parts = np.array_split(np.flatnonzero(rows), WRITERS)
    return [int(part[doubt[part].argmin()]) for part in parts]
