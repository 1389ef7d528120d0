"""The way back from a pooled map."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.pooling import PoolingSpec, pool, trace
from cnnlab.ops.undo_report import psnr, pyramid, report_undo, stretch
from cnnlab.ops.unpooling import METHODS, enlarge_to, switches, unpool
from tests.ops.test_pooling import cases, planes

many = settings(max_examples=100, deadline=None)


@many
@given(cases(kinds=("max",)))
def test_switches_point_at_the_winners(case):
    image, spec = case
    found = switches(image, spec)
    assert found.shape == pool(image, spec).shape
    for row, col in np.ndindex(found.shape[:2]):
        winner = trace(image, spec, row, col).winner
        expected = [r * image.shape[1] + c for r, c in ([winner] if image.ndim == 2 else winner)]
        assert np.ravel(found[row, col]).tolist() == expected


@many
@given(cases(kinds=("max",)))
def test_unpooling_puts_each_maximum_back_once(case):
    image, spec = case
    pooled, places = pool(image, spec), switches(image, spec)
    back = unpool(pooled, places, image.shape[:2])
    assert back.dtype == np.float32
    for found, plane, where in zip(planes(back), planes(image), planes(places), strict=True):
        won = np.zeros(plane.size, bool)
        won[where.ravel()] = True
        won = won.reshape(plane.shape)
        # Exactly the picture where a value has won, and 0 elsewhere, overlap or not.
        np.testing.assert_array_equal(found, np.where(won, plane, 0))


@many
@given(cases(kinds=("max",)), st.sampled_from(METHODS), st.integers(1, 20), st.integers(1, 20))
def test_enlarging_is_what_tensorflow_does(case, method, rows, columns):
    image, _ = case
    batch = image[None, ..., None] if image.ndim == 2 else image[None]
    expected = tf.image.resize(batch, (rows, columns), method)[0].numpy()
    found = enlarge_to(image, (rows, columns), method)
    assert found.shape == (rows, columns, *image.shape[2:])
    np.testing.assert_allclose(found, expected.reshape(found.shape), atol=1e-6)


def test_enlarging_by_a_whole_factor_repeats_each_value():
    image = np.random.default_rng(0).random((3, 4)).astype(np.float32)
    np.testing.assert_array_equal(enlarge_to(image, (9, 8), "nearest"), np.kron(image, np.ones((3, 2))))


def test_impossible_ways_back_are_said():
    image = np.arange(16.0).reshape(4, 4)
    pooled, places = pool(image), switches(image, PoolingSpec())
    for call in (
        lambda: unpool(pooled, places[:1], (4, 4)),
        lambda: unpool(pooled, places.astype(float), (4, 4)),
        lambda: unpool(pooled, places, (2, 2)),
        lambda: unpool(pooled, -places, (4, 4)),
        lambda: unpool(pooled, places, (4, 0)),
        lambda: enlarge_to(pooled, (4, 4), "bicubic"),
        lambda: enlarge_to(pooled, (4, 4), None),
        lambda: enlarge_to(pooled, 4, "nearest"),
        lambda: enlarge_to(pooled * np.nan, (4, 4), "nearest"),
        lambda: switches(image, PoolingSpec(window=(5, 5))),
    ):
        with pytest.raises(LabError):
            call()


@pytest.mark.parametrize("window", range(1, 7))
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_stretching_writes_each_value_over_its_window(window, padding):
    image = np.random.default_rng(1).random((17, 14)).astype(np.float32)
    spec = PoolingSpec("average", (window, window), padding=padding)
    pooled = pool(image, spec)
    back = stretch(pooled, spec, image.shape, "nearest")
    assert back.shape == image.shape
    for row, col in np.ndindex(pooled.shape):
        found = trace(image, spec, row, col)
        inside = back[np.ix_(found.rows[found.rows >= 0], found.cols[found.cols >= 0])]
        assert np.all(inside == pooled[row, col])


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("window", "stride"), [(2, 1), (3, 2), (5, 2), (2, 3), (3, 5)])
@pytest.mark.parametrize("method", METHODS)
def test_stretching_does_not_move_anything(window, stride, padding, method):
    # Pooled by its mean, a ramp is the ramp at the middle of each window; stretched it must lie on itself.
    ramp = np.tile(np.arange(40, dtype=np.float32), (40, 1))
    spec = PoolingSpec("average", (window, window), (stride, stride), padding)
    back = stretch(pool(ramp, spec), spec, ramp.shape, method)
    off = (back - ramp)[10:30, 10:30]
    # Half a pixel where the middle of a window lies between two.
    assert abs(off.mean()) <= 0.5 + 1e-4
    assert np.abs(off).max() <= (stride if method == "nearest" else 0.51)


@pytest.mark.parametrize("kind", ["max", "average", "l2"])
def test_the_report(kind):
    pixels = np.random.default_rng(2).integers(0, 256, (21, 16), np.uint8)
    image, spec = pixels.astype(np.float32) / 255, PoolingSpec(kind)
    report = report_undo(pixels, spec)
    np.testing.assert_array_equal(report.pooled, pool(image, spec))
    assert [way.name for way in report.ways] == [*(["switches"] if kind == "max" else []), *METHODS]
    for way in report.ways:
        np.testing.assert_allclose(way.error, way.picture - image, atol=1e-6)
        assert way.psnr == pytest.approx(
            float(tf.image.psnr(image[..., None], way.picture[..., None], 1.0)), rel=1e-4
        )
    assert [level.shape for level in report.pyramid] == [(21, 16), (10, 8), (5, 4), (2, 2), (1, 1)]
    assert report.whole == pytest.approx(
        {"max": image.max(), "average": image.mean(), "l2": np.sqrt((image**2).sum())}[kind], rel=1e-5
    )


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_flat_grey_comes_back_from_every_kind(padding):
    pixels = np.full((17, 17), 51, np.uint8)
    for kind in ("max", "average", "l2"):
        report = report_undo(pixels, PoolingSpec(kind, (3, 3), padding=padding))
        for way in report.ways[-2:]:
            np.testing.assert_allclose(way.picture, 0.2, rtol=1e-5)


def test_the_pyramid_ends():
    image = np.zeros((25, 25), np.float32)

    def sizes(spec):
        return [len(level) for level in pyramid(image, pool(image, spec), spec)]

    assert sizes(PoolingSpec(window=(5, 5))) == [25, 5, 1]
    assert sizes(PoolingSpec(window=(4, 4))) == [25, 6, 1]
    assert sizes(PoolingSpec(window=(3, 3))) == [25, 8, 2]
    assert sizes(PoolingSpec(window=(3, 3), padding="same")) == [25, 9, 3, 1]
    assert sizes(PoolingSpec(stride=(1, 1))) == [25, 24]


def test_the_mean_of_means_is_the_mean_only_where_windows_fit():
    rng = np.random.default_rng(3)
    even = rng.integers(0, 256, (32, 32), np.uint8)
    report = report_undo(even, PoolingSpec("average"))
    assert report.pyramid[-1][0, 0] == pytest.approx(report.whole, rel=1e-5)
    odd = report_undo(even[:31, :31], PoolingSpec("average"))
    assert odd.pyramid[-1][0, 0] != pytest.approx(odd.whole, rel=1e-3)


def test_psnr_of_equal_pictures_is_infinite():
    image = np.random.default_rng(4).random((5, 5)).astype(np.float32)
    assert psnr(image, image) == float("inf")
    assert psnr(np.zeros((2, 2)), np.ones((2, 2))) == 0
