from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_digits

from cnnlab.datasets import NAMES, digits, load, size, stored
from cnnlab.datasets.dataset import Dataset
from cnnlab.errors import LabError


@pytest.fixture(autouse=True)
def forget():
    stored.load.cache_clear()
    yield
    stored.load.cache_clear()


@pytest.mark.parametrize("name", ["digits", "shapes"])
def test_the_size_is_known_without_loading(name):
    assert size(name) == len(load(name).x_train)


def test_the_size_of_what_there_is_not():
    with pytest.raises(LabError, match="There is no data set of that name"):
        size("letters")


def _write(folder, name="mnist", **other):
    rng = np.random.default_rng(0)
    colour = (3,) if name == "cifar10" else ()
    arrays = {
        "x_train": rng.integers(0, 256, (30, 28, 28, *colour)).astype(np.uint8),
        "y_train": (np.arange(30) % 10).astype(np.uint8),
        "x_test": rng.integers(0, 256, (10, 28, 28, *colour)).astype(np.uint8),
        "y_test": np.arange(10).astype(np.uint8),
        **other,
    }
    np.savez(folder / f"{name}.npz", **{key: value for key, value in arrays.items() if value is not None})
    return arrays


def test_digits_need_nothing_else():
    data = load("digits")
    assert data.shape == (28, 28, 1)
    assert len(data.y_train) + len(data.y_test) == 1797
    assert data.classes == tuple("0123456789")
    # The ink is where it was, only larger: each cell has become 2.5 x 2.5 pixels.
    cells = load_digits().images[:50] / 16
    expected = cells.repeat(5, 1).repeat(5, 2).reshape(50, 20, 2, 20, 2).mean((2, 4))
    got = digits.enlarged(cells)[:, 4:24, 4:24, 0]
    assert np.corrcoef(got.ravel(), expected.ravel())[0, 1] > 0.95
    assert digits.enlarged(cells)[:, [0, 3, 24, 27]].max() == 0


@pytest.mark.parametrize("name", stored.CLASSES)
def test_a_folder_is_read_without_a_network(tmp_path, monkeypatch, name):
    arrays = _write(tmp_path, name)
    monkeypatch.setenv(stored.FOLDER, str(tmp_path))
    assert stored.is_here(name)
    data = load(name)
    assert data.shape == (28, 28, 3 if name == "cifar10" else 1)
    np.testing.assert_array_equal(data.x_test.reshape(arrays["x_test"].shape), arrays["x_test"])
    assert data.y_test.tolist() == list(range(10))
    with pytest.raises(ValueError, match="read-only"):
        data.x_train[0] = 0


@pytest.mark.parametrize(
    "broken",
    [
        {"y_train": None},
        {"x_train": np.zeros((3, 28, 28), np.uint8)},
        {"x_train": np.zeros((30, 28, 28), np.float32)},
        {"y_train": np.full(30, 10)},
        {"x_test": np.zeros((10, 32, 32), np.uint8)},
        {"x_train": np.array([{}] * 30, object)},
    ],
)
def test_a_damaged_file_gets_a_sentence(tmp_path, monkeypatch, broken):
    _write(tmp_path, **broken)
    monkeypatch.setenv(stored.FOLDER, str(tmp_path))
    with pytest.raises(LabError):
        load("mnist")


def test_a_file_that_is_no_archive_gets_a_sentence(tmp_path, monkeypatch):
    (tmp_path / "mnist.npz").write_bytes(b"PK no archive")
    monkeypatch.setenv(stored.FOLDER, str(tmp_path))
    with pytest.raises(LabError, match=r"mnist\.npz cannot be read"):
        load("mnist")


def test_without_folder_and_network_the_sentence_says_what_to_do(monkeypatch):
    def refuse():
        raise Exception("URL fetch failure")

    monkeypatch.delenv(stored.FOLDER, raising=False)
    monkeypatch.setattr("keras.datasets.mnist.load_data", refuse)
    with pytest.raises(LabError, match="CNNLAB_DATA_DIR"):
        load("mnist")


def test_an_unknown_name_gets_the_names():
    with pytest.raises(LabError, match=NAMES[-1]):
        load("imagenet")


def test_pictures_and_labels_must_belong_together():
    pictures = np.zeros((4, 8, 8, 1), np.uint8)
    with pytest.raises(LabError, match="damaged"):
        Dataset("mine", pictures, np.zeros(3), pictures, np.zeros(4), ("a", "b"))
