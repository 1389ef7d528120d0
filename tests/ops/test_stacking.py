from __future__ import annotations

import numpy as np
import pytest
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.stacking import COLLAPSIBLE, Layer, collapse, combined_kernel, run_stack

shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))


def test_a_stack_keeps_the_map_after_each_layer():
    rng = np.random.default_rng(0)
    image = rng.random((12, 10))
    first, second = rng.normal(size=(3, 3)), rng.normal(size=(2, 2))
    maps = run_stack(
        image, [Layer(first, bias=-0.1, activation="relu"), Layer(second, ConvolutionSpec(stride=(2, 1)))]
    )
    expected = np.maximum(scipy.signal.correlate2d(image, first, "valid") - 0.1, 0)
    np.testing.assert_allclose(maps[0], expected, atol=1e-5)
    np.testing.assert_allclose(maps[1], scipy.signal.correlate2d(expected, second, "valid")[::2], atol=1e-5)
    assert run_stack(image, []) == ()


def test_a_stack_that_eats_the_picture_up_gets_a_sentence():
    with pytest.raises(LabError, match="has only 2 × 2"):
        run_stack(np.ones((4, 4)), [Layer(np.ones((3, 3)))] * 2)


@settings(max_examples=60, deadline=None)
@given(shapes, shapes, st.sampled_from(COLLAPSIBLE), st.integers(0, 999))
def test_two_steps_are_one_away_from_the_border(first_size, second_size, padding, seed):
    rng = np.random.default_rng(seed)
    image = rng.random((18, 17))
    first, second = rng.normal(size=first_size), rng.normal(size=second_size)
    found = collapse(image, first, second, padding)
    strength = np.abs(first).sum() * np.abs(second).sum()
    assert found.kernel.shape == tuple(a + b - 1 for a, b in zip(first_size, second_size, strict=True))
    np.testing.assert_allclose(found.kernel, scipy.signal.convolve2d(first, second), atol=1e-5 * strength)
    assert found.two_steps.shape == found.one_step.shape == found.difference.shape
    assert found.largest_inside <= 1e-5 * strength
    np.testing.assert_array_equal(found.difference, found.two_steps - found.one_step)
    assert found.largest == np.abs(found.difference).max()
    if padding in ("valid", "full"):
        step = scipy.signal.correlate2d(image, first, padding)
        expected = scipy.signal.correlate2d(step, second, padding)
        np.testing.assert_allclose(found.one_step, expected, atol=1e-5 * strength)
        assert found.largest <= 1e-5 * strength
    if padding == "circular":
        assert found.largest <= 1e-5 * strength


def test_zeros_make_the_border_differ():
    found = collapse(np.ones((9, 9)), np.ones((3, 3)), np.ones((5, 3)), "same")
    assert found.border == ((2, 2), (1, 1))
    assert found.largest > 1
    assert found.largest_inside == 0
    (top, bottom), (left, right) = found.border
    assert np.all(found.difference[:top] != 0)
    assert np.all(found.difference[9 - bottom :] != 0)
    assert np.all(found.difference[:, :left] != 0)
    assert np.all(found.difference[:, 9 - right :] != 0)


def test_combined_kernel_holds_for_true_convolution_too():
    rng = np.random.default_rng(4)
    image, first, second = rng.random((12, 12)), rng.normal(size=(3, 2)), rng.normal(size=(2, 4))
    spec = ConvolutionSpec(flip=True)
    twice = run_stack(image, [Layer(first, spec), Layer(second, spec)])[1]
    once = run_stack(image, [Layer(combined_kernel(first, second), spec)])[0]
    np.testing.assert_allclose(twice, once, atol=1e-4)
    np.testing.assert_allclose(combined_kernel(first, second), combined_kernel(second, first), atol=1e-6)


def test_what_cannot_be_collapsed_gets_a_sentence():
    flat = np.ones((3, 3))
    with pytest.raises(LabError, match="one channel"):
        collapse(np.ones((9, 9, 3)), flat, flat)
    with pytest.raises(LabError, match="padding valid, same, full or circular"):
        collapse(np.ones((9, 9)), flat, flat, "reflect")
    with pytest.raises(LabError, match="two dimensions"):
        combined_kernel(np.ones((3, 3, 1, 1)), flat)
    with pytest.raises(LabError, match="has only"):
        collapse(np.ones((4, 4)), flat, flat)
