from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import ndimage

from cnnlab.errors import LabError
from cnnlab.images.holes import SHAPES, empty, hole


def test_the_centre_of_a_digit_is_12_by_12():
    expected = np.zeros((28, 28))
    expected[8:20, 8:20] = 1
    np.testing.assert_array_equal(hole("centre", (28, 28)), expected)


@pytest.mark.parametrize(("side", "width"), [(32, 14), (256, 110), (1, 1), (2, 1)])
def test_the_centre_grows_with_the_picture(side, width):
    mask = hole("centre", (side, side))
    rows = np.flatnonzero(mask.any(axis=1))
    assert len(rows) == width
    assert mask.sum() == width**2
    assert abs(rows[0] - (side - 1 - rows[-1])) <= 1


def test_bar_and_right_half():
    bar, right = hole("bar", (28, 20)), hole("right", (10, 9))
    np.testing.assert_array_equal(np.flatnonzero(bar.all(axis=1)), range(10, 17))
    assert bar.sum() == 7 * 20
    np.testing.assert_array_equal(right, [[0, 0, 0, 0, 1, 1, 1, 1, 1]] * 10)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SHAPES), st.integers(1, 70), st.integers(1, 70), st.integers(0, 999))
def test_every_hole_is_a_mask_of_the_picture_s_size_and_the_same_again(name, rows, columns, seed):
    mask = hole(name, (rows, columns), seed)
    assert mask.shape == (rows, columns)
    assert mask.dtype == np.uint8
    assert set(np.unique(mask)) <= {0, 1}
    np.testing.assert_array_equal(mask, hole(name, (rows, columns), seed))


@pytest.mark.parametrize("share", [0, 0.1, 0.5, 0.999, 1])
def test_so_many_pixels_are_missing_as_were_asked_for(share):
    assert hole("pixels", (28, 28), 3, share).sum() == round(share * 784)
    assert (hole("pixels", (28, 28), 4, 0.5) != hole("pixels", (28, 28), 3, 0.5)).any()


def test_strokes_are_as_wide_as_a_brush_and_leave_a_picture():
    shares = []
    for seed in range(40):
        mask = hole("strokes", (280, 280), seed)
        shares.append(mask.mean())
        # A circle of 24 pixels fits into a stroke of 30, and one of 90 into none, though strokes may cross.
        inside = ndimage.distance_transform_edt(np.pad(mask, 1))
        assert 12 < inside.max() < 45
    assert min(shares) > 0.05
    assert max(shares) < 0.6


def test_missing_pixels_are_black_in_all_channels():
    picture = np.random.default_rng(0).random((28, 28, 3), np.float32) + np.float32(0.1)
    mask = hole("strokes", (28, 28), 2)
    left = empty(picture, mask)
    assert left.dtype == np.float32
    np.testing.assert_array_equal((left == 0).all(axis=2), mask == 1)
    np.testing.assert_array_equal(left[mask == 0], picture[mask == 0])
    np.testing.assert_array_equal(empty(picture[..., 0], mask), left[..., 0])


@pytest.mark.parametrize(
    ("name", "seed", "share", "says"),
    [
        ("moon", 0, 0.5, "no such hole"),
        ("strokes", -1, 0.5, "whole number"),
        ("pixels", 0, 1.1, "from 0 to 1"),
        ("pixels", 0, np.nan, "from 0 to 1"),
    ],
)
def test_what_has_no_meaning_is_refused(name, seed, share, says):
    with pytest.raises(LabError, match=says):
        hole(name, (28, 28), seed, share)
