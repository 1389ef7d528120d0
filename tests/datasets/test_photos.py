from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from cnnlab import datasets
from cnnlab.datasets import photos
from cnnlab.errors import LabError


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(photos, "TEST", 2)
    monkeypatch.setattr(photos, "FEWEST", 4)
    (tmp_path / "photos").mkdir()
    return tmp_path / "photos"


def fill(folder, count):
    for number in range(count):
        pixels = np.full((131, 162, 3), number * 10, np.uint8)
        Image.fromarray(pixels).save(folder / f"{number:02}.png")


def test_pieces_of_the_last_photographs_are_for_testing(folder):
    fill(folder, 5)
    data = datasets.load("photos")
    assert data.shape == datasets.about("photos").shape == (64, 64, 3)
    # 0 and 48 down, 0, 48 and 96 to the right.
    assert len(data.x_train) == 3 * 2 * 3
    assert set(np.unique(data.x_train)) == {0, 10, 20}
    assert set(np.unique(data.x_test)) == {30, 40}
    assert datasets.is_here("photos")


def test_whole_ones_can_be_halved_twice(folder):
    fill(folder, 5)
    assert [each.shape for each in photos.whole("test")] == [(128, 160, 3)] * 2
    assert len(photos.whole("train")) == 3


@pytest.mark.parametrize("count", [0, 3])
def test_too_few_get_a_sentence(folder, count):
    fill(folder, count)
    assert not datasets.is_here("photos")
    with pytest.raises(LabError, match="CNNLAB_DATA_DIR"):
        datasets.load("photos")


def test_without_a_data_folder_there_are_none(monkeypatch):
    monkeypatch.delenv("CNNLAB_DATA_DIR", raising=False)
    assert not photos.is_here()


def test_other_files_are_left_alone(folder):
    fill(folder, 4)
    (folder / "notes.txt").write_text("no photograph")
    assert len(photos.files()) == 4
