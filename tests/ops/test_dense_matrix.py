from __future__ import annotations

import keras
import numpy as np
import pytest
import scipy.signal
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnnlab.errors import LabError
from cnnlab.ops.dense_cost import compare_costs, weight_slips
from cnnlab.ops.dense_matrix import dense_matrix, same_job
from cnnlab.ops.kernels import build

side = st.integers(1, 4)


@settings(max_examples=200, deadline=None)
@given(st.data(), side, side, st.integers(0, 5), st.integers(0, 5))
def test_the_matrix_does_what_the_convolution_does(data, down, right, more, wider):
    size = down + more, right + wider
    values = st.floats(-2, 2, width=32)
    kernel = data.draw(arrays(np.float32, (down, right), elements=values))
    image = data.draw(arrays(np.float32, size, elements=values))
    matrix = dense_matrix(kernel, size)
    expected = scipy.signal.correlate2d(image, kernel, "valid")
    assert matrix.shape == (expected.size, image.size)
    assert matrix.dtype == np.float32
    np.testing.assert_allclose((matrix @ image.ravel()).reshape(expected.shape), expected, atol=1e-4)


@settings(max_examples=100, deadline=None)
@given(side, side, st.integers(0, 4), st.integers(0, 4))
def test_every_row_holds_the_same_weights_and_nothing_else(down, right, more, wider):
    kernel = np.arange(1, down * right + 1, dtype=np.float32).reshape(down, right)
    matrix = dense_matrix(kernel, (down + more, right + wider))
    for line in matrix:
        np.testing.assert_array_equal(line[line != 0], kernel.ravel())
    # Each row is the one before it, moved on: by one pixel, or into the next row of the picture.
    starts = [int(np.flatnonzero(line)[0]) for line in matrix]
    assert starts == [
        row * (right + wider) + column for row in range(more + 1) for column in range(wider + 1)
    ]


@pytest.mark.parametrize("name", ["sobel_x", "gaussian", "random"])
@pytest.mark.parametrize("k", [3, 5, 7])
def test_both_ways_agree(name, k):
    image = np.random.default_rng(k).random((k + 3, k + 3), dtype=np.float32)
    kernel = build(name, k)
    job = same_job(image, kernel)
    assert job.matrix.shape == job.connected.shape == (16, (k + 3) ** 2)
    np.testing.assert_allclose(
        job.convolved, scipy.signal.correlate2d(image, kernel, "valid"), atol=job.tolerance
    )
    assert job.difference == np.abs(job.convolved - job.multiplied).max() <= job.tolerance
    # Also where the weight itself is zero, as in the middle column of Sobel's kernel.
    assert (job.connected.sum(axis=1) == k * k).all()
    assert not job.matrix[~job.connected].any()


def test_a_kernel_that_does_not_fit_gets_a_sentence():
    for ask in (dense_matrix, weight_slips):
        with pytest.raises(LabError, match="5 × 5"):
            ask(np.ones((5, 5)) if ask is dense_matrix else (4, 9), (4, 9) if ask is dense_matrix else (5, 5))


@settings(max_examples=30, deadline=None)
@given(st.integers(3, 9), st.integers(3, 9), st.sampled_from([1, 2, 3]), st.integers(1, 4))
def test_the_costs_are_those_that_keras_counts(rows, columns, k, maps):
    costs = compare_costs((rows, columns), (k, k), maps)
    convolution = keras.layers.Conv2D(maps, k)
    convolution.build((1, rows, columns, 1))
    values = int(np.prod(convolution.compute_output_shape((1, rows, columns, 1))))
    dense = keras.layers.Dense(values)
    dense.build((1, rows * columns))
    assert costs.outputs * costs.maps == values
    assert costs.convolution.parameters == convolution.count_params()
    assert costs.dense.parameters == dense.count_params()
    assert costs.dense.memory == 4 * dense.count_params()
    assert costs.dense.multiply_adds == rows * columns * values
    # Locally connected: what the matrix has places for, counted in it.
    places = int((dense_matrix(np.ones((k, k)), (rows, columns)) != 0).sum())
    assert (
        costs.local.weights == places * maps == costs.local.multiply_adds == costs.convolution.multiply_adds
    )


def test_the_costs_of_the_usual_picture():
    costs = compare_costs((256, 256), (3, 3), 1)
    assert costs.dense.weights == 65_536 * 254**2 == 4_228_120_576
    assert costs.convolution.parameters == 10
    assert costs.convolution.multiply_adds == 9 * 254**2


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 3))
def test_no_slip_is_the_right_answer(rows, columns, k):
    size = rows + k, columns + k
    right, slips = weight_slips(size, (k, k))
    assert right == dense_matrix(np.ones((k, k)), size).size
    assert right not in slips


def test_the_slips_of_the_usual_piece():
    right, slips = weight_slips((6, 6), (3, 3))
    assert right == 36 * 16
    assert slips == {1296: "same", 9: "kernel", 144: "connected", 52: "sum", 592: "bias", 24: "side"}
