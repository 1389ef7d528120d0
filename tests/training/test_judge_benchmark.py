"""What the benchmark of the generator says of real digits, of copies and of noise."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks import judge
from cnnlab import datasets, pretrained
from cnnlab.recipes import read
from tests import trained


@pytest.fixture(scope="module")
def classifier():
    trained.models()
    return judge.classifier_in(trained.models() / "digits-classifier", trained.DIGITS)


def drawn(part):
    data = datasets.load("digits")
    pictures, labels = getattr(data, f"x_{part}"), getattr(data, f"y_{part}")
    return lambda asked: (
        np.stack([pictures[labels == label][n % 30] for n, label in enumerate(asked)]) / (np.float32(255))
    )


def met(found):
    return [each.met for each in judge.verdicts(found)]


def test_test_digits_lie_as_far_from_the_training_digits_as_they_do(classifier):
    found = judge.judged(classifier, drawn("test"), 300)
    # Some of them beside all of them: which is above the other is chance.
    assert found["nearest_median"] == pytest.approx(found["nearest_median_real"], rel=0.15)
    assert met(found)[:3] == [found["asked_right"] >= judge.RIGHT, True, True]


def test_copies_of_training_digits_meet_all_limits_but_the_last(classifier):
    assert met(judge.judged(classifier, drawn("train"), 300)) == [True, True, True, False]


def test_noise_meets_none_but_the_last(classifier):
    random = np.random.default_rng(0)
    found = judge.judged(classifier, lambda asked: random.random((len(asked), 28, 28, 1), np.float32), 300)
    assert met(found) == [False, False, False, True]


def test_the_classifier_that_judges_is_another_than_the_shipped_one():
    own, shipped = read(judge.RECIPE.read_text("utf-8")), pretrained.recipe_of("mnist-classifier")
    assert own.data == shipped.data == "mnist"
    assert own.seed != shipped.seed
    assert own.layers != shipped.layers
    assert own.activation != shipped.activation
    assert replace(own, seed=shipped.seed) != shipped
