from __future__ import annotations

import numpy as np
import pytest

from cnnlab.datasets import shapes
from cnnlab.datasets.outlines import NAMES, outline
from cnnlab.errors import LabError


@pytest.mark.parametrize("name", NAMES)
def test_outlines_lie_within_the_unit_circle_and_enclose_something(name):
    corners, hole = outline(name)
    assert np.hypot(*corners.T).max() <= 1.05
    assert _area(corners) > 0.5
    if hole is not None:
        assert np.hypot(*hole.T).max() < np.hypot(*corners.T).min()


def _area(corners):
    x, y = corners.T
    return abs(np.sum(x * np.roll(y, -1) - y * np.roll(x, -1))) / 2


def test_the_same_seed_draws_the_same():
    first, again, other = (shapes.draw(20, seed)[0] for seed in (3, 3, 4))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_every_class_comes_equally_often():
    _, labels = shapes.draw(200)
    assert np.bincount(labels, minlength=10).tolist() == [20] * 10


def test_shape_and_ground_differ_in_brightness():
    pictures, _ = shapes.draw(100, clutter=0, noise=0)
    grey = pictures @ (0.299, 0.587, 0.114)
    assert (grey.max(axis=(1, 2)) - grey.min(axis=(1, 2)) >= shapes.LEAST_CONTRAST - 2).all()


def test_noise_has_the_strength_that_was_asked_for():
    clean = shapes.draw(50, noise=0)[0].astype(float)
    noisy = shapes.draw(50, noise=0.05)[0].astype(float)
    inside = (clean > 60) & (clean < 195)
    assert np.std((noisy - clean)[inside]) == pytest.approx(0.05 * 255, rel=0.03)


def test_an_honest_cue_names_the_class_and_a_dishonest_one_does_not():
    for honest in (True, False):
        pictures, labels = shapes.draw(400, noise=0, cue=1, honest=honest)
        corner = pictures[:, 0, 0].astype(int)
        colours = {label: np.unique(corner[labels == label], axis=0) for label in range(10)}
        assert all((len(each) == 1) == honest for each in colours.values())
        assert len(np.unique(corner, axis=0)) == 10


def test_without_a_cue_there_is_none():
    plain, marked = shapes.draw(30, cue=0, noise=0)[0], shapes.draw(30, cue=0.5, noise=0)[0]
    np.testing.assert_array_equal(plain[:, 4:, 4:], marked[:, 4:, 4:])
    share = (plain[:, 0, 0] != marked[:, 0, 0]).any(axis=1).mean()
    assert 0.2 < share < 0.8


def test_a_picture_is_drawn_alone_as_among_the_others(monkeypatch):
    monkeypatch.setattr(shapes, "_PARTS", {"train": (60, 0), "test": (30, 1)})
    monkeypatch.setattr(shapes, "TRAIN", 60)
    monkeypatch.setattr(shapes, "TEST", 30)
    settings = {"clutter": 0.6, "noise": 0.1, "cue": 0.5}
    shapes.load.cache_clear()
    data = shapes.load(**settings)
    shapes.load.cache_clear()
    for part, x, y in (("train", data.x_train, data.y_train), ("test", data.x_test, data.y_test)):
        np.testing.assert_array_equal(shapes.labels_of(part), y)
        np.testing.assert_array_equal(shapes.some(part, [17, 3, 3], **settings), x[[17, 3, 3]])
        assert shapes.some(part, []).shape == (0, 32, 32, 3)
    plain = shapes.some("train", [5], clutter=0.6, noise=0, cue=0)
    marked = shapes.some("train", [5], clutter=0.6, noise=0, cue=1)
    assert (plain != marked).any(axis=3).sum() == 16


@pytest.mark.parametrize(
    "setting", [{"clutter": -0.1}, {"clutter": 1.1}, {"noise": 0.6}, {"cue": 2}, {"noise": float("nan")}]
)
def test_a_number_beyond_its_limits_gets_a_sentence(setting):
    with pytest.raises(LabError, match=next(iter(setting))):
        shapes.draw(1, **setting)
