from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage
from skimage import restoration

from cnnlab.images.corruption import KINDS, corrupt
from cnnlab.images.holes import empty, hole
from cnnlab.inference import classical
from cnnlab.inference.classical import METHODS, clean, estimated, fill, suited
from cnnlab.inference.classical_table import LEVELS, TABLE
from cnnlab.metrics.pictures import psnr, psnr_inside

SMOOTH = np.clip(
    np.add.outer(np.sin(np.arange(48) / 6), np.cos(np.arange(40) / 8))[..., None] * [0.2, 0.15, 0.1] + 0.5,
    0,
    1,
).astype(np.float32)
NOISY = corrupt(SMOOTH, "gaussian", 0.1, 0)


@pytest.mark.parametrize("subject", ["digits", "photographs"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", METHODS)
def test_every_damage_has_parameters_that_run(subject, kind, method):
    picture = NOISY if subject == "photographs" else NOISY[:28, :28, :1]
    for level in (0.0, 0.07, 0.5, 1.0):
        cleaned = clean(picture, method, suited(subject, kind, method, level))
        assert cleaned.shape == picture.shape
        assert cleaned.dtype == np.float32
        assert np.isfinite(cleaned).all()
        assert cleaned.min() >= 0
        assert cleaned.max() <= 1


@pytest.mark.parametrize("method", METHODS)
def test_gaussian_noise_becomes_less(method):
    cleaned = clean(NOISY, method, suited("photographs", "gaussian", method, 0.1))
    assert psnr(cleaned, SMOOTH) > psnr(NOISY, SMOOTH) + 3


def test_parameters_lie_between_those_of_two_levels(monkeypatch):
    columns = {"patch": (3, 5, 5), "h": (0.1, 0.2, 0.4), "sigma": (0.0, 0.1, 0.1)}
    monkeypatch.setattr(classical, "LEVELS", (0.1, 0.2, 0.6))
    monkeypatch.setattr(classical, "TABLE", {"digits": {"blur": {"nonlocal": columns}}})

    def found(level: float) -> dict:
        return suited("digits", "blur", "nonlocal", level)

    assert found(0.3) == pytest.approx({"patch": 5, "h": 0.25, "sigma": 0.1})
    assert found(0.2) == {"patch": 5, "h": 0.2, "sigma": 0.1}
    assert found(1.0) == {"patch": 5, "h": 0.4, "sigma": 0.1}
    # Other patches: what suits the one size need not suit the other.
    assert found(0.14) == found(0.0) == {"patch": 3, "h": 0.1, "sigma": 0.0}
    assert found(0.16) == found(0.2)


def test_the_table_has_an_entry_for_each_level():
    for columns in (
        each for kinds in TABLE.values() for methods in kinds.values() for each in methods.values()
    ):
        assert all(len(values) == len(LEVELS) for values in columns.values())


def test_the_median_is_that_of_each_window_and_channel():
    cleaned = clean(NOISY, "median", {"size": 3})
    padded = np.pad(NOISY, ((1, 1), (1, 1), (0, 0)), mode="edge")
    for i, j, c in ((0, 0, 0), (5, 7, 1), (47, 39, 2)):
        assert cleaned[i, j, c] == np.median(padded[i : i + 3, j : j + 3, c])


@pytest.mark.parametrize("space", [1.0, 1.6])
@pytest.mark.parametrize("channels", [1, 3])
def test_bilateral_weighs_by_distance_and_by_difference(channels, space):
    tone = 0.2
    picture = NOISY[:15, :12, :channels]
    cleaned = clean(picture, "bilateral", {"tone": tone, "space": space})
    reach = int(np.ceil(3 * space))
    for i in range(15):
        for j in range(12):
            total, weights = 0, 0
            for k in range(max(0, i - reach), min(15, i + reach + 1)):
                for m in range(max(0, j - reach), min(12, j + reach + 1)):
                    apart = ((picture[k, m].astype(float) - picture[i, j]) ** 2).sum()
                    weight = np.exp(-((k - i) ** 2 + (m - j) ** 2) / (2 * space**2) - apart / (2 * tone**2))
                    total, weights = total + weight * picture[k, m], weights + weight
            np.testing.assert_allclose(cleaned[i, j], total / weights, atol=1e-5)


def test_nonlocal_means_and_wavelets_are_scikit_image_s():
    parameters = {"patch": 5, "h": 0.08, "sigma": 0.1}
    expected = restoration.denoise_nl_means(
        NOISY, patch_size=5, patch_distance=6, h=0.08, sigma=0.1, channel_axis=2
    )
    np.testing.assert_allclose(clean(NOISY, "nonlocal", parameters), np.clip(expected, 0, 1), atol=1e-6)
    shifted = [
        np.roll(
            restoration.denoise_wavelet(
                np.roll(NOISY, (i, j), (0, 1)), sigma=0.1, wavelet="db2", convert2ycbcr=True, channel_axis=2
            ),
            (-i, -j),
            (0, 1),
        )
        for i in range(4)
        for j in range(4)
    ]
    cleaned = clean(NOISY, "wavelet", {"wavelet": "db2", "rule": "BayesShrink", "sigma": 0.1})
    np.testing.assert_allclose(cleaned, np.clip(np.mean(shifted, axis=0), 0, 1), atol=1e-5)


@settings(max_examples=40, deadline=None)
@given(
    st.integers(1, 20),
    st.integers(1, 20),
    st.sampled_from([1, 3]),
    st.sampled_from(METHODS),
    st.sampled_from(["flat", "noise", "black"]),
)
def test_pictures_of_every_size_come_back(rows, columns, channels, method, what):
    flat = np.full((rows, columns, channels), 0.4 if what != "black" else 0, np.float32)
    picture = corrupt(flat, "gaussian", 0.2, 1) if what == "noise" else flat
    subject = "digits" if channels == 1 else "photographs"
    cleaned = clean(picture, method, suited(subject, "gaussian", method, 0.2))
    assert cleaned.shape == picture.shape
    assert np.isfinite(cleaned).all()
    if what != "noise":
        np.testing.assert_allclose(cleaned, picture, atol=0.02)


@pytest.mark.parametrize("name", ["centre", "bar", "right", "pixels", "strokes"])
def test_a_hole_is_filled_smoothly_and_nothing_else_is_touched(name):
    mask = hole(name, SMOOTH.shape[:2], 3)
    filled = fill(empty(SMOOTH, mask), mask)
    np.testing.assert_allclose(filled[mask == 0], SMOOTH[mask == 0], atol=1e-6)
    grey = np.where(mask[..., None] == 1, np.float32(0.5), SMOOTH)
    if name != "right":  # with one edge alone nothing bounds it
        assert psnr_inside(filled, SMOOTH, mask) > psnr_inside(grey, SMOOTH, mask) + 3


def test_a_hole_is_filled_by_a_solution_of_the_biharmonic_equation():
    mask = np.zeros((40, 40), np.uint8)
    mask[15:22, 16:24] = 1
    picture = SMOOTH[:40, :, :1]
    filled = fill(empty(picture, mask), mask)[..., 0].astype(float)
    laplacian = ndimage.laplace(filled, mode="nearest")
    twice = ndimage.laplace(laplacian, mode="nearest")
    assert np.abs(twice[mask == 1]).max() < 1e-5


def test_without_a_hole_or_without_a_rest_it_stays_as_it_is():
    for mask in (np.zeros((48, 40)), np.ones((48, 40))):
        np.testing.assert_array_equal(fill(SMOOTH, mask), SMOOTH)


@pytest.mark.parametrize("sigma", [0.02, 0.1, 0.2])
def test_the_noise_of_a_picture_is_estimated(sigma):
    noisy = corrupt(np.repeat(SMOOTH, 4, 0).repeat(4, 1), "gaussian", sigma, 4)
    assert estimated(noisy) == pytest.approx(sigma, rel=0.1)


def test_what_has_no_detail_has_no_noise():
    assert estimated(np.zeros((1, 30, 3), np.float32)) == 0
    assert estimated(np.full((20, 30, 1), 0.5, np.float32)) == pytest.approx(0, abs=1e-6)
