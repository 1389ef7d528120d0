"""What the mode Data is told, against the parts that a training gets."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.datasets import digits, shapes
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.data_report import PAGE, PARTS, DataQuestion, report_data, tell_by_colour
from cnnlab.training.parts import parts_of


@pytest.fixture
def small_shapes(monkeypatch):
    monkeypatch.setattr(shapes, "_PARTS", {"train": (300, 0), "test": (100, 1)})
    monkeypatch.setattr(shapes, "TRAIN", 300)
    monkeypatch.setattr(shapes, "TEST", 100)
    shapes.load.cache_clear()
    yield
    shapes.load.cache_clear()


@pytest.mark.parametrize(
    "recipe",
    [
        ClassifierRecipe(),
        ClassifierRecipe(examples=150, validation=0.3, seed=5),
        ClassifierRecipe(data="shapes", clutter=0.8, cue=0.5),
        ClassifierRecipe(data="shapes", examples=120, seed=9),
    ],
)
@pytest.mark.usefixtures("small_shapes")
def test_it_shows_what_a_training_gets(recipe):
    parts = parts_of(recipe)
    for part in PARTS:
        x, y = getattr(parts, f"x_{part}"), getattr(parts, f"y_{part}")
        report = report_data(DataQuestion(recipe, part))
        assert report.pages == -(-len(y) // PAGE)
        np.testing.assert_array_equal(report.shown, x[:PAGE])
        np.testing.assert_array_equal(report.labels, y[:PAGE])
        np.testing.assert_array_equal(report.counts[PARTS.index(part)], np.bincount(y, minlength=10))
        last = report_data(DataQuestion(recipe, part, 3, 1000, 1000))
        np.testing.assert_array_equal(last.shown, x[y == 3][last.page * PAGE :])
        assert last.chosen == len(last.shown) - 1
    for label, strip in enumerate(report.strips):
        np.testing.assert_array_equal(strip, parts.x_train[parts.y_train == label][: len(strip)])


def test_the_original_of_a_digit_is_the_one_that_was_enlarged():
    for part in PARTS:
        report = report_data(DataQuestion(ClassifierRecipe(), part, 4, 0, 2))
        np.testing.assert_array_equal(
            digits.enlarged(report.original[None] / 16)[0], report.shown[report.chosen]
        )
    assert report_data(DataQuestion(ClassifierRecipe(data="shapes"))).original is None


def test_a_class_that_is_not_there_gives_an_empty_page():
    report = report_data(DataQuestion(ClassifierRecipe(examples=10), "validation", 7))
    assert report.shown.shape == (0, 28, 28, 1) or report.labels.tolist() == [7]
    assert report.pages == 1


def test_the_rule_of_the_mean_colour():
    rng = np.random.default_rng(0)
    labels = np.arange(300) % 3
    told = np.eye(3)[labels] + rng.normal(0, 0.05, (300, 3))
    assert tell_by_colour(told[:200], labels[:200], told[200:], labels[200:]) == 1
    hidden = rng.normal(0, 1, (300, 3))
    assert tell_by_colour(hidden[:200], labels[:200], hidden[200:], labels[200:]) < 0.5
    # A class without training pictures is never answered.
    some = labels[:200] > 0
    judged = tell_by_colour(told[:200][some], labels[:200][some], told, labels)
    assert judged == pytest.approx(2 / 3)
