"""The well-known data sets: from a folder, or as Keras keeps them."""

from __future__ import annotations

import functools
import os
import zipfile
import zlib
from pathlib import Path

import numpy as np

from cnnlab.datasets import fetching
from cnnlab.datasets.dataset import Dataset
from cnnlab.errors import LabError

FOLDER = "CNNLAB_DATA_DIR"
"""Environment variable: the folder in which ``<name>.npz`` is looked for first."""

CLASSES = {
    "mnist": tuple(str(number) for number in range(10)),
    "fashion_mnist": (
        "T-shirt",
        "trousers",
        "pullover",
        "dress",
        "coat",
        "sandal",
        "shirt",
        "trainer",
        "bag",
        "ankle boot",
    ),
    "cifar10": (
        "aeroplane",
        "car",
        "bird",
        "cat",
        "deer",
        "dog",
        "frog",
        "horse",
        "ship",
        "lorry",
    ),
}
_ARRAYS = ("x_train", "y_train", "x_test", "y_test")


@functools.lru_cache(maxsize=1)
def load(name: str) -> Dataset:
    """Return MNIST, Fashion-MNIST or CIFAR-10.

    Parameters
    ----------
    name : {"mnist", "fashion_mnist", "cifar10"}

    Returns
    -------
    Dataset

    Raises
    ------
    LabError
        Where it is neither in the folder nor in Keras's cache nor can be fetched, or the file is damaged.
    """
    arrays = _from_folder(name) or _from_keras(name)
    return Dataset(name, *(_pictures(part) if part.ndim > 2 else part for part in arrays), CLASSES[name])


def is_here(name: str) -> bool:
    """Tell whether a data set can be had without a network."""
    return _file(name) is not None or fetching.is_cached(name)


def _file(name: str) -> Path | None:
    folder = os.environ.get(FOLDER)
    file = Path(folder, f"{name}.npz") if folder else None
    return file if file is not None and file.is_file() else None


def _from_folder(name: str) -> tuple[np.ndarray, ...] | None:
    file = _file(name)
    if file is None:
        return None
    try:
        # Never a pickle: the file may come from anybody's stick.
        with np.load(file, allow_pickle=False) as held:
            return tuple(held[part] for part in _ARRAYS)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise LabError(
            "The file {file} cannot be read. It needs to be a NumPy archive with x_train, y_train, x_test and "
            "y_test; copy it once more.",
            file=file.name,
        ) from error


def _from_keras(name: str) -> tuple[np.ndarray, ...]:
    train, test = fetching.fetch(name)
    return (*train, *test)


def _pictures(values: np.ndarray) -> np.ndarray:
    return values if values.ndim == 4 else values[..., None]
