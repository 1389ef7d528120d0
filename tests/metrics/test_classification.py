from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sk

from cnnlab.metrics.classification import apart, confused, confusion, per_class, wilson

PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=60)


@given(PAIRS)
def test_confusion_and_shares_are_those_of_scikit_learn(pairs):
    labels, answers = map(list, zip(*pairs, strict=True))
    counts = confusion(np.array(labels), np.array(answers), 5)
    np.testing.assert_array_equal(counts, sk.confusion_matrix(labels, answers, labels=range(5)))
    found = per_class(counts)
    precision, recall, f1, pictures = sk.precision_recall_fscore_support(
        labels, answers, labels=range(5), zero_division=np.nan
    )
    np.testing.assert_allclose(found.precision, precision)
    np.testing.assert_allclose(found.recall, recall)
    np.testing.assert_array_equal(found.pictures, pictures)
    np.testing.assert_array_equal(found.answers, np.bincount(answers, minlength=5))
    known = found.pictures + found.answers > 0
    np.testing.assert_array_equal(np.isnan(found.f1), ~known)
    # Scikit-learn also says NaN where one of the two is unknown; 2 TP / (2 TP + FP + FN) is known there.
    agree = ~np.isnan(f1)
    np.testing.assert_allclose(found.f1[agree], f1[agree])


@given(PAIRS)
def test_the_most_frequent_mistakes_come_first(pairs):
    labels, answers = (np.array(side) for side in zip(*pairs, strict=True))
    counts = confusion(labels, answers, 5)
    cells = confused(counts)
    assert all(row != column and counts[row, column] for row, column in cells)
    frequencies = [counts[cell] for cell in cells]
    assert frequencies == sorted(frequencies, reverse=True)
    assert sum(frequencies) == np.count_nonzero(labels != answers)


def test_the_interval_is_that_of_the_formula():
    # By hand from Wilson's formula with z = 1.959964; the first is in many textbooks.
    assert wilson(8, 10) == pytest.approx((0.49016, 0.94331), abs=1e-5)
    assert wilson(9955, 10_000) == pytest.approx((0.99398, 0.99664), abs=1e-5)
    assert wilson(0, 0) == (0, 1)


@settings(max_examples=60)
@given(st.integers(1, 300), st.data())
def test_the_ends_of_the_interval_are_where_the_count_is_just_possible(count, data):
    right = data.draw(st.integers(0, count))
    low, high = wilson(right, count)
    assert 0 <= low <= right / count <= high <= 1
    for end in (low, high):
        if 0 < end < 1:
            # Wilson 1927: the share that is 1.96 of its own standard errors away from what was counted.
            assert abs(right / count - end) == pytest.approx(
                1.959964 * (end * (1 - end) / count) ** 0.5, rel=1e-5
            )


def test_the_interval_holds_the_truth_as_often_as_it_says():
    rng = np.random.default_rng(0)
    held = [
        low <= 0.93 <= high for low, high in (wilson(int(n), 400) for n in rng.binomial(400, 0.93, size=4000))
    ]
    assert 0.93 < np.mean(held) < 0.97


def test_chance_alone_seldom_parts_two_counts():
    rng = np.random.default_rng(1)
    draws = rng.binomial([300, 500], 0.9, size=(4000, 2))
    beyond = [abs(apart(int(a), 300, int(b), 500)) > 1.96 for a, b in draws]
    assert 0.03 < np.mean(beyond) < 0.07
    assert apart(300, 300, 400, 500) > 5
    assert apart(10, 10, 20, 20) == 0
    assert apart(10, 10, 0, 20) > 5
