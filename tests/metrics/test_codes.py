"""The summary of an autoencoder's codes, against scikit-learn and plain arithmetic."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.mixture import GaussianMixture

from cnnlab.metrics.codes import LEVELS, NARROW, SHOWN, WIDE, describe_codes, describe_errors, draw_mixture

CORNERS = np.array([[6.0, 0.0, 0.0], [-6.0, 1.0, 0.0], [0.0, 0.0, 4.0]])


def three_clouds(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    labels = random.integers(0, 3, count)
    wide = random.standard_normal((count, 3)) * [0.6, 0.3, 0.2]
    return (CORNERS[labels] + wide).astype(np.float32), labels


@pytest.fixture(scope="module")
def described():
    codes, labels = three_clouds(3000)
    return describe_codes(codes, labels, *three_clouds(1500, 1), seed=3)


def test_the_axes_are_those_of_principal_component_analysis(described):
    codes, _ = three_clouds(3000)
    pca = PCA().fit(codes.astype(np.float64))
    np.testing.assert_allclose(described["mean"], pca.mean_, atol=5e-3)
    np.testing.assert_allclose(described["deviations"], np.sqrt(pca.explained_variance_), rtol=2e-3)
    np.testing.assert_allclose(np.abs((described["axes"] * pca.components_).sum(axis=1)), 1, atol=2e-3)
    largest = np.abs(described["axes"]).argmax(axis=1)
    assert (described["axes"][np.arange(3), largest] > 0).all()


def test_the_centres_are_the_means_of_the_classes(described):
    np.testing.assert_allclose(described["centres"], CORNERS, atol=0.08)


def test_a_class_without_pictures_has_no_centre():
    codes, labels = three_clouds(300)
    found = describe_codes(codes, 2 * labels, codes, labels, 0)
    assert np.isnan(found["centres"][[1, 3]]).all()
    assert np.isfinite(found["centres"][[0, 2, 4]]).all()


def test_draws_of_the_mixture_are_spread_like_the_codes(described):
    codes, _ = three_clouds(3000)
    drawn = draw_mixture(described["weights"], described["means"], described["factors"], 4000, 5)
    np.testing.assert_allclose(drawn.mean(axis=0), codes.mean(axis=0), atol=0.25)
    np.testing.assert_allclose(np.cov(drawn.T), np.cov(codes.T), atol=0.8)
    # One Gaussian would put most of its draws between the clouds.
    away = np.linalg.norm((drawn[:, None] - CORNERS) / [0.6, 0.3, 0.2], axis=2).min(axis=1)
    assert np.mean(away < 5) > 0.98


def test_draws_depend_on_the_seed_alone(described):
    parts = described["weights"], described["means"], described["factors"]
    np.testing.assert_array_equal(draw_mixture(*parts, 9, 5), draw_mixture(*parts, 9, 5))
    assert (draw_mixture(*parts, 9, 5) != draw_mixture(*parts, 9, 6)).any()


def test_the_codes_that_are_kept_are_test_codes_with_their_labels(described):
    codes, labels = three_clouds(1500, 1)
    assert described["codes"].shape == (SHOWN, 3)
    nearest = np.abs(codes[:, None] - described["codes"].astype(np.float32)).sum(axis=2).argmin(axis=0)
    assert len(set(nearest)) > 0.99 * SHOWN
    np.testing.assert_array_equal(labels[nearest], described["labels"])


def test_it_is_small_and_of_half_precision(described):
    assert {values.dtype for name, values in described.items() if name != "labels"} == {np.dtype(np.float16)}
    assert sum(values.nbytes for values in described.values()) < 20_000


def test_few_codes_of_many_numbers_are_enough():
    codes = np.random.default_rng(0).standard_normal((20, 64))
    found = describe_codes(codes, np.zeros(20, int), codes, np.zeros(20, int), 0)
    assert all(np.isfinite(values).all() for values in found.values())
    assert len(found["weights"]) == 1


@pytest.mark.parametrize(("size", "fitted"), [(WIDE, WIDE), (WIDE + 1, NARROW), (200, NARROW)])
def test_wide_codes_are_fitted_along_their_first_axes(size, fitted, monkeypatch):
    """The time for all axes of 512 was that of an epoch."""
    shapes = []

    def fit(mixture, codes):
        shapes.append(codes.shape[1])
        return kept(mixture, codes)

    kept = GaussianMixture.fit
    monkeypatch.setattr(GaussianMixture, "fit", fit)
    random = np.random.default_rng(0)
    turn = np.linalg.qr(random.standard_normal((size, size)))[0]
    labels = random.integers(0, 2, 3000)
    spreads = np.linspace(1, 0.1, size)
    straight = random.standard_normal((3000, size)) * spreads
    straight[:, 0] += np.where(labels, 8, -8)
    codes = straight @ turn + 5
    found = describe_codes(codes, labels, codes, labels, 0)
    assert shapes == [fitted]
    assert found["factors"].shape[1:] == (size, size)
    drawn = draw_mixture(found["weights"], found["means"], found["factors"], 3000, 1)
    again = (drawn - 5) @ turn.T
    np.testing.assert_allclose(again[:, 1:].std(axis=0), spreads[1:], rtol=0.15)
    np.testing.assert_allclose(again[:, 1:].mean(axis=0), 0, atol=0.15)
    assert (np.abs(again[:, 0]) > 4).mean() > 0.98  # two clouds, and nothing between them


def test_the_threshold_lets_95_in_100_validation_pictures_pass():
    random = np.random.default_rng(0)
    validation, test = random.gamma(4, 0.01, 5000), random.gamma(4, 0.01, 8000)
    found = describe_errors(validation, test)
    assert np.mean(validation > found["threshold"]) == pytest.approx(0.05, abs=1e-3)
    assert found["errors"].shape == (LEVELS,)
    assert found["errors"][0] == pytest.approx(test.min())
    assert found["errors"][-1] == pytest.approx(test.max())
    assert found["errors"][500] == pytest.approx(np.median(test))
