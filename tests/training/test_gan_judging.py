"""The judge of generated pictures: real ones, copies, noise and collapse get what they should."""

from __future__ import annotations

import json

import keras
import numpy as np
import pytest

from cnnlab import datasets, pretrained
from cnnlab.metrics.generated import frechet_distance
from cnnlab.training import gan_judging
from cnnlab.training.gan_judging import classifier_for, judge_of, median_distance, seen_by
from tests import trained

COUNT = 300


@pytest.fixture(scope="module")
def classifier():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pretrained, "MODELS", trained.models())
        return classifier_for("digits")


@pytest.fixture(scope="module")
def data():
    return datasets.load("digits")


@pytest.fixture(scope="module")
def judge(classifier, data):
    return judge_of(classifier, data, COUNT, copies=True)


def unit(pixels):
    return pixels / np.float32(255)


def test_what_is_seen_is_what_keras_gives(classifier, data):
    pictures = unit(data.x_test[:40])
    model = classifier.model
    cut = keras.Model(model.inputs[0], model.layers[-1].input)
    seen = seen_by(classifier, pictures)
    np.testing.assert_allclose(seen.features, cut(pictures, training=False), atol=1e-4)
    shares = keras.ops.softmax(model(pictures, training=False))
    np.testing.assert_allclose(seen.probabilities, shares, atol=1e-4)
    np.testing.assert_allclose(seen_by(classifier, data.x_test[:40]).features, seen.features, atol=1e-5)


def test_real_pictures_are_judged_like_the_real_ones_beside_them(judge, data):
    places = np.random.default_rng(5).permutation(len(data.x_train))[:COUNT]
    found = judge.judge(unit(data.x_train[places]), data.y_train[places])
    assert found["frechet"] == pytest.approx(found["frechet_real"], rel=0.5)
    for name in ("score", "diversity", "precision", "recall", "density", "coverage"):
        assert found[name] == pytest.approx(found[f"{name}_real"], rel=0.12)
    assert found["classes"] == found["classes_real"] == 10
    assert found["asked_right"] > 0.95
    assert found["count"] == sum(found["histogram"]) == COUNT
    # They are copies, every one.
    assert found["nearest_median"] == pytest.approx(0, abs=1e-3)
    assert found["nearest_median_real"] > 0.1
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_the_floor_is_that_of_other_real_pictures(judge, classifier, data):
    test = seen_by(classifier, data.x_test)
    assert judge.real_right == pytest.approx((test.probabilities.argmax(axis=1) == data.y_test).mean())
    assert len(judge.real.features) == len(data.x_test)
    assert len(judge.labels) == judge.count == COUNT
    found = judge.judge(unit(data.x_test[:COUNT]))
    assert found["frechet"] == pytest.approx(
        frechet_distance(test.features[:COUNT], judge.real.features), rel=1e-3
    )
    assert found["nearest_median_real"] == pytest.approx(
        median_distance(test.features, seen_by(classifier, data.x_train).features), rel=1e-3
    )


def test_noise_and_one_picture_again_and_again_are_found_out(judge, data):
    noise = judge.judge(np.random.default_rng(0).random((COUNT, 28, 28, 1), np.float32), judge.labels)
    assert noise["frechet"] > 10 * noise["frechet_real"]
    assert noise["recall"] < 0.1
    assert noise["asked_right"] < 0.4
    one = judge.judge(np.repeat(unit(data.x_test[:1]), COUNT, axis=0))
    assert one["classes"] == 1
    assert one["score"] == pytest.approx(1)
    assert one["diversity"] == pytest.approx(0, abs=1e-4)
    assert one["coverage"] < 0.1
    assert "asked_right" not in one


def test_three_digits_are_three_classes(judge, data):
    three = data.x_train[np.flatnonzero(data.y_train < 3)[:COUNT]]
    found = judge.judge(unit(three))
    assert found["classes"] == 3
    assert found["recall"] < 0.7 * found["recall_real"]
    assert found["coverage"] < 0.7 * found["coverage_real"]


def test_a_generator_that_has_burst_is_judged_like_one_that_gives_black(judge):
    burst = np.full((COUNT, 28, 28, 1), np.nan, np.float32)
    burst[0, :14], burst[1] = -np.inf, -7
    assert judge.judge(burst) == judge.judge(np.zeros_like(burst))
    json.dumps(judge.judge(burst), allow_nan=False)


def test_the_same_seed_gives_the_same_judge(classifier, data, judge):
    again = judge_of(classifier, data, COUNT)
    assert again.floor.histogram == judge.floor.histogram
    assert again.floor.frechet == pytest.approx(judge.floor.frechet, rel=1e-4)
    assert judge_of(classifier, data, COUNT, seed=1).floor.frechet != again.floor.frechet
    found = again.judge(unit(data.x_test[:COUNT]))
    assert "nearest_median" not in found
    assert "nearest_median_real" not in found


def test_a_small_data_set_has_fewer_to_judge_by(classifier, data):
    assert judge_of(classifier, data, gan_judging.FULL).count == len(data.x_test)


def test_it_can_be_left_between_two_batches(judge, classifier, data, monkeypatch):
    class Left(Exception):
        pass

    calls = []

    def watch():
        calls.append(1)
        if len(calls) == 2:
            raise Left

    monkeypatch.setattr(gan_judging, "BATCH", 100)
    with pytest.raises(Left):
        judge.judge(unit(data.x_test[:COUNT]), watch=watch)
    calls.clear()
    with pytest.raises(Left):
        judge_of(classifier, data, COUNT, watch=watch)


def test_a_data_set_without_a_shipped_classifier_has_no_judge():
    assert classifier_for("fashion_mnist") is None
    assert classifier_for("own-" + 32 * "a") is None
    assert {name: classifier_for(name).name for name in ("digits", "shapes", "mnist")} == {
        name: f"{name}-classifier" for name in ("digits", "shapes", "mnist")
    }
