"""The figures of generated pictures, against SciPy, closed forms and plain loops."""

from __future__ import annotations

from math import exp, log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import sqrtm
from scipy.spatial.distance import pdist

from cnnlab.metrics.generated import (
    class_histogram,
    classes_there,
    classifier_score,
    divergence_from_uniform,
    diversity,
    frechet_distance,
    reference_of,
    sum_up,
)
from cnnlab.metrics.neighbours import precision_recall_density_coverage

SEEDS = st.integers(0, 2**30)


def mixed(seed, count, size):
    """Draw features that hang together."""
    random = np.random.default_rng(seed)
    return random.normal(size=(count, size)) @ random.normal(size=(size, size)) + random.normal(size=size)


def standardised(seed, count, size):
    """Draw features whose mean is 0 and whose covariance is 1, exactly."""
    features = mixed(seed, count, size)
    features = features - features.mean(axis=0)
    left, _, right = np.linalg.svd(features, full_matrices=False)
    return left @ right * np.sqrt(count - 1)


def probabilities_of(seed, count, classes, sharpness=3.0):
    powers = np.exp(np.random.default_rng(seed).normal(size=(count, classes)) * sharpness)
    return powers / powers.sum(axis=1, keepdims=True)


@given(SEEDS, st.integers(1, 8), st.integers(12, 60), st.integers(12, 60))
def test_the_distance_is_what_the_formula_gives_with_the_root_of_scipy(seed, size, many, more):
    a, b = mixed(seed, many, size), mixed(seed + 1, more, size)
    covariances = [np.atleast_2d(np.cov(each, rowvar=False)) for each in (a, b)]
    root = np.real(sqrtm(covariances[0] @ covariances[1]))
    expected = ((a.mean(axis=0) - b.mean(axis=0)) ** 2).sum() + np.trace(sum(covariances) - 2 * root)
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-6, abs=1e-6)
    assert frechet_distance(b, a) == pytest.approx(frechet_distance(a, b), rel=1e-9, abs=1e-9)


@given(SEEDS, st.integers(1, 6), st.floats(0.05, 4), st.floats(0.05, 4), st.floats(-3, 3))
def test_the_distance_between_round_gaussians_has_a_closed_form(seed, size, wide, narrow, shift):
    a = standardised(seed, 40, size) * wide
    b = standardised(seed + 1, 50, size) * narrow + shift
    expected = size * (shift**2 + (wide - narrow) ** 2)
    assert frechet_distance(a, b) == pytest.approx(expected, rel=1e-7, abs=1e-9)


@given(SEEDS, st.lists(st.tuples(st.floats(0.1, 3), st.floats(0.1, 3)), min_size=2, max_size=5))
def test_the_distance_along_common_axes_is_that_of_the_deviations(seed, deviations):
    ours, theirs = np.array(deviations).T
    turn = np.linalg.qr(np.random.default_rng(seed).normal(size=(len(ours), len(ours))))[0]
    a = standardised(seed, 40, len(ours)) * ours @ turn
    b = standardised(seed + 1, 40, len(ours)) * theirs @ turn
    assert frechet_distance(a, b) == pytest.approx(((ours - theirs) ** 2).sum(), rel=1e-6, abs=1e-9)


def test_of_features_to_themselves_there_is_no_distance_also_where_a_covariance_has_no_inverse():
    few = mixed(0, 6, 40).astype(np.float32)
    assert frechet_distance(few, few) == pytest.approx(0, abs=1e-9 * float(few.var()))
    dead = np.zeros((9, 40))
    assert frechet_distance(dead, dead) == 0
    spread = np.trace(np.cov(few.astype(float), rowvar=False)) + (few.astype(float).mean(axis=0) ** 2).sum()
    assert frechet_distance(few, dead) == pytest.approx(spread)


@given(SEEDS, st.integers(1, 30), st.integers(2, 8))
def test_the_score_like_a_plain_loop(seed, count, classes):
    shares = probabilities_of(seed, count, classes)
    mean = shares.mean(axis=0)
    total = sum(p * log(p / q) for row in shares for p, q in zip(row, mean, strict=True) if p)
    assert classifier_score(shares) == pytest.approx(exp(total / count))
    assert 1 - 1e-9 <= classifier_score(shares) <= classes + 1e-9


def test_the_score_lies_between_one_and_the_number_of_classes():
    assert classifier_score(np.eye(10)) == pytest.approx(10)
    assert classifier_score(np.repeat(probabilities_of(0, 1, 10), 20, axis=0)) == pytest.approx(1)
    three = np.eye(10, dtype=np.float32)[np.arange(99) % 3]
    assert classifier_score(three) == pytest.approx(3)


@given(st.lists(st.integers(0, 400), min_size=2, max_size=12).filter(any))
def test_classes_and_divergence_like_plain_loops(counts):
    total, classes = sum(counts), len(counts)
    assert classes_there(np.array(counts)) == sum(10 * classes * count >= total for count in counts)
    expected = sum(count / total * log(count / total * classes) for count in counts if count)
    assert divergence_from_uniform(np.array(counts)) == pytest.approx(expected, abs=1e-9)


def test_a_tenth_of_a_fair_share_is_just_enough():
    assert classes_there(np.array([100, 10, 9, 281])) == 3
    assert classes_there(np.array([981, 9, 10, 0, 0, 0, 0, 0, 0, 0])) == 2
    assert divergence_from_uniform(np.array([7, 7, 7])) == pytest.approx(0, abs=1e-12)
    assert divergence_from_uniform(np.array([7, 0, 0])) == pytest.approx(log(3))


def test_the_histogram_counts_the_likeliest_classes():
    shares = np.eye(4)[[2, 2, 0, 3, 2]] * 0.6 + 0.1
    assert class_histogram(shares).tolist() == [1, 0, 3, 1]


@given(SEEDS, st.floats(0, 5))
def test_diversity_is_a_ratio_of_mean_distances(seed, wide):
    real = mixed(seed, 20, 3)
    other = mixed(seed + 1, 15, 3)
    reference = reference_of(real)
    assert diversity(real * wide + 7, reference) == pytest.approx(wide, rel=1e-6, abs=1e-6)
    assert diversity(other, reference) == pytest.approx(pdist(other).mean() / pdist(real).mean())


def test_all_is_summed_up():
    features, real = mixed(0, 50, 5), mixed(1, 60, 5)
    shares = probabilities_of(2, 50, 4)
    found = sum_up(features, shares, reference_of(real, 3))
    counts = class_histogram(shares)
    assert found.frechet == frechet_distance(features, real)
    assert found.score == classifier_score(shares)
    assert found.histogram == tuple(counts)
    assert (found.classes, found.to_uniform) == (classes_there(counts), divergence_from_uniform(counts))
    assert found.diversity == diversity(features, reference_of(real, 3))
    covering = precision_recall_density_coverage(real, features, 3)
    assert (found.precision, found.recall) == (covering.precision, covering.recall)
    assert (found.density, found.coverage) == (covering.density, covering.coverage)
