from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.transposed import overlap, transposed_convolve, transposed_size

pairs = st.tuples(st.integers(1, 5), st.integers(1, 5))


def lay_down(image, kernel, stride):
    size = [(n - 1) * s + k for n, s, k in zip(image.shape, stride, kernel.shape, strict=False)]
    result = np.zeros((*size, kernel.shape[3]))
    for i, j in np.ndindex(image.shape[:2]):
        top, left = i * stride[0], j * stride[1]
        copy = np.einsum("c,pqco->pqo", image[i, j], kernel)
        result[top : top + kernel.shape[0], left : left + kernel.shape[1]] += copy
    return result


@settings(max_examples=100, deadline=None)
@given(pairs, pairs, pairs, st.integers(1, 3), st.integers(1, 3), st.integers(0, 999))
def test_equals_laying_down_copies(size, kernel_size, stride, channels, outputs, seed):
    rng = np.random.default_rng(seed)
    image, kernel = rng.random((*size, channels)), rng.normal(size=(*kernel_size, channels, outputs))
    tolerance = 1e-5 * lay_down(image, np.abs(kernel), stride).max()
    found = transposed_convolve(image, kernel, stride)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, lay_down(image, kernel, stride), atol=tolerance)
    assert found.shape[:2] == transposed_size(size, kernel_size, stride)
    flat = transposed_convolve(image, kernel[:, :, 0, 0], stride)
    for channel in range(channels):
        expected = lay_down(image[..., [channel]], kernel[:, :, :1, :1], stride)[..., 0]
        np.testing.assert_allclose(flat[..., channel], expected, atol=tolerance)
        one = transposed_convolve(image[..., channel], kernel[:, :, 0, 0], stride)
        np.testing.assert_allclose(one, expected, atol=tolerance)
    counted = lay_down(np.ones((*size, 1)), np.ones((*kernel_size, 1, 1)), stride)[..., 0]
    np.testing.assert_array_equal(overlap(size, kernel_size, stride), counted)


def test_is_the_gradient_of_the_convolution():
    rng = np.random.default_rng(2)
    kernel = rng.normal(size=(3, 2, 4, 3)).astype(np.float32)
    image = rng.normal(size=(5, 6, 4)).astype(np.float32)
    large = tf.zeros((1, *transposed_size((5, 6), (3, 2), (2, 3)), 3))
    with tf.GradientTape() as tape:
        tape.watch(large)
        result = tf.nn.conv2d(large, kernel.transpose(0, 1, 3, 2), (2, 3), "VALID")
    expected = tape.gradient(result, large, output_gradients=image[None])[0]
    np.testing.assert_allclose(transposed_convolve(image, kernel, (2, 3)), expected, atol=1e-5)


def test_the_checkerboard_comes_from_an_uneven_overlap():
    uneven = overlap((6, 6), (3, 3), (2, 2))[2:-2, 2:-2]
    assert sorted(np.unique(uneven)) == [1, 2, 4]
    assert np.unique(overlap((6, 6), (4, 4), (2, 2))[2:-2, 2:-2]).tolist() == [4]


@pytest.mark.parametrize("stride", [(0, 1), 2, (1.5, 1), (2000, 1)])
def test_wrong_strides_get_a_sentence(stride):
    with pytest.raises(LabError, match="two whole numbers"):
        transposed_convolve(np.ones((3, 3)), np.ones((3, 3)), stride)
    with pytest.raises(LabError, match="two whole numbers"):
        overlap((3, 3), (3, 3), stride)


def test_too_large_results_get_a_sentence():
    with pytest.raises(LabError, match="too many"):
        transposed_convolve(np.ones((500, 500)), np.ones((3, 3)), (64, 64))
    with pytest.raises(LabError, match="32-bit"):
        transposed_convolve(np.full((2, 2), 1e30), np.full((2, 2), 1e30), (1, 1))
    with pytest.raises(LabError, match="expects 2 input channels"):
        transposed_convolve(np.ones((3, 3, 3)), np.ones((2, 2, 2, 1)))
