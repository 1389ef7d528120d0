"""The well-known data sets as Keras fetches and keeps them, with a word on how far it has come."""

from __future__ import annotations

import os
import queue
import socket
import threading
import time
from collections.abc import Callable
from pathlib import Path

from cnnlab.errors import LabError

PATIENCE = 15
"""Seconds without a byte from the other side after which it is given up."""
PERIOD = 0.25
_one = threading.Lock()

_FILES = {
    "mnist": {"mnist.npz": 11_490_434},
    "fashion_mnist": {
        "fashion-mnist/train-labels-idx1-ubyte.gz": 29_515,
        "fashion-mnist/train-images-idx3-ubyte.gz": 26_421_880,
        "fashion-mnist/t10k-labels-idx1-ubyte.gz": 5_148,
        "fashion-mnist/t10k-images-idx3-ubyte.gz": 4_422_102,
    },
    "cifar10": {"cifar-10-batches-py-target_archive": 170_498_071},
}
"""What Keras downloads: the files in its cache, and their bytes once they are whole."""
_UNPACKED = {"cifar10": "cifar-10-batches-py-target/cifar-10-batches-py/test_batch"}
"""What is unpacked last of an archive: that is enough, should the archive be gone."""
BYTES = {name: sum(files.values()) for name, files in _FILES.items()}
"""What is downloaded in all."""


def is_cached(name: str) -> bool:
    """Tell whether Keras has a data set in its cache, whole."""
    if name in _UNPACKED:
        return (_cache() / _UNPACKED[name]).is_file()
    return all(_size(file) == size for file, size in _FILES[name].items())


def fetch(name: str, report: Callable[..., None] | None = None) -> tuple:
    """Load a data set by Keras's loader, which downloads it where it is not in the cache.

    Parameters
    ----------
    name : {"mnist", "fashion_mnist", "cifar10"}
    report : callable, optional
        Called as ``report(fraction, bytes=n)`` while it is downloaded; may raise to leave it.

    Returns
    -------
    tuple
        ``((x_train, y_train), (x_test, y_test))``, as Keras gives it.

    Raises
    ------
    LabError
        It is not there and cannot be fetched.
    """
    answers: queue.Queue = queue.Queue()
    # Keras's loader says nothing and cannot be stopped: in a thread of its own it can at least be watched, and
    # left; a download that was left is found in the cache the next time.
    threading.Thread(target=_load, args=(name, answers), daemon=True).start()
    while True:
        try:
            found = answers.get(timeout=PERIOD)
            break
        except queue.Empty:
            if report is not None:
                here = _downloaded(name)
                report(min(here / BYTES[name], 1.0), bytes=here)
    if isinstance(found, Exception):
        raise LabError(
            "The data set {name} is not on this computer and cannot be fetched. Connect to the internet once, or "
            "put {name}.npz into a folder and name that folder in CNNLAB_DATA_DIR; the digits of scikit-learn "
            "and the shapes need neither.",
            name=name,
        ) from found
    return found


def bring(name: str, report: Callable[..., None]) -> None:
    """Fetch a data set into Keras's cache, and leave it there (for a long call)."""
    fetch(name, report)


def _load(name: str, answers: queue.Queue) -> None:
    import keras

    # One at a time: the time limit holds for the whole process.
    with _one:
        # Keras sets none of its own: a server that never answers would hold it for ever.
        before = socket.getdefaulttimeout()
        socket.setdefaulttimeout(PATIENCE)
        try:
            while _is_growing(name):
                time.sleep(PERIOD)
            _remove_pieces(name)
            answers.put(getattr(keras.datasets, name).load_data())
        except Exception as error:  # noqa: BLE001  Keras raises a bare Exception where it cannot fetch.
            answers.put(error)
        finally:
            socket.setdefaulttimeout(before)


def _is_growing(name: str) -> bool:
    """Tell whether another process seems to be fetching a data set: what it has so far must not be removed."""
    pieces = [_cache() / file for file, size in _FILES[name].items() if 0 <= _size(file) != size]
    try:
        return any(time.time() - piece.stat().st_mtime < PATIENCE for piece in pieces)
    except OSError:
        return False


def _remove_pieces(name: str) -> None:
    """Remove what an interrupted download has left: Keras would take it for the whole where it knows no checksum."""
    for file, size in _FILES[name].items():
        if 0 <= _size(file) != size:
            (_cache() / file).unlink(missing_ok=True)


def _downloaded(name: str) -> int:
    return sum(max(_size(file), 0) for file in _FILES[name])


def _size(file: str) -> int:
    try:
        return (_cache() / file).stat().st_size
    except OSError:
        return -1


def _cache() -> Path:
    return Path(os.environ.get("KERAS_HOME", Path.home() / ".keras")) / "datasets"
