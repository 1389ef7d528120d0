"""Principal components of pictures, against scikit-learn's; and the shipped ones against MNIST."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn.decomposition import PCA

from cnnlab.datasets import digits, stored
from cnnlab.errors import LabError
from cnnlab.inference import principal


@pytest.fixture(scope="module")
def pictures():
    return digits.load().x_train


@pytest.fixture(scope="module")
def fitted(pictures):
    return principal.fit(pictures, 40)


def test_it_finds_what_scikit_learn_finds(pictures, fitted):
    rows = pictures.reshape(len(pictures), -1) / 255
    theirs = PCA(40, svd_solver="full").fit(rows)
    np.testing.assert_allclose(fitted.mean.ravel(), theirs.mean_, atol=1e-6)
    np.testing.assert_allclose(fitted.shares, theirs.explained_variance_ratio_, rtol=1e-4)
    # theirs divides by the count less one
    size = np.sqrt(theirs.explained_variance_ * (len(rows) - 1) / len(rows))
    np.testing.assert_allclose(fitted.deviations, size, rtol=1e-4)
    alike = np.abs((fitted.directions.reshape(40, -1) * theirs.components_).sum(axis=1))
    np.testing.assert_allclose(alike, 1, atol=1e-4)
    for count in (1, 7, 40):
        codes = principal.project(fitted, pictures[:20], count)
        assert codes.dtype == np.float32
        assert codes.shape == (20, count)
        again = principal.rebuild(fitted, codes)
        wanted = theirs.transform(rows[:20])[:, :count] @ theirs.components_[:count] + theirs.mean_
        np.testing.assert_allclose(again.reshape(20, -1), np.clip(wanted, 0, 1), atol=1e-4)


def test_floats_are_taken_as_bytes_are(pictures, fitted):
    bytes_, floats = pictures[:9], pictures[:9] / np.float32(255)
    np.testing.assert_allclose(
        principal.project(fitted, bytes_, 8), principal.project(fitted, floats, 8), atol=1e-5
    )


def test_signs_do_not_depend_on_chance(fitted):
    flat = fitted.directions.reshape(fitted.count, -1)
    assert (np.take_along_axis(flat, np.abs(flat).argmax(axis=1)[:, None], axis=1) > 0).all()


def test_pictures_of_another_size_get_a_sentence(fitted):
    with pytest.raises(LabError, match="28 × 28"):
        principal.project(fitted, np.zeros((1, 32, 32, 1), np.uint8))


def test_what_is_written_in_half_precision_is_as_good(pictures, fitted, tmp_path):
    principal.save(fitted, tmp_path / "pca.npz")
    again = principal.load(tmp_path / "pca.npz")
    for count in (2, 40):
        wanted = principal.rebuild(fitted, principal.project(fitted, pictures[:50], count))
        got = principal.rebuild(again, principal.project(again, pictures[:50], count))
        assert np.abs(got - wanted).max() < 0.01
    size = (tmp_path / "pca.npz").stat().st_size
    assert size < principal.bytes_of(fitted, 40) + 2000


def metrics():
    return json.loads((principal.FOLDER / principal.METRICS).read_text("utf-8"))


def test_the_shipped_ones_are_small_and_orthogonal():
    components = principal.shipped()
    assert components.count == principal.COUNT
    assert sum(file.stat().st_size for file in principal.FOLDER.iterdir()) < 120_000
    flat = components.directions.reshape(components.count, -1)
    np.testing.assert_allclose(flat @ flat.T, np.eye(components.count), atol=2e-3)
    assert (np.diff(components.deviations) <= 0).all()
    for count, share in metrics()["explained"].items():
        assert components.shares[: int(count)].sum() == pytest.approx(share, abs=1e-4)


def test_the_card_says_what_was_measured():
    card = (principal.FOLDER / "card.md").read_text("utf-8")
    found = metrics()
    for count, value in found["test_psnr"].items():
        assert f"| {count} | {100 * found['explained'][count]:.1f} % | {value:.2f} dB |" in card


def test_anybody_can_make_the_shipped_ones_from_mnist(tmp_path):
    if not stored.is_here("mnist"):
        pytest.skip("the pictures of mnist are not on this computer")
    found = principal.make(tmp_path)
    for name in ("test_psnr", "explained"):
        assert found[name] == pytest.approx(metrics()[name], rel=1e-3)
    made, shipped = principal.load(tmp_path / principal.FILE), principal.shipped()
    for name in ("mean", "directions", "deviations", "shares"):
        np.testing.assert_allclose(getattr(made, name), getattr(shipped, name), rtol=1e-3, atol=1e-3)
