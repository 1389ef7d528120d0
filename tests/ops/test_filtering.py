from __future__ import annotations

import numpy as np
import pytest

from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.filtering import as_weights, filter_picture

PICTURE = np.random.default_rng(0).integers(0, 256, (9, 8, 3), np.uint8)
KERNELS = np.random.default_rng(1).normal(size=(3, 3, 2)).astype(np.float32)


def loop(plane: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    rows, columns = plane.shape[0] - kernel.shape[0] + 1, plane.shape[1] - kernel.shape[1] + 1
    return np.array(
        [
            [(plane[i : i + kernel.shape[0], j : j + kernel.shape[1]] * kernel).sum() for j in range(columns)]
            for i in range(rows)
        ]
    )


def test_three_kernels_are_added_and_shown_apart():
    result = filter_picture(PICTURE, KERNELS, ConvolutionSpec(), 0.5, "relu")
    planes = [loop(PICTURE[..., c] / 255, KERNELS[c]) for c in range(3)]
    for plane, expected in zip(result.planes, planes, strict=True):
        assert np.allclose(plane, expected, atol=1e-5)
    assert np.allclose(result.before, sum(planes) + 0.5, atol=1e-5)
    assert np.allclose(result.after, np.maximum(sum(planes) + 0.5, 0), atol=1e-5)


def test_one_kernel_goes_over_each_channel():
    result = filter_picture(PICTURE, KERNELS[0], ConvolutionSpec(), 0.0, "linear")
    assert result.after.shape == (7, 7, 3)
    assert result.planes == ()
    for c in range(3):
        assert np.allclose(result.after[..., c], loop(PICTURE[..., c] / 255, KERNELS[0]), atol=1e-5)


def test_turning_changes_nothing_for_a_symmetric_kernel_and_doubles_an_antisymmetric_one():
    box, edges = np.ones((3, 3), np.float32), np.float32([[-1, 0, 1]] * 3)
    grey = PICTURE[..., 0]
    assert filter_picture(grey, box, ConvolutionSpec(), 0.0, "linear").turned < 1e-6
    result = filter_picture(grey, edges, ConvolutionSpec(), 0.0, "linear")
    assert result.turned == pytest.approx(2 * np.abs(result.before).max(), rel=1e-5)


def test_the_tolerance_is_a_share_of_the_largest_sum_of_absolute_products():
    grey = PICTURE[..., 0]
    result = filter_picture(grey, KERNELS[0], ConvolutionSpec(), -0.25, "linear")
    expected = 1e-5 * (loop(grey / 255, np.abs(KERNELS[0])).max() + 0.25)
    assert result.tolerance == pytest.approx(expected, rel=1e-4)


def test_weights_have_tensorflows_layout():
    assert as_weights(KERNELS).shape == (3, 2, 3, 1)
    assert np.array_equal(as_weights(KERNELS)[..., 1, 0], KERNELS[1])
    assert np.array_equal(as_weights(KERNELS[0]), KERNELS[0])
