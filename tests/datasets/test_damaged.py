"""Files of data sets that are cut off or changed by a bit give a sentence."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.datasets import own, stored
from cnnlab.errors import LabError
from cnnlab.folders import HOME
from cnnlab.recipes.classifier import OWN_DATA

PARTS = {
    "x_train": np.random.default_rng(0).integers(0, 255, (4, 28, 28, 1), np.uint8),
    "y_train": np.arange(4, dtype=np.int32) % 2,
    "x_test": np.zeros((2, 28, 28, 1), np.uint8),
    "y_test": np.arange(2, dtype=np.int32),
}


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flipped(data: bytes) -> bytes:
    middle = len(data) // 3
    return data[:middle] + bytes(255 - each for each in data[middle : middle + 40]) + data[middle + 40 :]


@pytest.mark.parametrize("damage", [cut, flipped])
def test_a_data_set_in_the_folder(tmp_path, monkeypatch, damage):
    file = tmp_path / "mnist.npz"
    np.savez_compressed(file, **PARTS)
    file.write_bytes(damage(file.read_bytes()))
    monkeypatch.setenv(stored.FOLDER, str(tmp_path))
    stored.load.cache_clear()
    with pytest.raises(LabError, match=r"mnist\.npz cannot be read"):
        stored.load("mnist")


@pytest.mark.parametrize("damage", [cut, flipped])
def test_a_set_of_own_pictures(tmp_path, monkeypatch, damage):
    monkeypatch.setenv(HOME, str(tmp_path))
    name = "a" * 32
    about = {"classes": ["a", "b"], "shape": [28, 28, 1], "train": [2, 2], "test": [1, 1], "alike": []}
    own.write(tmp_path / "pictures" / name, about, {**PARTS, "groups": np.arange(4)})
    assert len(own.load(OWN_DATA + name).x_train) == 4
    own._loaded.cache_clear()
    file = tmp_path / "pictures" / name / own.PICTURES
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(LabError, match="not here any more"):
        own.load(OWN_DATA + name)
