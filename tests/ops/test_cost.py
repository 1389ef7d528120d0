from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec, convolve, multiply_adds, parameters, receptive_field
from cnnlab.ops.stacking import receptive_window


@pytest.mark.parametrize("bias", [True, False])
def test_parameters_are_what_keras_counts(bias):
    import keras

    layer = keras.layers.Conv2D(7, (3, 2), use_bias=bias)
    layer.build((None, 9, 9, 5))
    assert parameters((3, 2, 5, 7), bias) == layer.count_params()
    assert parameters((3, 3), bias) == 9 + bias


def test_multiply_adds_count_every_product():
    spec = ConvolutionSpec((2, 1), (1, 2), "same")
    outputs = convolve(np.ones((11, 8, 3)), np.ones((3, 2, 3, 4)), spec).size
    assert multiply_adds((11, 8), (3, 2, 3, 4), spec) == outputs * 3 * 2 * 3
    apart = convolve(np.ones((11, 8, 3)), np.ones((3, 2)), spec).size
    assert multiply_adds((11, 8, 3), (3, 2), spec) == apart * 3 * 2
    assert multiply_adds((11, 8), (3, 2), spec) == apart // 3 * 3 * 2


@pytest.mark.parametrize("shape", [(), (3,), (3, 3, 3), (3, 0), (3, 3, True, 1), (1, 1, 1, 1, 1, 1)])
def test_wrong_kernel_shapes_get_a_sentence(shape):
    with pytest.raises(LabError, match="two or four whole numbers"):
        parameters(shape)
    with pytest.raises(LabError, match="two or four whole numbers"):
        multiply_adds((9, 9), shape, ConvolutionSpec())
    with pytest.raises(LabError):
        receptive_field([(ConvolutionSpec(), shape)])


layers = st.lists(
    st.tuples(
        st.integers(1, 4), st.integers(1, 3), st.integers(1, 3), st.sampled_from(["valid", "same", "full"])
    ),
    max_size=4,
)


@settings(max_examples=150, deadline=None)
@given(layers)
def test_receptive_field_is_what_changes_an_output_when_touched(settings_of_layers):
    """Each row of a unit matrix touches one pixel; kernels of one row keep the rows apart."""
    pixels = 90
    touched = np.eye(pixels)
    stack, size = [], (pixels, pixels)
    for kernel, stride, dilation, padding in settings_of_layers:
        spec = ConvolutionSpec((1, stride), (1, dilation), padding)
        try:
            size = spec.output_size(size, (1, kernel))
        except LabError:
            break
        touched = convolve(touched, np.ones((1, kernel)), spec)
        stack.append((spec, (1, kernel)))
    middle = touched.shape[1] // 2
    rows, columns = receptive_field(stack)
    assert (rows.size, rows.jump) == (1, 1)
    window = receptive_window((pixels, pixels), stack, 0, middle)
    seen = np.flatnonzero(touched[:, middle])
    (start, stop) = window[1]
    assert stop - start == columns.size
    assert window[0] == (0, 1)
    if start >= 0 and stop <= pixels:
        assert (seen[0], seen[-1] + 1) == (start, stop)
    if middle + 1 < touched.shape[1]:
        following = receptive_window((pixels, pixels), stack, 0, middle + 1)[1]
        assert following[0] - start == columns.jump


def test_three_layers_of_three_see_seven():
    rows, columns = receptive_field([(ConvolutionSpec(), (3, 3))] * 3)
    assert (rows.size, columns.size, rows.jump) == (7, 7, 1)
    assert receptive_field([])[0].size == 1
