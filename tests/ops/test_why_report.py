from __future__ import annotations

import numpy as np
import pytest
import scipy.ndimage
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnlab.errors import LabError
from cnnlab.images import gallery, preparing
from cnnlab.ops.patches import most_contrasty
from cnnlab.ops.why_report import FARTHEST, piece_of, report_same_job, report_shift

pictures = arrays(np.uint8, st.tuples(st.integers(3, 12), st.integers(3, 12)))


@settings(max_examples=200, deadline=None)
@given(pictures, st.integers(1, 3), st.integers(1, 3))
def test_the_most_contrasty_window_is_the_first_of_largest_variance(pixels, rows, columns):
    found = most_contrasty(pixels, (rows, columns))
    windows = np.lib.stride_tricks.sliding_window_view(pixels.astype(int), (rows, columns))
    spread = rows * columns * (windows**2).sum(axis=(2, 3)) - windows.sum(axis=(2, 3)) ** 2
    assert found == np.unravel_index(spread.argmax(), spread.shape)
    np.testing.assert_allclose(spread / (rows * columns) ** 2, windows.var(axis=(2, 3)), atol=1e-6)


@settings(max_examples=60, deadline=None)
@given(pictures)
def test_the_answers_are_those_of_a_plain_loop(pixels):
    assume(pixels.min() < pixels.max())
    report = report_shift(pixels, 3)
    image = pixels / 255
    for shift in range(FARTHEST + 1):
        moved = np.roll(image, shift, axis=1)
        # The cosine of the angle between picture and moved picture, means removed.
        cosine = np.corrcoef(image.ravel(), moved.ravel())[0, 1]
        assert report.dense[shift] == pytest.approx(cosine, abs=1e-4)
        response = scipy.ndimage.correlate(moved, report.kernel.astype(float), mode="wrap")
        atol = 2 * report.tolerance
        assert report.highest[shift] == pytest.approx(response.max(), abs=atol)
        assert report.fixed[shift] == pytest.approx(response[report.place], abs=atol)
        np.testing.assert_allclose(np.roll(report.response, shift, axis=1), response, atol=atol)
    assert report.along <= report.tolerance
    assert report.dense[0] == pytest.approx(1, abs=1e-5)
    assert report.highest[0] == pytest.approx(report.response[report.place], abs=report.tolerance)


@pytest.mark.parametrize("side", [3, 5, 7])
@pytest.mark.parametrize("name", ["coffee", "cat", "coins", "digit", "zone_plate"])
def test_the_kernel_finds_the_patch_that_it_was_cut_from(name, side):
    pixels = preparing.as_grey(preparing.fit(gallery.sample(name, 64), 64))
    report = report_shift(pixels, side)
    (top, bottom), (left, right) = report.patch
    patch = pixels[top:bottom, left:right] / 255
    assert report.kernel.sum() == pytest.approx(0, abs=1e-4)
    assert (report.kernel * patch).sum() == pytest.approx(1, abs=1e-4)
    assert report.response[(top + bottom) // 2, (left + right) // 2] == pytest.approx(1, abs=1e-4)
    assert report.highest.min() >= 1 - 1e-4


def test_stripes_answer_everywhere_alike():
    pixels = np.tile(np.repeat(np.uint8([0, 255]), 2), (16, 4))
    report = report_shift(pixels, 3)
    assert report.equals == 16 * 4
    np.testing.assert_allclose(report.dense[::4], 1, atol=1e-6)
    np.testing.assert_allclose(report.dense[2::4], -1, atol=1e-6)


def test_an_even_picture_gets_a_sentence():
    with pytest.raises(LabError, match="nothing in it to know by heart"):
        report_shift(np.full((20, 20), 128, np.uint8), 3)


@pytest.mark.parametrize("size", [(2, 40), (40, 2)])
def test_a_picture_smaller_than_the_kernel_gets_a_sentence(size):
    pixels = np.arange(80, dtype=np.uint8).reshape(size)
    with pytest.raises(LabError, match="3 × 3"):
        report_shift(pixels, 3)
    with pytest.raises(LabError, match="3 × 3"):
        piece_of(pixels, (3, 3))


@given(arrays(np.uint8, st.tuples(st.integers(3, 14), st.integers(3, 14))), st.sampled_from([3, 5, 7]))
@settings(max_examples=100, deadline=None)
def test_the_piece_lies_in_the_picture_and_gives_up_to_sixteen_values(pixels, k):
    assume(min(pixels.shape) >= k)
    (top, bottom), (left, right) = piece_of(pixels, (k, k))
    assert 0 <= top < bottom <= pixels.shape[0]
    assert 0 <= left < right <= pixels.shape[1]
    assert (bottom - top, right - left) == tuple(min(n, k + 3) for n in pixels.shape)
    job = report_same_job(pixels[top:bottom, left:right], np.ones((k, k), np.float32))
    assert job.convolved.size == len(job.matrix) <= 16
    assert job.difference <= job.tolerance
