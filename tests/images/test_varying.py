"""Pictures shifted, turned and made noisy against plain NumPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.images.varying import varied

shapes = st.tuples(st.integers(1, 40), st.integers(1, 40), st.sampled_from((1, 3)))


def picture(shape, seed=0):
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


@given(shapes, st.floats(-400, 400), st.integers(-60, 60), st.floats(0, 2), st.integers(0, 5))
def test_size_and_type_stay(shape, turn, shift, noise, seed):
    before = picture(shape)
    kept = before.copy()
    after = varied(before, turn, shift, noise, seed)
    assert (after.shape, after.dtype) == (before.shape, np.uint8)
    np.testing.assert_array_equal(before, kept)
    np.testing.assert_array_equal(after, varied(before, turn, shift, noise, seed))


def test_nothing_asked_is_nothing_done():
    before = picture((9, 7, 3))
    np.testing.assert_array_equal(varied(before), before)
    np.testing.assert_array_equal(varied(before, 360), before)


@given(shapes, st.integers(-50, 50))
def test_a_shift_moves_every_pixel_to_the_right(shape, shift):
    before = picture(shape)
    after = varied(before, shift=shift)
    edges = np.concatenate([before[0], before[-1], before[:, 0], before[:, -1]])
    ground = np.rint(edges.mean(axis=0)).astype(np.uint8)
    for column in range(shape[1]):
        source = column - shift
        expected = (
            before[:, source] if 0 <= source < shape[1] else np.broadcast_to(ground, (shape[0], shape[2]))
        )
        np.testing.assert_array_equal(after[:, column], expected)


@pytest.mark.parametrize("quarters", [-1, 1, 2, 3])
def test_a_quarter_turn_is_exact_and_anticlockwise(quarters):
    before = picture((8, 8, 1))
    np.testing.assert_array_equal(varied(before, 90 * quarters), np.rot90(before, quarters))


def test_a_small_turn_keeps_a_disc_and_brings_in_the_ground():
    rows, columns = np.indices((41, 41)) - 20
    disc = np.where(rows**2 + columns**2 < 150, 200, 40).astype(np.uint8)[..., None]
    turned = varied(disc, 30)
    assert np.abs(turned.astype(int) - disc).mean() < 4  # a whole pixel off would be 5
    assert (turned[0, 0], turned[20, 20]) == (40, 200)


def test_noise_has_its_standard_deviation():
    grey = np.full((200, 200, 1), 128, np.uint8)
    noisy = varied(grey, noise=0.1)
    assert abs(noisy.std() / 25.5 - 1) < 0.03
    assert abs(noisy.mean() - 128) < 1


@pytest.mark.parametrize("noise", [-0.1, 2.1, float("nan")])
def test_noise_beyond_its_limits(noise):
    with pytest.raises(LabError):
        varied(picture((4, 4, 1)), noise=noise)
