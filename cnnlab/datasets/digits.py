"""1,797 real handwritten digits that come with scikit-learn, shown as MNIST shows them."""

from __future__ import annotations

import functools

import numpy as np

from cnnlab.datasets.dataset import Dataset

CREDIT = (
    "E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository "
    "(CC BY 4.0); from scikit-learn."
)
CLASSES = tuple(str(number) for number in range(10))
TEST = 397
"""The last so many of the file: 13 people wrote one after another, so they are mostly by other hands."""

SIDE = 28
_INK = 20


@functools.cache
def load() -> Dataset:
    """Return the digits, enlarged to 28 x 28.

    Returns
    -------
    Dataset
        1,400 for training and 397, mostly by other writers, as a test.
    """
    from sklearn.datasets import load_digits

    table = load_digits()
    x = enlarged(table.images / table.images.max())
    return Dataset("digits", x[:-TEST], table.target[:-TEST], x[-TEST:], table.target[-TEST:], CLASSES)


@functools.cache
def cells(part: str) -> np.ndarray:
    """Return the digits of a part as they are kept.

    Parameters
    ----------
    part : {"train", "test"}

    Returns
    -------
    ndarray of uint8, shape (N, 8, 8)
        Ink from 0 to 16: the inked ones of the 4 x 4 dots of a cell, as they were counted.
    """
    from sklearn.datasets import load_digits

    images = load_digits().images.astype(np.uint8)
    return images[-TEST:] if part == "test" else images[:-TEST]


def enlarged(cells: np.ndarray) -> np.ndarray:
    """Enlarge digits of 8 x 8 cells to MNIST's frame.

    Parameters
    ----------
    cells : ndarray of float, shape (N, 8, 8)
        Ink from 0 to 1.

    Returns
    -------
    ndarray of uint8, shape (N, 28, 28, 1)
        The cells as 20 x 20 pixels (bicubic), in the middle: where and as large as MNIST's digits are.
    """
    from PIL import Image

    frames = np.zeros((len(cells), SIDE, SIDE, 1), np.uint8)
    edge = (SIDE - _INK) // 2
    for frame, digit in zip(frames, cells, strict=True):
        large = Image.fromarray(digit.astype(np.float32)).resize((_INK, _INK), Image.Resampling.BICUBIC)
        frame[edge:-edge, edge:-edge, 0] = np.rint(255 * np.clip(np.asarray(large), 0, 1))
    return frames
