"""Nearest features and covering, against SciPy, plain loops and what must come out on average."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cdist, pdist
from sklearn.neighbors import NearestNeighbors

from cnnlab.metrics import neighbours
from cnnlab.metrics.neighbours import mean_distance, nearest, precision_recall_density_coverage


def normal(seed, count, size, shift=0.0, scale=1.0):
    return np.random.default_rng(seed).normal(shift, scale, (count, size))


SHAPES = st.tuples(st.integers(7, 40), st.integers(7, 40), st.integers(1, 6), st.integers(0, 2**20))


def covered_by_loops(real, generated, k):
    def reach(points):
        return [sorted(np.linalg.norm(points - point, axis=1))[k] for point in points]

    reach_of_real, reach_of_generated = reach(real), reach(generated)
    precision = density = recall = coverage = 0
    for point in generated:
        inside = sum(np.linalg.norm(point - r) <= d for r, d in zip(real, reach_of_real, strict=True))
        precision += inside > 0
        density += inside / k
    for point, distance in zip(real, reach_of_real, strict=True):
        apart = [np.linalg.norm(point - g) for g in generated]
        recall += any(d <= limit for d, limit in zip(apart, reach_of_generated, strict=True))
        coverage += min(apart) <= distance
    return precision / len(generated), recall / len(real), density / len(generated), coverage / len(real)


@given(SHAPES, st.integers(1, 5))
def test_covering_like_plain_loops(shape, k):
    many, more, size, seed = shape
    real, generated = normal(seed, many, size), normal(seed + 1, more, size, 0.5, 0.7)
    found = precision_recall_density_coverage(real, generated, k)
    expected = covered_by_loops(real, generated, k)
    np.testing.assert_allclose(
        (found.precision, found.recall, found.density, found.coverage), expected, atol=1e-12
    )


def test_two_sets_of_one_distribution_cover_one_another_as_the_paper_says():
    """Naeem et al. 2020, section 3.3: density is 1 on average, coverage 1 - (N-1)...(N-k) / (2N-1)...(2N-k)."""
    count, k, times = 300, 5, 30
    found = [
        precision_recall_density_coverage(normal(2 * seed, count, 8), normal(2 * seed + 1, count, 8), k)
        for seed in range(times)
    ]
    expected = 1 - np.prod([(count - i) / (2 * count - i) for i in range(1, k + 1)])
    assert np.mean([each.coverage for each in found]) == pytest.approx(expected, abs=0.006)
    assert np.mean([each.density for each in found]) == pytest.approx(1, abs=0.03)


def test_a_collapsed_set_is_precise_and_recalls_nothing():
    real = normal(0, 400, 6)
    found = precision_recall_density_coverage(real, np.repeat(real[:1], 400, axis=0))
    assert found.precision == 1
    assert found.recall == 1 / 400
    assert found.coverage < 0.1


def test_what_lies_far_away_is_neither_precise_nor_covers():
    found = precision_recall_density_coverage(normal(0, 60, 6), normal(1, 60, 6, 50))
    assert (found.precision, found.recall, found.density, found.coverage) == (0, 0, 0, 0)


def test_nothing_depends_on_how_the_rows_are_parted(monkeypatch):
    real, generated = normal(0, 61, 5), normal(1, 47, 5)
    whole = precision_recall_density_coverage(real, generated), mean_distance(real), nearest(real, generated)
    monkeypatch.setattr(neighbours, "ROWS", 7)
    parted = precision_recall_density_coverage(real, generated), mean_distance(real), nearest(real, generated)
    assert parted[0] == whole[0]
    assert parted[1] == pytest.approx(whole[1], rel=1e-12)
    np.testing.assert_array_equal(parted[2], whole[2])


@given(SHAPES)
def test_the_nearest_and_the_mean_distance_are_those_of_scipy(shape):
    many, more, size, seed = shape
    features, among = normal(seed, many, size, 100, 3), normal(seed + 1, more, size, 100, 3)
    apart = cdist(features, among)
    distances, places = nearest(features, among)
    np.testing.assert_allclose(distances, apart.min(axis=1), rtol=1e-12)
    np.testing.assert_array_equal(places, apart.argmin(axis=1))
    assert mean_distance(features) == pytest.approx(pdist(features).mean(), rel=1e-9)


def test_copies_are_found_and_lie_at_exactly_nothing():
    among = normal(0, 900, 64, 30, 10).astype(np.float32)
    places = np.random.default_rng(1).permutation(900)
    distances, found = nearest(among[places], among)
    np.testing.assert_array_equal(distances, 0)
    np.testing.assert_array_equal(found, places)
    others = normal(2, 1100, 64, 30, 10).astype(np.float32)
    expected, _ = NearestNeighbors(n_neighbors=1).fit(among.astype(float)).kneighbors(others.astype(float))
    np.testing.assert_allclose(nearest(others, among)[0], expected[:, 0], rtol=1e-6)


def test_of_no_features_there_is_no_nearest():
    distances, places = nearest(np.zeros((0, 3)), np.ones((4, 3)))
    assert distances.shape == places.shape == (0,)
