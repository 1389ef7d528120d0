"""Pooling against plain loops and TensorFlow: every kind, both paddings, windows and strides for each axis."""

from __future__ import annotations

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.pooling import (
    GLOBAL_KINDS,
    KINDS,
    PoolingSpec,
    global_pool,
    input_gradient,
    pool,
    trace,
)
from tests.ops import oracles

pairs = st.tuples(st.integers(1, 5), st.integers(1, 5))
many = settings(max_examples=100, deadline=None)


@st.composite
def cases(draw, kinds=KINDS):
    """A picture, grey or with channels, with few different values (so that there are ties), and a spec."""
    spec = PoolingSpec(
        draw(st.sampled_from(kinds)), draw(pairs), draw(pairs), draw(st.sampled_from(["valid", "same"]))
    )
    # No window larger than the picture where none may hang over.
    least = spec.window if spec.padding == "valid" else (1, 1)
    rows, columns = (draw(st.integers(low, 12)) for low in least)
    channels = draw(st.sampled_from([None, 1, 2, 3]))
    shape = (rows, columns) if channels is None else (rows, columns, channels)
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    levels = draw(st.sampled_from([2, 4, 1000]))
    return (rng.integers(-levels, levels, shape) / levels).astype(np.float32), spec


def windows(size, spec):
    """For each output, the rows and columns under its window, as TensorFlow's manual words it."""
    if spec.padding == "same":
        pads = [oracles.same_pads(n, k, s, 1) for n, k, s in zip(size, spec.window, spec.stride, strict=True)]
    else:
        pads = [(0, 0), (0, 0)]
    axes = []
    for n, k, s, (before, after) in zip(size, spec.window, spec.stride, pads, strict=True):
        starts = range(-before, n + after - k + 1, s)
        axes.append([[i for i in range(start, start + k) if 0 <= i < n] for start in starts])
    return axes


def loops(image, spec):
    """The pooled map of a (H, W) plane, in double precision."""
    rows, columns = windows(image.shape, spec)
    result = np.zeros((len(rows), len(columns)))
    for i, down in enumerate(rows):
        for j, across in enumerate(columns):
            values = [float(image[r, c]) for r in down for c in across]
            if spec.kind == "max":
                result[i, j] = max(values)
            elif spec.kind == "average":
                result[i, j] = sum(values) / len(values)
            else:
                result[i, j] = sum(value**2 for value in values) ** 0.5
    return result


def planes(image):
    return [image] if image.ndim == 2 else [image[..., c] for c in range(image.shape[2])]


@many
@given(cases())
def test_equals_a_plain_loop(case):
    image, spec = case
    result = pool(image, spec)
    assert result.dtype == np.float32
    assert result.ndim == image.ndim
    assert result.shape[:2] == spec.output_size(image.shape[:2])
    for found, plane in zip(planes(result), planes(image), strict=True):
        np.testing.assert_allclose(found, loops(plane, spec), rtol=1e-5, atol=1e-6)


@many
@given(cases(kinds=("max", "average")))
def test_equals_keras(case):
    import keras

    image, spec = case
    layer = {"max": keras.layers.MaxPooling2D, "average": keras.layers.AveragePooling2D}[spec.kind]
    batch = image[None, ..., None] if image.ndim == 2 else image[None]
    expected = np.asarray(layer(spec.window, spec.stride, spec.padding)(batch))[0]
    np.testing.assert_allclose(pool(image, spec), expected.reshape(pool(image, spec).shape), atol=1e-6)


