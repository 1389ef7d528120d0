from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cnnlab.datasets import style_patterns, style_pictures
from cnnlab.errors import LabError
from tests import stylizers


def test_some_are_set_apart():
    found = style_pictures.load(stylizers.recipe())
    assert len(found.contents) + len(found.test_contents) == 5
    assert len(found.styles) + len(found.test_styles) == 4
    assert min(len(found.test_contents), len(found.test_styles)) >= 1
    assert found.contents[0].shape == (40, 48, 3)


def test_names_alone_say_which():
    files = [Path(f"picture {number}.jpg") for number in range(300)]
    train, test = style_pictures.parted(files, 10)
    assert not set(train) & set(test)
    assert 15 <= len(test) <= 50
    fewer = style_pictures.parted(files[:150], 10)
    assert set(fewer[0]) == set(train) & set(files[:150])


@pytest.mark.parametrize("name", ["content", "style"])
def test_a_bad_folder_gets_a_sentence(name, tmp_path):
    with pytest.raises(LabError, match="nowhere"):
        style_pictures.load(stylizers.recipe(**{name: str(tmp_path / "nowhere")}))
    (tmp_path / "one.png").write_bytes((stylizers.data() / "styles" / "styles-0.png").read_bytes())
    with pytest.raises(LabError, match="at least 2"):
        style_pictures.load(stylizers.recipe(**{name: str(tmp_path)}))
    (tmp_path / "two.png").write_bytes(b"no picture")
    with pytest.raises(LabError, match=r"two\.png"):
        style_pictures.load(stylizers.recipe(**{name: str(tmp_path)}))


def test_folders_may_be_named_within_that_of_the_data(monkeypatch):
    monkeypatch.setenv("CNNLAB_DATA_DIR", str(stylizers.data()))
    found = style_pictures.load(stylizers.recipe(content="photos", style="styles"))
    assert len(found.styles) == len(style_pictures.load(stylizers.recipe()).styles)


def test_squares():
    picture = np.zeros((20, 40, 3), np.uint8)
    picture[:, 10:30] = 200
    np.testing.assert_array_equal(style_pictures.square(picture, 10), np.full((10, 10, 3), 200))


def test_patterns_are_drawn_by_the_seed_and_are_no_plain_areas():
    drawn = [style_patterns.pattern(np.random.default_rng(number), 48) for number in range(24)]
    assert {each.shape for each in drawn} == {(48, 48, 3)}
    assert {each.dtype for each in drawn} == {np.dtype(np.uint8)}
    again = style_patterns.pattern(np.random.default_rng(5), 48)
    np.testing.assert_array_equal(again, drawn[5])
    assert np.median([each.std() for each in drawn]) > 25
