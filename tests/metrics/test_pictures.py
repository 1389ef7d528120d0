from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

from cnnlab.images.holes import hole
from cnnlab.metrics.pictures import errors_of, psnr, psnr_inside, psnr_of_all, ssim

RANDOM = np.random.default_rng(8)
A, B = RANDOM.random((2, 20, 24, 3), np.float32)


@settings(max_examples=50)
@given(st.floats(0.001, 1))
def test_psnr_of_an_even_error(error):
    assert psnr(np.zeros((5, 5)), np.full((5, 5), error)) == pytest.approx(20 * math.log10(1 / error))


def test_psnr_is_scikit_image_s():
    assert psnr(A, B) == pytest.approx(peak_signal_noise_ratio(A, B, data_range=1))
    assert psnr(A, A) == math.inf
    # Of many pictures the errors are averaged, not the decibels.
    assert psnr(np.stack([A, A]), np.stack([A, B])) == pytest.approx(psnr(A, B) + 10 * math.log10(2))


def test_each_picture_has_its_error():
    found = errors_of(np.stack([A, A, A / 2]), np.stack([A, B, B]))
    np.testing.assert_allclose(found, [0, ((A - B) ** 2).mean(), ((A / 2 - B) ** 2).mean()], rtol=1e-5)


def test_of_pictures_of_several_sizes():
    pairs = [(A, B), (A[:5], B[:5] / 2), (A[:3, :4], A[:3, :4])]
    together = (np.concatenate([pair[n].ravel() for pair in pairs]) for n in (0, 1))
    found = psnr_of_all([psnr(a, b) for a, b in pairs], [a.size for a, _ in pairs])
    assert found == pytest.approx(psnr(*together))
    assert psnr_of_all([math.inf], [5]) == math.inf


@pytest.mark.parametrize(("a", "b"), [(A, B), (A[..., 0], B[..., 0])])
def test_only_the_hole_counts(a, b):
    mask = hole("strokes", (20, 24), 1)
    squares = [((a[i, j] - b[i, j]) ** 2).mean() for i in range(20) for j in range(24) if mask[i, j]]
    assert psnr_inside(a, b, mask) == pytest.approx(-10 * math.log10(sum(squares) / len(squares)), abs=1e-3)
    elsewhere = np.where((mask == 0).reshape(mask.shape + (1,) * (a.ndim - 2)), 0.5, b)
    assert psnr_inside(a, elsewhere, mask) == psnr_inside(a, b, mask)


def test_of_a_whole_test_set_and_of_no_hole():
    mask = hole("centre", (20, 24))
    many, others = RANDOM.random((2, 7, 20, 24, 1))
    error = ((many - others)[:, mask == 1] ** 2).mean()
    assert psnr_inside(many, others, mask) == pytest.approx(-10 * math.log10(error))
    assert math.isnan(psnr_inside(A, B, np.zeros((20, 24))))


def test_ssim_is_scikit_image_s():
    near = np.clip(A + (B - 0.5) / 4, 0, 1)
    assert ssim(A, near) == pytest.approx(structural_similarity(A, near, data_range=1, channel_axis=2))
    assert ssim(A[..., 0], near[..., 0]) == pytest.approx(
        structural_similarity(A[..., 0], near[..., 0], data_range=1)
    )
    assert ssim(A[..., :1], near[..., :1]) == pytest.approx(ssim(A[..., 0], near[..., 0]))
    assert ssim(A, A) == pytest.approx(1)


def test_ssim_from_its_definition():
    near = np.clip(A[..., 0] + (B[..., 0] - 0.5) / 4, 0, 1).astype(np.float64)
    values = []
    for i in range(20 - 6):
        for j in range(24 - 6):
            x, y = A[i : i + 7, j : j + 7, 0].astype(np.float64).ravel(), near[i : i + 7, j : j + 7].ravel()
            (vx, vxy), (_, vy) = np.cov(x, y)
            like = (2 * x.mean() * y.mean() + 1e-4) * (2 * vxy + 9e-4)
            values.append(like / ((x.mean() ** 2 + y.mean() ** 2 + 1e-4) * (vx + vy + 9e-4)))
    assert ssim(A[..., 0].astype(np.float64), near) == pytest.approx(np.mean(values))


@pytest.mark.parametrize(("size", "window"), [((6, 9), 5), (5, 5), ((4, 30), 3), ((3, 3), 3)])
def test_small_pictures_get_the_largest_odd_window(size, window):
    rows, columns = size if isinstance(size, tuple) else (size, size)
    a, b = A[:3].repeat(10, 0)[:rows, :columns], B[:3].repeat(10, 0)[:rows, :columns]
    a, b = np.resize(a, (rows, columns, 3)), np.resize(b, (rows, columns, 3))
    expected = structural_similarity(a, b, win_size=window, data_range=1, channel_axis=2)
    assert ssim(a, b) == pytest.approx(expected)


def test_without_room_for_a_window_there_is_no_answer_but_equality():
    assert ssim(A[:2], A[:2]) == 1
    assert math.isnan(ssim(A[:2], B[:2]))
