from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from cnnlab.errors import LabError
from cnnlab.images.noise import KINDS, add_noise

GREY = np.full((300, 400), 0.5, np.float32)
PHOTOGRAPH = np.random.default_rng(0).random((30, 20, 3), np.float32)
LEVELS = {"gaussian": st.floats(0, 2), "salt_pepper": st.floats(0, 1), "speckle": st.floats(0, 2)}


@pytest.mark.parametrize("level", [0.01, 0.1, 0.5])
def test_gaussian_noise_is_normal_and_the_same_everywhere(level):
    for ground in (0, 0.5, 1):
        error = add_noise(np.full_like(GREY, ground), "gaussian", level, 3) - ground
        assert abs(error.mean()) < 4 * level / np.sqrt(error.size)
        assert error.std() == pytest.approx(level, rel=0.01)
        # Also in its tails: nothing was clipped.
        assert stats.kstest(error.ravel() / level, "norm").pvalue > 1e-3


@pytest.mark.parametrize("level", [0.05, 0.2])
def test_speckle_grows_with_the_brightness(level):
    picture = np.concatenate([np.zeros_like(GREY), GREY, np.ones_like(GREY)])
    black, grey, white = np.split(add_noise(picture, "speckle", level, 5) - picture, 3)
    assert not black.any()
    assert grey.std() == pytest.approx(level / 2, rel=0.01)
    assert white.std() == pytest.approx(level, rel=0.01)
    assert abs(white.mean()) < 4 * level / np.sqrt(white.size)


@pytest.mark.parametrize("share", [0, 0.048, 0.5, 1])
def test_half_of_the_specks_are_white_and_half_black(share):
    noisy = add_noise(GREY, "salt_pepper", share, 1)
    assert set(np.unique(noisy)) <= {np.float32(0), np.float32(0.5), np.float32(1)}
    for value in (0, 1):
        expected = share / 2
        spread = np.sqrt(expected * (1 - expected) / GREY.size)
        assert abs((noisy == value).mean() - expected) <= 4 * spread


def test_a_speck_hits_all_channels_of_a_pixel():
    noisy = add_noise(PHOTOGRAPH, "salt_pepper", 0.3, 2)
    hit = (noisy != PHOTOGRAPH).any(axis=2)
    assert 0 < hit.mean() < 1
    assert (noisy[hit] == noisy[hit][:, :1]).all()


def test_the_channels_have_noise_of_their_own():
    error = add_noise(PHOTOGRAPH, "gaussian", 0.1, 2) - PHOTOGRAPH
    assert abs(np.corrcoef(error[..., 0].ravel(), error[..., 1].ravel())[0, 1]) < 0.2


@settings(max_examples=100)
@given(st.data(), st.sampled_from(KINDS), st.integers(0, 999))
def test_a_seed_gives_the_same_noise_again_and_another_seed_another(data, kind, seed):
    level = data.draw(LEVELS[kind])
    before = PHOTOGRAPH.copy()
    noisy = add_noise(PHOTOGRAPH, kind, level, seed)
    assert noisy.dtype == np.float32
    assert noisy.shape == PHOTOGRAPH.shape
    np.testing.assert_array_equal(PHOTOGRAPH, before)
    np.testing.assert_array_equal(noisy, add_noise(PHOTOGRAPH, kind, level, seed))
    if level > 0.01:
        assert (noisy != add_noise(PHOTOGRAPH, kind, level, seed + 1)).any()
    if level == 0:
        np.testing.assert_array_equal(noisy, PHOTOGRAPH)


@pytest.mark.parametrize(
    ("kind", "level", "says"),
    [
        ("snow", 0.1, "no such noise"),
        ("gaussian", -0.1, "at least 0"),
        ("speckle", np.inf, "finite"),
        ("gaussian", np.nan, "finite"),
        ("salt_pepper", 1.01, "from 0 to 1"),
    ],
)
def test_what_has_no_meaning_is_refused(kind, level, says):
    with pytest.raises(LabError, match=says):
        add_noise(GREY, kind, level, 0)
