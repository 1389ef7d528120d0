from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from scipy import ndimage

from cnnlab.recipes import ClassifierRecipe
from cnnlab.training.augmentation import augmenter

PICTURES = np.random.default_rng(0).random((64, 12, 12, 3)).astype(np.float32)
SEED = tf.constant([1, 2])


def augmented(pictures=PICTURES, seed=SEED, **settings):
    return augmenter(ClassifierRecipe(**settings))(tf.constant(pictures), seed).numpy()


def test_without_settings_nothing_changes():
    np.testing.assert_array_equal(augmented(), PICTURES)


def test_a_flip_mirrors_about_half_of_them_and_leaves_the_others():
    found = augmented(flip=True)
    mirrored = [np.array_equal(after, before[:, ::-1]) for after, before in zip(found, PICTURES, strict=True)]
    kept = [np.array_equal(after, before) for after, before in zip(found, PICTURES, strict=True)]
    assert all(m or k for m, k in zip(mirrored, kept, strict=True))
    assert 20 <= sum(mirrored) <= 44


def test_a_shift_moves_whole_pixels_within_its_limits():
    found = augmented(shift=2)
    seen = set()
    for after, before in zip(found, PICTURES, strict=True):
        padded = np.pad(before, [(2, 2), (2, 2), (0, 0)])
        fits = [
            (down, right)
            for down in range(-2, 3)
            for right in range(-2, 3)
            if np.array_equal(after, padded[2 - down : 14 - down, 2 - right : 14 - right])
        ]
        assert len(fits) == 1
        seen |= set(fits)
    assert {down for down, _ in seen} == {right for _, right in seen} == {-2, -1, 0, 1, 2}


def test_a_turn_keeps_the_middle_and_turns_the_rest():
    spot = np.zeros((200, 21, 21, 1), np.float32)
    spot[:, 10, 17] = 1
    found = augmented(spot, rotate=90.0)
    angles = []
    for picture in found[..., 0]:
        y, x = ndimage.center_of_mass(picture)
        assert np.hypot(y - 10, x - 10) == pytest.approx(7, abs=0.35)
        angles.append(np.degrees(np.arctan2(y - 10, x - 10)))
    assert -90.5 <= min(angles) < -60
    assert 60 < max(angles) <= 90.5


def test_a_zoom_stays_within_its_limits():
    spot = np.zeros((200, 31, 31, 1), np.float32)
    spot[:, 15, 25] = 1
    places = [ndimage.center_of_mass(each)[1] - 15 for each in augmented(spot, zoom=0.2)[..., 0]]
    assert 10 / 1.2 - 0.3 <= min(places) < 9.3
    assert 10.7 < max(places) <= 12.3


def test_coarse_digits_have_at_most_17_levels_before_they_are_enlarged():
    digit = np.zeros((40, 28, 28, 1), np.float32)
    digit[:, 6:22, 12:15] = 1
    found = augmented(digit, coarse=0.5)
    changed = (found != digit).any(axis=(1, 2, 3))
    assert 8 <= changed.sum() <= 32
    assert (found[:, :4] == 0).all()
    ink = found[changed].sum(axis=(1, 2, 3)) / digit[0].sum()
    # As it was, or with a pen that is one or two pixels thicker; white cannot become brighter.
    pens = np.array([1, 17 / 16 * 4 / 3, 18 / 16 * 5 / 3])
    nearest = np.abs(ink[:, None] - pens).argmin(axis=1)
    np.testing.assert_allclose(ink, pens[nearest], atol=0.12)
    assert set(nearest) == {0, 1, 2}


def test_coarse_digits_are_the_same_where_white_is_255():
    digit = np.zeros((8, 28, 28, 1), np.float32)
    digit[:, 6:22, 12:15] = 0.7
    large = augmented(digit * 255, coarse=1.0, scale_inputs=False)
    np.testing.assert_allclose(large / 255, augmented(digit, coarse=1.0), atol=1e-5)


def test_the_same_seed_gives_the_same():
    settings = {"shift": 3, "rotate": 20.0, "zoom": 0.1, "flip": True}
    np.testing.assert_array_equal(augmented(**settings), augmented(**settings))
    assert (augmented(**settings) != augmented(seed=tf.constant([1, 3]), **settings)).any()
