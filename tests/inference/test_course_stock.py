"""A network's view of many pictures along its training: made once, kept, and found again."""

from __future__ import annotations

import os

import keras
import numpy as np
import pytest
from scipy.spatial.distance import pdist
from sklearn.decomposition import PCA

from cnnlab import datasets, pretrained
from cnnlab.errors import LabError
from cnnlab.inference import checkpoints, course_stock
from cnnlab.inference.course_report import ANSWER, report_course
from cnnlab.inference.stock import stock
from tests.inference.course_folders import COLOUR, NAME, by_hand, keep_copies, own_models

random = np.random.default_rng(0)


@pytest.fixture(autouse=True)
def copies(tmp_path, monkeypatch):
    return own_models(tmp_path, monkeypatch)


def make(name=NAME) -> course_stock.CourseStock:
    course_stock.make(name, pretrained.stamp(name))
    return course_stock.find(name, len(checkpoints.files(name)))


def test_turning_keeps_distances_and_brings_the_steps_together():
    base = random.normal(size=(40, 6)).astype(np.float32) * (5, 4, 1, 1, 1, 1)
    mixing = [np.linalg.qr(random.normal(size=(6, 6)))[0] for _ in range(4)]
    features = [(base * (step + 1) @ mix + step).astype(np.float32) for step, mix in enumerate(mixing)]
    means, directions = course_stock.aligned(features)
    places = [(each - mean) @ axes.T for each, mean, axes in zip(features, means, directions, strict=True)]
    for each, own, axes in zip(features, places, directions, strict=True):
        np.testing.assert_allclose(axes @ axes.T, np.eye(2), atol=1e-5)
        np.testing.assert_allclose(pdist(own), pdist(PCA(2).fit_transform(each)), rtol=1e-3)
    for step in range(3):
        # The same picture, turned and enlarged: aligned, it is only enlarged.
        np.testing.assert_allclose(places[step] / (step + 1), places[step + 1] / (step + 2), atol=1e-3)


def test_features_that_hardly_differ_get_places_as_well():
    flat = np.ones((5, 3), np.float32)
    means, directions = course_stock.aligned([flat, flat[:, :3]])
    assert np.isfinite(directions).all()
    narrow = random.normal(size=(5, 1)).astype(np.float32)
    means, directions = course_stock.aligned([narrow, narrow])
    assert directions.shape == (2, 2, 1)
    assert np.isfinite(means).all()


def test_what_is_made_is_what_keras_says():
    found = make()
    steps = sorted(int(file.stem) for file in (pretrained.folder_of(NAME) / "checkpoints").glob("*.npz"))
    held = stock(pretrained.trained(NAME))
    count, many = min(course_stock.PICTURES, len(held.labels)), found.places.shape[1]
    assert found.source == "test"
    assert found.answers.shape == (len(steps), count)
    images = held.pictures[:count] / np.float32(255)
    for place in (0, 4, 9):
        model = by_hand(NAME, steps[place])
        np.testing.assert_array_equal(found.answers[place], np.asarray(model(images)).argmax(axis=1))
        assert found.accuracy[place] == np.mean(found.answers[place] == held.labels[:count])
        features = np.asarray(keras.Model(model.inputs[0], model.layers[-1].input)(images[:many]))
        np.testing.assert_allclose(
            pdist(found.places[place]), pdist(PCA(2).fit_transform(features)), rtol=1e-2, atol=1e-3
        )
    assert found.accuracy[-1] > found.accuracy[0] + 0.3


def test_a_picture_is_placed_where_the_same_one_lies():
    found = make()
    picture = stock(pretrained.trained(NAME)).pictures[17]
    made = course_stock.made(NAME)
    report = report_course(NAME, pretrained.stamp(NAME), picture, 0, 0, ANSWER, made)
    np.testing.assert_allclose(report.places, found.places[:, 17], atol=1e-3)
    without = report_course(NAME, pretrained.stamp(NAME), picture, 0, 0, ANSWER, 0)
    assert without.places is None


def test_it_is_made_anew_when_there_are_other_copies_and_only_then(copies):
    make()
    first = course_stock.made(NAME)
    assert first
    make()
    assert course_stock.made(NAME) == first
    next(copies.glob("1*.npz")).unlink()
    assert course_stock.made(NAME) == 0
    assert course_stock.find(NAME, 9) is None
    assert len(make().answers) == 9


def test_it_is_not_taken_beside_another_number_of_copies():
    make()
    assert course_stock.find(NAME, 10) is not None
    assert course_stock.find(NAME, 9) is None
    assert course_stock.find(NAME, 11) is None


def test_those_of_a_whole_class_are_kept_and_then_the_least_looked_at_goes(tmp_path, monkeypatch):
    monkeypatch.setattr(datasets, "is_here", lambda name: False)
    keep_copies(COLOUR, (0, 1))
    make(COLOUR)
    folder = tmp_path / "home" / "courses"
    others = [folder / f"{number:032x}.npz" for number in range(30)]
    for number, file in enumerate(others):
        file.write_bytes(bytes(1000))
        os.utime(file, (number, number))
    make()
    assert all(file.exists() for file in others)
    # What is written first, but is looked at, stays longer than what nobody looks at.
    looked_at, written = folder / f"{COLOUR}.npz", folder / f"{NAME}.npz"
    os.utime(looked_at, (5, 5))
    before = course_stock.made(COLOUR)
    assert course_stock.find(COLOUR, 2) is not None
    assert course_stock.made(COLOUR) == before
    room = looked_at.stat().st_size + written.stat().st_size + 10_500
    monkeypatch.setattr(course_stock, "MOST_BYTES", room)
    course_stock.forget(NAME)
    make()
    assert sorted(folder.glob("*.npz")) == sorted([looked_at, written, *others[-10:]])
    # The one that was just written stays even where it alone is too large.
    monkeypatch.setattr(course_stock, "MOST_BYTES", 10)
    course_stock.forget(NAME)
    make()
    assert list(folder.glob("*.npz")) == [written]


def test_pictures_without_classes_have_places_and_no_accuracy(monkeypatch):
    monkeypatch.setattr(datasets, "is_here", lambda name: False)
    keep_copies(COLOUR, (0, 5))
    found = make(COLOUR)
    assert found.source == "samples"
    assert found.labels is None
    assert found.accuracy is None
    assert found.places.shape[0] == 2


def test_a_damaged_file_is_as_good_as_none_and_a_run_can_be_forgotten(tmp_path):
    make()
    [file] = (tmp_path / "home" / "courses").glob("*.npz")
    file.write_bytes(file.read_bytes()[:900])
    assert course_stock.find(NAME, 10) is None
    assert course_stock.places(NAME, [np.zeros(32)] * 10) is None
    make()
    assert course_stock.places(NAME, [np.zeros(3)] * 10) is None
    course_stock.forget(NAME)
    assert course_stock.made(NAME) == 0


def test_a_name_that_is_none_reaches_no_file():
    with pytest.raises(LabError):
        course_stock.made("../../secret")


def test_it_tells_how_far_it_is_and_stops_when_told_to():
    told = []
    course_stock.make(NAME, pretrained.stamp(NAME), report=told.append)
    assert told == sorted(told)
    assert 0 <= told[0] < told[-1] <= 1

    class Stopped(Exception):
        pass

    def stop(fraction):
        if fraction > 0.3:
            raise Stopped

    course_stock.forget(NAME)
    with pytest.raises(Stopped):
        course_stock.make(NAME, pretrained.stamp(NAME), report=stop)
    assert course_stock.made(NAME) == 0