@many
@given(cases(), st.data())
def test_a_trace_is_the_arithmetic_of_one_output(case, data):
    image, spec = case
    rows, columns = windows(image.shape[:2], spec)
    row = data.draw(st.integers(0, len(rows) - 1))
    col = data.draw(st.integers(0, len(columns) - 1))
    found = trace(image, spec, row, col)
    assert [r for r in found.rows if r >= 0] == rows[row]
    assert [c for c in found.cols if c >= 0] == columns[col]
    assert found.counted == len(rows[row]) * len(columns[col])
    assert found.patch.shape == found.gradient.shape == (*spec.window, *image.shape[2:])
    outside = np.logical_or.outer(found.rows < 0, found.cols < 0)
    assert np.array_equal(np.isnan(found.patch).reshape(*spec.window, -1).all(axis=2), outside)
    assert np.isnan(found.patch).sum() == outside.sum() * (image.size // np.prod(image.shape[:2]))
    assert not found.gradient[outside].any()
    np.testing.assert_allclose(found.total, pool(image, spec)[row, col], rtol=1e-5, atol=1e-6)
    winners = [found.winner] if image.ndim == 2 else found.winner
    for plane, winner in zip(planes(image), winners, strict=True):
        inside = [(r, c) for r in rows[row] for c in columns[col]]
        largest = max(plane[place] for place in inside)
        # The first of equal ones, row by row.
        assert winner == next(place for place in inside if plane[place] == largest)


@many
@given(cases())
def test_what_goes_back_is_what_the_traces_say(case):
    image, spec = case
    expected = np.zeros(image.shape)
    for row, col in np.ndindex(spec.output_size(image.shape[:2])):
        found = trace(image, spec, row, col)
        for (i, r), (j, c) in ((a, b) for a in enumerate(found.rows) for b in enumerate(found.cols)):
            if r >= 0 and c >= 0:
                expected[r, c] += found.gradient[i, j]
    gradient = input_gradient(image, spec)
    assert gradient.dtype == np.float32
    np.testing.assert_allclose(gradient, expected, rtol=1e-4, atol=1e-5)


@many
@given(cases())
def test_what_no_window_reads_has_no_say(case):
    image, spec = case
    rows, columns = spec.never_read(image.shape[:2])
    changed = image.copy()
    changed[list(rows)] = 100
    changed[:, list(columns)] = 100
    np.testing.assert_array_equal(pool(changed, spec), pool(image, spec))
    assert not input_gradient(image, spec)[list(rows)].any()
    assert not input_gradient(image, spec)[:, list(columns)].any()
    down, across = windows(image.shape[:2], spec)
    assert sorted(rows) == sorted(set(range(image.shape[0])) - {r for each in down for r in each})
    assert sorted(columns) == sorted(set(range(image.shape[1])) - {c for each in across for c in each})


def test_the_gradient_of_each_kind_in_numbers():
    image = np.array([[3.0, 0.0], [0.0, 4.0]])
    assert trace(image, PoolingSpec("max"), 0, 0).gradient.tolist() == [[0, 0], [0, 1]]
    assert trace(image, PoolingSpec("average"), 0, 0).gradient.tolist() == [[0.25, 0.25], [0.25, 0.25]]
    assert trace(image, PoolingSpec("l2"), 0, 0).gradient.tolist() == [[0.6, 0], [0, 0.8]]
    assert trace(image, PoolingSpec("l2"), 0, 0).total == 5


def test_a_window_of_zeros_sends_nothing_back_in_l2():
    zeros = np.zeros((4, 4), np.float32)
    assert not trace(zeros, PoolingSpec("l2"), 0, 0).gradient.any()
    assert not input_gradient(zeros, PoolingSpec("l2")).any()


def test_padding_does_not_count():
    # TensorFlow pads three rows of a window of 2 below only; zeros would win over -1 and halve the mean.
    image = np.full((3, 3), -1.0)
    for kind in ("max", "average"):
        assert np.all(pool(image, PoolingSpec(kind, padding="same")) == -1)
    np.testing.assert_allclose(
        pool(image, PoolingSpec("l2", padding="same")), np.sqrt([[4, 2], [2, 1]]), rtol=1e-6
    )
    corner = trace(image, PoolingSpec("average", padding="same"), 1, 1)
    assert corner.counted == 1
    assert corner.rows.tolist() == [2, -1]


@pytest.mark.parametrize("channels", [2, 3])
def test_l2_of_one_column_is_written_completely(channels):
    # TensorFlow 2.21 leaves memory unwritten for a batch of several, one output column and such strides.
    rng = np.random.default_rng(0)
    image = rng.random((6, 3, channels)).astype(np.float32)
    spec = PoolingSpec("l2", (2, 2), (1, 2))
    for channel in range(channels):
        np.testing.assert_allclose(
            pool(image, spec)[..., channel], loops(image[..., channel], spec), rtol=1e-5
        )


@many
@given(cases())
def test_global_pooling_is_one_window_over_everything(case):
    image, _ = case
    for kind in GLOBAL_KINDS:
        one = pool(image, PoolingSpec(kind, image.shape[:2]))
        found = global_pool(image, kind)
        np.testing.assert_allclose(found, one[0, 0], rtol=1e-5, atol=1e-6)
        assert isinstance(found, float) if image.ndim == 2 else found.shape == (image.shape[2],)


@pytest.mark.parametrize("kind", ["average", "l2"])
def test_a_sum_that_is_too_large_is_said(kind):
    huge = np.full((4, 4), 3e38, np.float32)
    for function in (pool, input_gradient):
        with pytest.raises(LabError, match="too large"):
            function(huge, PoolingSpec(kind))
    assert pool(huge, PoolingSpec("max")).max() == np.float32(3e38)
    with pytest.raises(LabError, match="too large"):
        global_pool(huge, "average")


@pytest.mark.parametrize(
    "image",
    [np.array([[0, np.nan]]), np.array([[np.inf]]), np.zeros((0, 3)), np.zeros(4), [[1, 2], [3]], [["a"]]],
)
def test_a_picture_that_is_none_is_said(image):
    calls = (
        lambda: pool(image, PoolingSpec(window=(1, 1))),
        lambda: trace(image, PoolingSpec(window=(1, 1)), 0, 0),
        lambda: input_gradient(image, PoolingSpec(window=(1, 1))),
        lambda: global_pool(image, "max"),
    )
    for call in calls:
        with pytest.raises(LabError):
            call()


@pytest.mark.parametrize(
    "settings",
    [
        {"kind": "median"},
        {"kind": None},
        {"window": (0, 2)},
        {"window": 2},
        {"window": (2, 2.5)},
        {"window": (True, 2)},
        {"window": (5000, 2)},
        {"stride": (0, 1)},
        {"stride": (1,)},
        {"padding": "full"},
        {"padding": 1},
    ],
)
def test_an_impossible_setting_is_said(settings):
    with pytest.raises(LabError):
        PoolingSpec(**settings)


@pytest.mark.parametrize("function", [pool, input_gradient, lambda image, spec: trace(image, spec, 0, 0)])
def test_a_window_larger_than_the_picture(function):
    with pytest.raises(LabError, match="The window covers 5 × 2 values and the picture has only 4 × 9"):
        function(np.zeros((4, 9)), PoolingSpec(window=(5, 2)))
    assert pool(np.ones((4, 9)), PoolingSpec(window=(5, 2), padding="same")).shape == (1, 5)


@pytest.mark.parametrize("place", [(-1, 0), (2, 0), (0, 3), (0.0, 0), (True, 0), ("0", 0)])
def test_a_trace_of_no_output_is_said(place):
    with pytest.raises(LabError, match="2 rows and 3 columns"):
        trace(np.zeros((4, 6)), PoolingSpec(), *place)


@pytest.mark.parametrize("kind", ["l2", "mean", None])
def test_a_global_pooling_of_another_name(kind):
    with pytest.raises(LabError, match="max or average"):
        global_pool(np.zeros((2, 2)), kind)


def test_ties_are_won_as_in_tensorflow():
    image = np.ones((5, 5), np.float32)
    spec = PoolingSpec(window=(3, 3), stride=(2, 2), padding="same")
    _, places = tf.nn.max_pool_with_argmax(image[None, ..., None], (3, 3), (2, 2), "SAME")
    for row, col in np.ndindex(3, 3):
        assert int(places[0, row, col, 0]) == np.ravel_multi_index(
            trace(image, spec, row, col).winner, (5, 5)
        )


@many
@given(cases())
def test_most_readers_like_counting(case):
    image, spec = case
    size = image.shape[:2]
    counts = np.zeros(size, int)
    for rows, columns in ((r, c) for r in windows(size, spec)[0] for c in windows(size, spec)[1]):
        for row in rows:
            for column in columns:
                counts[row, column] += 1
    assert spec.most_readers(size) == counts.max()
