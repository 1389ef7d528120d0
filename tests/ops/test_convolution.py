from __future__ import annotations

import numpy as np
import pytest
import scipy.signal
import tensorflow as tf
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.convolution import PADDINGS, ConvolutionSpec, convolve, trace
from tests.ops import oracles

pairs = st.tuples(st.integers(1, 4), st.integers(1, 4))
many = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])


@st.composite
def cases(draw, paddings=PADDINGS, sizes=(1, 14), largest_kernel=6):
    """A picture (H, W, C), a kernel (kh, kw, C, C_out) and a spec that has an output."""
    spec = ConvolutionSpec(draw(pairs), draw(pairs), draw(st.sampled_from(paddings)), draw(st.booleans()))
    side, kernels = st.integers(*sizes), st.integers(1, largest_kernel)
    size = draw(st.tuples(side, side))
    shape = draw(st.tuples(kernels, kernels, st.integers(1, 4), st.integers(1, 3)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    image = rng.random((*size, shape[2])) * draw(st.sampled_from([1, 255]))
    kernel = rng.normal(size=shape) * draw(st.sampled_from([0.01, 1, 100]))
    return image.astype(np.float32), kernel.astype(np.float32), spec


def impossible(image, kernel, spec):
    """Decide without the spec's help whether a window fits and numpy.pad may fill the padding."""
    for n, k, s, d in zip(image.shape, kernel.shape, spec.stride, spec.dilation, strict=False):
        reach, pads = (k - 1) * d + 1, oracles.same_pads(n, k, s, d)
        if spec.padding == "valid" and reach > n:
            return True
        if spec.padding in ("circular", "reflect") and max(pads) > n - (spec.padding == "reflect"):
            return True
    return False


def assert_close(found, expected, products):
    assert found.dtype == np.float32
    assert found.shape == expected.shape
    assert np.all(np.abs(found - expected) <= 1e-5 * products + 1e-30)


@many
@given(cases(), st.integers(0, 10**6))
def test_equals_a_plain_loop(case, seed):
    image, kernel, spec = case
    if impossible(image, kernel, spec):
        with pytest.raises(LabError):
            convolve(image, kernel, spec)
        return
    bias = np.random.default_rng(seed).normal(size=kernel.shape[3]).astype(np.float32)
    products = oracles.convolve(np.abs(image), np.abs(kernel), spec) + np.abs(bias)
    result = convolve(image, kernel, spec, bias)
    assert_close(result, oracles.convolve(image, kernel, spec) + bias, products)
    assert result.shape[:2] == spec.output_size(image.shape[:2], kernel.shape[:2])


@many
@given(cases())
def test_two_dimensional_kernel_takes_each_channel_apart(case):
    image, kernel, spec = case
    assume(not impossible(image, kernel, spec))
    flat = kernel[:, :, 0, 0]
    result = convolve(image, flat, spec, 0.25)
    for channel in range(image.shape[2]):
        one = image[:, :, channel : channel + 1]
        expected = oracles.convolve(one, flat[..., None, None], spec)[..., 0] + 0.25
        products = oracles.convolve(np.abs(one), np.abs(flat)[..., None, None], spec)[..., 0] + 0.25
        assert_close(result[..., channel], expected, products)
        assert_close(convolve(image[..., channel], flat, spec, 0.25), expected, products)


@many
@given(cases(paddings=("valid", "full", "same", "circular"), sizes=(9, 16), largest_kernel=5))
def test_equals_scipy(case):
    image, kernel, spec = case
    picture, flat = image[..., 0].astype(float), oracles.spread(kernel[:, :, 0, 0], spec.dilation)
    odd = all(k % 2 for k in flat.shape)
    assume(max(flat.shape) <= min(picture.shape))
    if spec.padding in ("same", "circular"):  # SciPy centres otherwise where these do not hold
        assume(odd)
        spec = ConvolutionSpec((1, 1), spec.dilation, spec.padding, spec.flip)
    operation = scipy.signal.convolve2d if spec.flip else scipy.signal.correlate2d
    options = {
        "mode": "same" if spec.padding == "circular" else spec.padding,
        "boundary": "wrap" if spec.padding == "circular" else "fill",
    }
    steps = tuple(slice(None, None, s) for s in spec.stride)
    expected = operation(picture, flat, **options)[steps]
    products = operation(np.abs(picture), np.abs(flat), **options)[steps]
    assert_close(convolve(picture, kernel[:, :, 0, 0], spec), expected, products)


@many
@given(cases(paddings=("reflect", "replicate")))
def test_mirrored_and_repeated_edges_equal_a_valid_one_after_numpy_pad(case):
    image, kernel, spec = case
    assume(not impossible(image, kernel, spec))
    padded = oracles.pad(image, kernel.shape[:2], spec)
    valid = ConvolutionSpec(spec.stride, spec.dilation, "valid", spec.flip)
    products = oracles.convolve(np.abs(padded), np.abs(kernel), valid)
    assert_close(convolve(image, kernel, spec), oracles.convolve(padded, kernel, valid), products)


@many
@given(cases(paddings=("same",)))
def test_same_is_what_tensorflow_calls_same(case):
    image, kernel, spec = case
    used = np.flip(kernel, (0, 1)) if spec.flip else kernel
    expected = tf.nn.conv2d(image[None], used, spec.stride, "SAME", dilations=spec.dilation)[0].numpy()
    products = oracles.convolve(np.abs(image), np.abs(kernel), spec)
    assert_close(convolve(image, kernel, spec), expected, 2 * products)


@pytest.mark.parametrize("size", range(1, 16))
@pytest.mark.parametrize("padding", PADDINGS)
def test_every_size_of_kernel(size, padding):
    rng = np.random.default_rng(size)
    image, kernel = rng.random((20, 17, 3)), rng.normal(size=(size, 16 - size, 3, 2))
    spec = ConvolutionSpec(padding=padding)
    products = oracles.convolve(image, np.abs(kernel), spec)
    assert_close(convolve(image, kernel, spec), oracles.convolve(image, kernel, spec), products)


@settings(max_examples=150, deadline=None)
@given(cases(), st.data())
def test_trace_tells_how_each_value_came_about(case, data):
    image, kernel, spec = case
    assume(not impossible(image, kernel, spec))
    bias = np.arange(kernel.shape[3]) / 4
    result = convolve(image, kernel, spec, bias)
    row, col, channel = (data.draw(st.integers(0, n - 1)) for n in result.shape)
    products = oracles.convolve(np.abs(image), np.abs(kernel), spec)[row, col] + np.abs(bias)

    whole = trace(image, kernel, spec, row, col, bias)
    assert np.all(np.abs(whole.total - result[row, col]) <= 1e-5 * products)
    one = trace(image, kernel, spec, row, col, bias, channel_out=channel)
    assert one.total == pytest.approx(whole.total[channel])
    assert one.bias == bias[channel]
    np.testing.assert_allclose(one.products, one.patch.astype(float) * one.kernel)
    assert one.products.sum() + one.bias == pytest.approx(one.total, rel=1e-9, abs=1e-9)
    flipped = np.flip(kernel, (0, 1)) if spec.flip else kernel
    np.testing.assert_array_equal(one.kernel, flipped[..., channel])

    start = (row * spec.stride[0], col * spec.stride[1])
    padded = oracles.pad(image, kernel.shape[:2], spec)
    taps = [start[axis] + np.arange(kernel.shape[axis]) * spec.dilation[axis] for axis in range(2)]
    np.testing.assert_array_equal(one.patch, padded[np.ix_(*taps)])
    for p, source_row in enumerate(one.rows):
        for q, source_col in enumerate(one.cols):
            inside = source_row >= 0 and source_col >= 0
            expected = image[source_row, source_col] if inside else 0
            np.testing.assert_array_equal(one.patch[p, q], np.broadcast_to(expected, image.shape[2]))
    if spec.padding in oracles.NUMPY_MODES:
        assert min(one.rows.min(), one.cols.min()) >= 0


def test_trace_of_the_corner_with_zeros_around():
    image = np.arange(1, 10).reshape(3, 3)
    corner = trace(image, [[1, 2, 3], [4, 5, 6], [7, 8, 9]], ConvolutionSpec(padding="same"), 0, 0, bias=0.5)
    assert corner.rows.tolist() == corner.cols.tolist() == [-1, 0, 1]
    assert corner.patch.tolist() == [[0, 0, 0], [0, 1, 2], [0, 4, 5]]
    assert corner.products.tolist() == [[0, 0, 0], [0, 5, 12], [0, 32, 45]]
    assert (corner.bias, corner.total) == (0.5, 94.5)


def test_trace_marks_padding_only_where_zeros_are():
    image = np.arange(1, 17).reshape(4, 4)
    places = {
        "circular": [3, 0, 1],
        "reflect": [1, 0, 1],
        "replicate": [0, 0, 1],
    }
    for padding, rows in places.items():
        assert trace(image, np.ones((3, 3)), ConvolutionSpec(padding=padding), 0, 0).rows.tolist() == rows


def test_trace_of_a_colour_picture_with_a_flat_kernel():
    image = np.random.default_rng(0).random((6, 6, 3))
    kernel = [[1, 2], [3, 4]]
    spec = ConvolutionSpec(flip=True)
    whole = trace(image, kernel, spec, 2, 3)
    np.testing.assert_allclose(whole.total, convolve(image, kernel, spec)[2, 3], rtol=1e-6)
    green = trace(image, kernel, spec, 2, 3, channel_out=1)
    assert green.kernel.tolist() == [[4, 3], [2, 1]]
    np.testing.assert_array_equal(green.patch, image[2:4, 3:5, 1].astype(np.float32))
    assert green.total == pytest.approx(whole.total[1])


def test_flip_shows_for_a_kernel_that_is_not_symmetric():
    step = [[0, 0, 1, 1]]
    assert convolve(step, [[-1, 0, 1]]).tolist() == [[1, 1]]
    assert convolve(step, [[-1, 0, 1]], ConvolutionSpec(flip=True)).tolist() == [[-1, -1]]


@pytest.mark.parametrize(
    ("image", "kernel", "bias", "says"),
    [
        ([[1, float("nan")]], [[1]], 0, "picture holds"),
        ([[1, float("inf")]], [[1]], 0, "picture holds"),
        ([["a"]], [[1]], 0, "picture holds"),
        ([[1, 2], [3]], [[1]], 0, "picture holds"),
        ([[1e39]], [[1]], 0, "picture holds"),
        ([[1j]], [[1]], 0, "picture holds"),
        ([1, 2], [[1]], 0, "picture has 1 dim"),
        (np.zeros((1, 2, 2, 1)), [[1]], 0, "picture has 4 dim"),
        (np.zeros((0, 4)), [[1]], 0, "picture is empty"),
        (np.zeros((4, 4, 0)), [[1]], 0, "picture is empty"),
        ([[1]], [[float("nan")]], 0, "kernel holds"),
        ([[1]], [1], 0, "kernel has 1 dim"),
        ([[1]], [[[1]]], 0, "kernel has 3 dim"),
        ([[1]], np.zeros((0, 1)), 0, "kernel is empty"),
        ([[1]], np.zeros((1, 1, 2, 1)), 0, "expects 2 input channels and the picture has 1"),
        (np.ones((2, 2, 3)), np.zeros((1, 1, 1, 1)), 0, "expects 1 input channels"),
        ([[1]], [[1]], float("nan"), "bias"),
        ([[1]], [[1]], None, "bias"),
        ([[1]], np.zeros((1, 1, 1, 2)), [1, 2, 3], "bias.*2 output"),
    ],
)
def test_unsound_arrays_get_a_sentence(image, kernel, bias, says):
    with pytest.raises(LabError, match=says):
        convolve(image, kernel, ConvolutionSpec(), bias)
    with pytest.raises(LabError, match=says):
        trace(image, kernel, ConvolutionSpec(), 0, 0, bias)


def test_a_result_too_large_for_32_bits_gets_a_sentence():
    with pytest.raises(LabError, match="too large for 32-bit"):
        convolve(np.full((2, 2), 1e30), np.full((2, 2), 1e30))


@pytest.mark.parametrize("place", [(-1, 0), (0, -1), (2, 0), (0, 2), (0.0, 0), (True, 0)])
def test_trace_of_no_output_gets_a_sentence(place):
    with pytest.raises(LabError, match="2 rows and 2 columns"):
        trace(np.ones((3, 3)), np.ones((2, 2)), ConvolutionSpec(), *place)


@pytest.mark.parametrize("channel", [-1, 2, 0.5, True])
def test_trace_of_no_channel_gets_a_sentence(channel):
    with pytest.raises(LabError, match="2 output channels"):
        trace(np.ones((3, 3)), np.ones((2, 2, 1, 2)), ConvolutionSpec(), 0, 0, channel_out=channel)


def test_a_narrow_result_of_several_channels_is_written_completely():
    """TensorFlow leaves memory unwritten where such channels are computed as one batch."""
    picture = np.random.default_rng(0).random((5, 2, 3), dtype=np.float32) + 1
    kernel = np.ones((1, 2), np.float32)
    spec = ConvolutionSpec(stride=(1, 2))
    for _ in range(20):
        assert np.allclose(convolve(picture, kernel, spec), picture.sum(axis=1, keepdims=True), rtol=1e-5)
