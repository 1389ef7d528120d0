"""Four ways of downsampling with circular surroundings, and what a shift does to them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.downsampling import EDGES, blur_pool, dense_pool, low_pass, strided_convolution, triangle
from cnnlab.ops.shift_report import LARGEST_SHIFT, METHODS, change, report_shift, trimmed

many = settings(max_examples=100, deadline=None)
pairs = st.tuples(st.integers(1, 5), st.integers(1, 5))


@st.composite
def pictures(draw, channels=(None, 1, 3)):
    rows, columns = draw(st.tuples(st.integers(1, 12), st.integers(1, 12)))
    depth = draw(st.sampled_from(channels))
    shape = (rows, columns) if depth is None else (rows, columns, depth)
    return np.random.default_rng(draw(st.integers(0, 2**32 - 1))).random(shape).astype(np.float32)


def gathered(image, rows, columns):
    """The values under a window, with indices that go round."""
    return image[np.ix_(np.mod(rows, image.shape[0]), np.mod(columns, image.shape[1]))]


def loop(image, stride, size, first, reduce):
    """`reduce` of the window at every s-th place; `first` says where the window begins."""
    places = [range(0, n, s) for n, s in zip(image.shape, stride, strict=False)]
    result = [
        [
            reduce(
                gathered(image, r - first[0] + np.arange(size[0]), c - first[1] + np.arange(size[1])).astype(
                    float
                )
            )
            for c in places[1]
        ]
        for r in places[0]
    ]
    return np.array(result)


def weighted(kernel):
    return lambda values: np.tensordot(kernel, values, axes=((0, 1), (0, 1)))


@many
@given(pictures(), pairs, st.sampled_from(["max", "average"]))
def test_dense_pooling_equals_a_plain_loop(image, window, kind):
    reduce = {"max": np.max, "average": np.mean}[kind]
    expected = loop(image, (1, 1), window, (0, 0), lambda values: reduce(values, axis=(0, 1)))
    np.testing.assert_allclose(dense_pool(image, kind, window), expected, rtol=1e-5, atol=1e-6)


@many
@given(pictures(), pairs)
def test_the_low_pass_equals_a_plain_loop(image, stride):
    down, across = (triangle(step) for step in stride)
    expected = loop(
        image,
        stride,
        (len(down), len(across)),
        (stride[0] - 1, stride[1] - 1),
        weighted(np.outer(down, across)),
    )
    np.testing.assert_allclose(low_pass(image, stride), expected, rtol=1e-5, atol=1e-6)


@many
@given(pictures(), pairs, pairs)
def test_blur_pooling_is_a_dense_maximum_and_the_low_pass(image, window, stride):
    found = blur_pool(image, window, stride)
    assert found.dtype == np.float32
    highest = loop(image, (1, 1), window, (0, 0), lambda values: values.max(axis=(0, 1)))
    down, across = (triangle(step) for step in stride)
    expected = loop(
        highest,
        stride,
        (len(down), len(across)),
        (stride[0] - 1, stride[1] - 1),
        weighted(np.outer(down, across)),
    )
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


@many
@given(pictures(), pairs)
def test_the_strided_convolution_equals_a_plain_loop(image, stride):
    expected = loop(image, stride, (3, 3), (1, 1), weighted(EDGES))
    np.testing.assert_allclose(strided_convolution(image, stride), expected, rtol=1e-5, atol=1e-5)


@many
@given(pictures(), pairs, pairs)
def test_a_picture_moved_by_whole_steps_gives_a_moved_map(image, window, stride):
    rows, columns = (n - n % s for n, s in zip(image.shape, stride, strict=False))
    if not rows or not columns:
        return
    image = image[:rows, :columns]
    moved = np.roll(image, stride, axis=(0, 1))
    for way in (
        lambda x: blur_pool(x, window, stride),
        lambda x: strided_convolution(x, stride),
        lambda x: dense_pool(x, "max", window)[:: stride[0], :: stride[1]],
        lambda x: dense_pool(x, "average", window)[:: stride[0], :: stride[1]],
    ):
        np.testing.assert_allclose(way(moved), np.roll(way(image), (1, 1), axis=(0, 1)), atol=1e-6)


def test_the_triangle():
    assert triangle(1).tolist() == [1]
    assert triangle(2).tolist() == [0.25, 0.5, 0.25]
    for step in range(1, 17):
        weights = triangle(step)
        assert weights.sum() == pytest.approx(1)
        # Waves that sampling would turn into a constant do not pass.
        for wave in range(1, step):
            phases = np.exp(2j * np.pi * wave / step * np.arange(len(weights)))
            assert abs(weights @ phases) < 1e-12


def test_blur_pooling_in_numbers():
    row = np.array([[0.0, 0, 4, 0, 0, 0]])
    # The maximum of two: 0 4 4 0 0 0; a quarter, half, a quarter at places 0, 2, 4.
    assert blur_pool(row, (1, 2), (1, 2)).tolist() == [[1, 3, 0]]


@pytest.mark.parametrize(
    "call",
    [
        lambda image: blur_pool(image, (0, 1)),
        lambda image: blur_pool(image, stride=(0, 1)),
        lambda image: blur_pool(image * np.nan),
        lambda image: dense_pool(image, "median", (2, 2)),
        lambda image: dense_pool(image[0], "max", (2, 2)),
        lambda image: low_pass(image, 2),
        lambda image: strided_convolution(image, (1, 1.5)),
        lambda image: strided_convolution(image, kernel=np.zeros(3)),
    ],
)
def test_what_is_impossible_is_said(call):
    with pytest.raises(LabError):
        call(np.ones((6, 6)))


def test_trimmed():
    pixels = np.arange(30).reshape(5, 6)
    assert trimmed(pixels, 2).shape == (4, 6)
    assert trimmed(pixels, 5).shape == (5, 5)
    with pytest.raises(LabError, match="The stride is 6 and the picture has only 5 × 6 pixels"):
        trimmed(pixels, 6)


def directly(picture, edges, window, stride):
    """The four maps, without the shortcuts of the report."""
    source = np.maximum(strided_convolution(picture, (1, 1)), 0) if edges else picture
    convolved = strided_convolution(picture, (stride, stride))
    places = (slice(None, None, stride),) * 2
    return {
        "convolution": np.maximum(convolved, 0) if edges else convolved,
        "max": loop(source, (stride, stride), (window, window), (0, 0), np.max),
        "average": loop(source, (stride, stride), (window, window), (0, 0), np.mean),
        "blur": low_pass(dense_pool(source, "max", (window, window)), (stride, stride)),
    } | ({"convolution": source[places]} if edges else {})


@settings(max_examples=25, deadline=None)
@given(
    st.integers(0, 2**32 - 1),
    st.booleans(),
    st.integers(1, 6),
    st.integers(1, 10),
    st.integers(0, LARGEST_SHIFT),
)
def test_the_report_equals_the_maps_of_the_moved_picture(seed, edges, window, stride, shift):
    pixels = np.random.default_rng(seed).integers(0, 256, (10, 13), np.uint8)
    report = report_shift(pixels, edges, window, stride, shift)
    picture = trimmed(pixels, stride).astype(np.float32) / 255
    before = directly(picture, edges, window, stride)
    assert list(report.maps) == list(METHODS)
    np.testing.assert_array_equal(report.moved, np.roll(picture, shift, axis=1))
    for by in {0, shift, LARGEST_SHIFT}:
        after = directly(np.roll(picture, by, axis=1), edges, window, stride)
        for name, moved in report.maps.items():
            np.testing.assert_allclose(moved.before, before[name], atol=1e-5)
            if by == shift:
                np.testing.assert_allclose(moved.after, after[name], atol=1e-5)
            along = [
                change(np.roll(before[name], steps, axis=1), after[name])
                for steps in (by // stride, -(-by // stride))
            ]
            np.testing.assert_allclose(moved.in_place[by], change(before[name], after[name]), atol=1e-3)
            np.testing.assert_allclose(moved.along[by], min(along), atol=1e-3)
            if by == shift:
                steps = np.roll(before[name], moved.steps, axis=1)
                np.testing.assert_allclose(change(steps, after[name]), moved.along[by], atol=1e-3)


def test_nothing_is_left_at_whole_steps_and_something_between():
    pixels = np.random.default_rng(5).integers(0, 256, (32, 32), np.uint8)
    for moved in report_shift(pixels, True, 4, 4, 3).maps.values():
        assert moved.along[0] == moved.along[4] == moved.along[8] == 0
        assert min(moved.along[1:4]) > 0.1
        assert moved.in_place[0] == 0


def test_blur_pooling_changes_least_between_steps():
    rows, columns = np.mgrid[:64, :64]
    pixels = (127 + 90 * np.sin(columns / 3 + rows / 7) + 30 * np.sin(columns / 1.3)).astype(np.uint8)
    for edges in (True, False):
        maps = report_shift(pixels, edges, 2, 2, 1).maps
        assert maps["blur"].along[1] < min(
            maps[name].along[1] for name in METHODS if name not in ("blur", "average")
        )


def test_flat_maps():
    for moved in report_shift(np.full((16, 16), 90, np.uint8), True, 2, 2, 1).maps.values():
        assert set(moved.in_place) == set(moved.along) == {0.0}
    # One value is left: it changes, and has nothing to measure that by.
    one = report_shift(np.random.default_rng(6).integers(0, 256, (16, 16), np.uint8), False, 2, 16, 1).maps
    assert one["max"].before.shape == (1, 1)
    assert np.isnan(one["average"].in_place[1])
    assert one["average"].in_place[0] == 0


def test_unrelated_maps_differ_by_the_root_of_two():
    rng = np.random.default_rng(7)
    assert change(rng.random((300, 300)), rng.random((300, 300))) == pytest.approx(2**0.5, rel=0.01)
