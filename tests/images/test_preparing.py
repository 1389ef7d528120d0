"""Sizes, tones and shapes."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.images import fit, sample
from tests.images.files import noise, smooth


@pytest.mark.parametrize("size", [16, 28, 100, 512])
def test_square_and_whole(size):
    picture = noise(200, 300)
    assert fit(picture, size, "colour", "square").shape == (size, size, 3)
    assert fit(picture, size, "colour", "fit").shape == (round(size * 2 / 3), size, 3)
    assert fit(picture, size, "grey", "square").shape == (size, size)
    assert fit(picture[..., 0], size, "colour", "fit").shape == (round(size * 2 / 3), size)


def test_the_square_is_the_middle():
    picture = noise(100, 160)
    np.testing.assert_array_equal(fit(picture, 100, "colour", "square"), picture[:, 30:130])
    turned = picture.swapaxes(0, 1).copy()
    np.testing.assert_array_equal(fit(turned, 100, "colour", "square"), turned[30:130])


def test_grey_is_the_luma_of_bt_601():
    picture = noise(100, 100)
    expected = picture @ np.array([0.299, 0.587, 0.114])
    assert np.abs(fit(picture, 100, "grey", "fit") - expected).max() <= 0.51


def test_reducing_does_not_alias():
    stripes = np.tile(np.uint8([0, 255]), (400, 200))
    reduced = fit(stripes, 128, "grey", "square")
    assert (
        np.abs(reduced.astype(int) - 128).max() < 32
    )  # every third column, taken as it is, would give 0 and 255
    checks = (np.indices((512, 512)).sum(axis=0) % 2 * 255).astype(np.uint8)
    assert np.abs(fit(checks, 128, "grey", "square").astype(int) - 128).max() <= 1


def test_reducing_draws_no_halo():
    edge = np.full((400, 400), 60, np.uint8)
    edge[:, 200:] = 190
    reduced = fit(edge, 90, "grey", "square")
    assert reduced.min() == 60
    assert reduced.max() == 190


def test_small_pictures_keep_their_pixels():
    picture = noise(32, 32)
    np.testing.assert_array_equal(fit(picture, 128), picture.repeat(4, axis=0).repeat(4, axis=1))
    photograph = smooth(100, 100)
    assert len(np.unique(fit(photograph, 400)[..., 2])) > len(np.unique(photograph[..., 2])) * 0.9
    steps = np.abs(np.diff(fit(photograph, 400)[0, :160, 0].astype(int)))
    assert steps.max() <= 3  # 5 a pixel, spread over four


def test_the_same_size_changes_nothing():
    picture = noise(64, 48)
    np.testing.assert_array_equal(fit(picture, 64, "colour", "fit"), picture)


def test_a_very_long_picture_keeps_a_row():
    assert fit(np.zeros((1, 1024), np.uint8), 16, "grey", "fit").shape == (1, 16)


@pytest.mark.parametrize(
    ("size", "colour", "crop", "words"),
    [
        (15, "grey", "fit", "16 to 512"),
        (513, "grey", "fit", "16 to 512"),
        (64, "sepia", "fit", "tone"),
        (64, "grey", "round", "shape"),
    ],
)
def test_what_does_not_exist_is_refused(size, colour, crop, words):
    with pytest.raises(LabError, match=words):
        fit(noise(), size, colour, crop)


def test_samples_are_left_alone():
    before = sample("cat").copy()
    fit(sample("cat"), 64)
    np.testing.assert_array_equal(sample("cat"), before)
