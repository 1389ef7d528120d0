"""The principal components of MNIST's training pictures, shipped: the best that any linear code of k numbers can do."""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cnnlab import datasets
from cnnlab.errors import LabError
from cnnlab.folders import MODELS

COUNT = 64
"""Components that are shipped."""
FOLDER = MODELS / "mnist-pca"
FILE, METRICS = "pca.npz", "metrics.json"
MEASURED = (2, 4, 8, 16, 32, 64)
"""Numbers of components whose figures stand in the metrics."""
_PART = 5000
"""Pictures that are turned into floats at a time."""


@dataclass(frozen=True, eq=False)
class Components:
    """A mean picture, and the directions in which pictures differ most from it.

    Attributes
    ----------
    mean : ndarray of float32, shape (H, W, C)
    directions : ndarray of float32, shape (k, H, W, C)
        Orthogonal, of length 1, the one with the largest variance first; the sign is such that the value of the
        largest size is positive.
    deviations : ndarray of float32, shape (k,)
        Standard deviations of the pictures along them.
    shares : ndarray of float32, shape (k,)
        Of the whole variance.
    """

    mean: np.ndarray
    directions: np.ndarray
    deviations: np.ndarray
    shares: np.ndarray

    @property
    def count(self) -> int:
        """How many directions there are."""
        return len(self.directions)


def fit(pictures: np.ndarray, count: int = COUNT) -> Components:
    """Find the principal components of pictures, exactly.

    Parameters
    ----------
    pictures : ndarray of uint8, or of float from 0 to 1, shape (N, H, W, C)
    count : int
        At most H W C.
    """
    shape = pictures.shape[1:]
    size = int(np.prod(shape))
    total, products = np.zeros(size), np.zeros((size, size))
    for start in range(0, len(pictures), _PART):
        part = _flat(pictures[start : start + _PART])
        total += part.sum(axis=0)
        products += part.T @ part
    mean = total / len(pictures)
    # Rounding of such sums is 1e-10 of them: far below the smallest of the variances that are kept.
    variances, directions = np.linalg.eigh(products / len(pictures) - np.outer(mean, mean))
    largest_first = np.clip(variances[::-1], 0, None)
    directions = directions.T[::-1][:count]
    peaks = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)
    directions = directions * np.where(peaks < 0, -1, 1)
    return Components(
        mean.reshape(shape).astype(np.float32),
        directions.reshape(-1, *shape).astype(np.float32),
        np.sqrt(largest_first[:count]).astype(np.float32),
        (largest_first / (largest_first.sum() or 1.0))[:count].astype(np.float32),
    )


def project(components: Components, pictures: np.ndarray, count: int = COUNT) -> np.ndarray:
    """Return pictures (uint8, or float from 0 to 1; (N, H, W, C)) as codes of `count` numbers (float32, (N, count)).

    Raises
    ------
    LabError
        The pictures have another size.
    """
    if pictures.shape[1:] != components.mean.shape:
        raise LabError(
            "This network takes pictures of {rows} × {columns} pixels.",
            rows=components.mean.shape[0],
            columns=components.mean.shape[1],
        )
    directions = _flat(components.directions[:count])
    return ((_flat(pictures) - _flat(components.mean[None])) @ directions.T).astype(np.float32)


def rebuild(components: Components, codes: np.ndarray) -> np.ndarray:
    """Return the pictures (float32, (N, H, W, C), clipped to [0, 1]) of codes (N, k) with k numbers each."""
    directions = _flat(components.directions[: codes.shape[1]])
    pictures = codes @ directions + _flat(components.mean[None])
    return np.clip(pictures, 0, 1).reshape(-1, *components.mean.shape).astype(np.float32)


def bytes_of(components: Components, count: int) -> int:
    """Return what a decoder of `count` numbers weighs: mean, directions and deviations, two bytes a number."""
    return 2 * (components.mean.size * (count + 1) + count)


@functools.cache
def shipped() -> Components:
    """Return the components of MNIST's training pictures; the pictures themselves need not be here."""
    return load(FOLDER / FILE)


def load(file: Path) -> Components:
    """Read what `save` has written."""
    with np.load(file, allow_pickle=False) as held:
        return Components(
            *(held[name].astype(np.float32) for name in ("mean", "directions", "deviations", "shares"))
        )


def save(components: Components, file: Path) -> None:
    """Write components down: mean and directions in half precision."""
    np.savez(
        file,
        mean=components.mean.astype(np.float16),
        directions=components.directions.astype(np.float16),
        deviations=components.deviations,
        shares=components.shares,
    )


def make(folder: Path = FOLDER) -> dict:
    """Make what is shipped from MNIST: the file and its figures, which are returned.

    Raises
    ------
    LabError
        MNIST cannot be had.
    """
    data = datasets.load("mnist")
    folder.mkdir(parents=True, exist_ok=True)
    save(fit(data.x_train), folder / FILE)
    components = load(folder / FILE)
    metrics = {
        "trained_on": len(data.x_train),
        "test_count": len(data.x_test),
        "test_psnr": {str(count): round(_psnr(components, data.x_test, count), 3) for count in MEASURED},
        "explained": {str(count): round(float(components.shares[:count].sum()), 5) for count in MEASURED},
    }
    (folder / METRICS).write_text(json.dumps(metrics, indent=1) + "\n", "utf-8")
    return metrics


def _psnr(components: Components, pictures: np.ndarray, count: int) -> float:
    """Return the PSNR of the mean squared error over all pictures."""
    errors = 0.0
    for start in range(0, len(pictures), _PART):
        part = pictures[start : start + _PART]
        rebuilt = rebuild(components, project(components, part, count))
        errors += float(((_flat(rebuilt) - _flat(part)) ** 2).sum())
    return -10 * float(np.log10(errors / pictures.size))


def _flat(pictures: np.ndarray) -> np.ndarray:
    """Return pictures (N, H, W, C) as rows of float64; bytes become numbers from 0 to 1."""
    rows = pictures.reshape(len(pictures), -1).astype(np.float64)
    return rows / 255 if pictures.dtype == np.uint8 else rows
