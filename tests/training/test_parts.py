"""Training, validation and test: apart, complete, and the test beyond the reach of every setting."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from cnnlab import datasets
from cnnlab.datasets import digits
from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.parts import FEW, generator_of, parts_of, places_of


@given(
    st.integers(0, 2000), st.floats(0.02, 0.5), st.integers(0, 2**31 - 1), st.integers(2, 1500), st.booleans()
)
def test_training_and_validation_are_apart_and_complete(examples, validation, seed, size, grouped):
    labels = (np.arange(size) * 7) % 5
    recipe = ClassifierRecipe(examples=examples, validation=validation, seed=seed)
    groups = np.arange(size) // 10 if grouped else None
    wanted = min(examples or size, size)
    if wanted < 2:
        with pytest.raises(LabError, match="At least 2"):
            places_of(labels, recipe, generator_of(recipe), groups)
        return
    train, chosen_by = places_of(labels, recipe, generator_of(recipe), groups)
    assert len(train) >= 1
    assert len(chosen_by) >= 1
    assert len(train) + len(chosen_by) == wanted
    assert len(np.unique([*train, *chosen_by])) == wanted
    if not grouped:
        assert len(chosen_by) == min(max(1, round(validation * wanted)), wanted - 1)


@given(st.integers(20, 10 * FEW - 1), st.integers(0, 50))
def test_of_few_examples_every_class_has_its_share(examples, seed):
    labels = np.arange(3000) % 10
    recipe = ClassifierRecipe(examples=examples, validation=0.3, seed=seed)
    train, validation = places_of(labels, recipe, generator_of(recipe))
    for part, most in ((validation, 1), (np.concatenate([train, validation]), 1), (train, 2)):
        counts = np.bincount(labels[part], minlength=10)
        assert counts.max() - counts.min() <= most


@settings(max_examples=15)
@given(st.integers(0, 2**31 - 1), st.sampled_from([0, 60, 1000]), st.floats(0.02, 0.5))
def test_the_test_pictures_depend_on_nothing(seed, examples, validation):
    recipe = ClassifierRecipe(seed=seed, examples=examples, validation=validation)
    parts = parts_of(recipe)
    np.testing.assert_array_equal(parts.x_test, datasets.load("digits").x_test)
    learned = {each.tobytes() for each in (*parts.x_train, *parts.x_validation)}
    assert len(parts.y_train) + len(parts.y_validation) == (examples or 1400)
    assert not learned & {each.tobytes() for each in parts.x_test}


def test_writers_of_the_test_digits_are_mostly_others():
    # The file runs through its writers one after another; its last 397 digits are the test, and no other.
    target = load_digits().target
    data = datasets.load("digits")
    np.testing.assert_array_equal(data.y_test, target[-digits.TEST :])
    np.testing.assert_array_equal(data.y_train, target[: -digits.TEST])
    np.testing.assert_array_equal(
        np.concatenate([digits.cells("train"), digits.cells("test")]), load_digits().images
    )


def test_shuffled_labels_are_the_same_labels_elsewhere():
    plain, dealt = (parts_of(ClassifierRecipe(shuffle_labels=shuffled)) for shuffled in (False, True))
    np.testing.assert_array_equal(plain.x_train, dealt.x_train)
    np.testing.assert_array_equal(np.bincount(plain.y_train), np.bincount(dealt.y_train))
    assert (plain.y_train == dealt.y_train).mean() < 0.2
    np.testing.assert_array_equal(plain.y_validation, dealt.y_validation)
