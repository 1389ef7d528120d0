"""Downloads: watched, left, given up in a sentence, and never taken for whole while they are pieces."""

from __future__ import annotations

import os
import socket
import threading
import time

import numpy as np
import pytest

from cnnlab.datasets import fetching, stored
from cnnlab.errors import LabError


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    """An empty cache, no folder, and a proxy that nobody listens at."""
    monkeypatch.delenv(stored.FOLDER, raising=False)
    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr("keras.src.utils.file_utils.config.keras_home", lambda: str(tmp_path))
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    stored.load.cache_clear()
    yield tmp_path
    stored.load.cache_clear()


@pytest.mark.parametrize("name", stored.CLASSES)
def test_without_a_network_there_is_a_sentence_at_once(name):
    began = time.monotonic()
    assert not stored.is_here(name)
    with pytest.raises(LabError, match="CNNLAB_DATA_DIR"):
        stored.load(name)
    assert time.monotonic() - began < 20
    assert socket.getdefaulttimeout() is None


def test_a_server_that_never_answers_is_given_up(monkeypatch):
    monkeypatch.setattr(fetching, "PATIENCE", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        for name in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(LabError, match="cannot be fetched"):
            fetching.fetch("mnist")


def test_how_far_it_is_and_that_it_can_be_left(monkeypatch, nowhere):
    here, go_on = threading.Event(), threading.Event()
    file = nowhere / "datasets" / "mnist.npz"

    def slow():
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(bytes(fetching.BYTES["mnist"] // 2))
        here.set()
        go_on.wait(30)
        return (np.zeros(1), np.zeros(1)), (np.zeros(1), np.zeros(1))

    monkeypatch.setattr("keras.datasets.mnist.load_data", slow)
    told = []

    def report(fraction, **words):
        if here.is_set() and fraction > 0:
            told.append((fraction, words))
            if len(told) == 2:
                raise KeyboardInterrupt  # as a cancelled call is left

    with pytest.raises(KeyboardInterrupt):
        fetching.fetch("mnist", report)
    go_on.set()
    assert told[0] == (pytest.approx(0.5, abs=1e-6), {"bytes": fetching.BYTES["mnist"] // 2})


def test_pieces_are_not_taken_for_the_whole(monkeypatch, nowhere):
    folder = nowhere / "datasets" / "fashion-mnist"
    folder.mkdir(parents=True)
    whole = {name: size for name, size in fetching._FILES["fashion_mnist"].items()}
    for name, size in whole.items():
        with (nowhere / "datasets" / name).open("wb") as file:
            os.truncate(file.fileno(), size)
    assert fetching.is_cached("fashion_mnist")
    piece = folder / "train-images-idx3-ubyte.gz"
    os.truncate(piece, 1000)
    os.utime(piece, (1e9, 1e9))
    assert not fetching.is_cached("fashion_mnist")
    found = []
    monkeypatch.setattr(
        "keras.datasets.fashion_mnist.load_data", lambda: found.append(piece.exists()) or ((0, 0), (0, 0))
    )
    fetching.fetch("fashion_mnist")
    assert found == [False]
    assert len(list(folder.iterdir())) == 3


def test_what_another_process_is_fetching_is_left_to_it(monkeypatch, nowhere):
    piece = nowhere / "datasets" / "mnist.npz"
    piece.parent.mkdir(parents=True)
    piece.write_bytes(b"the beginning")
    looks, found = [], []

    def is_growing(name, before=fetching._is_growing):
        looks.append(before(name))
        if len(looks) == 2:
            os.truncate(piece, fetching.BYTES["mnist"])
        return looks[-1]

    monkeypatch.setattr(fetching, "_is_growing", is_growing)
    monkeypatch.setattr(fetching, "PERIOD", 0.01)
    monkeypatch.setattr(
        "keras.datasets.mnist.load_data", lambda: found.append(piece.exists()) or ((0,), (0,))
    )
    fetching.fetch("mnist")
    assert looks == [True, True, False]
    assert found == [True]
