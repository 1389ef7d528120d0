"""Activation functions and their slopes: against formulas, Keras, and differences."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.special as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnnlab.errors import LabError
from cnnlab.ops.activation import NAMES, activate, derivative, softmax_jacobian

POINTWISE = tuple(name for name in NAMES if name != "softmax")
KINKED = ("relu", "leaky_relu", "elu")

FORMULAS = {
    "relu": lambda x, slope, alpha: np.where(x > 0, x, 0),
    "leaky_relu": lambda x, slope, alpha: np.where(x > 0, x, slope * x),
    "elu": lambda x, slope, alpha: np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0))),
    "gelu": lambda x, slope, alpha: x * sp.ndtr(x),
    "sigmoid": lambda x, slope, alpha: sp.expit(x),
    "tanh": lambda x, slope, alpha: np.tanh(x),
    "softplus": lambda x, slope, alpha: np.logaddexp(0, x),
    "swish": lambda x, slope, alpha: x * sp.expit(x),
    "softmax": lambda x, slope, alpha: sp.softmax(x, axis=-1),
    "linear": lambda x, slope, alpha: x,
}
SLOPES = {
    "relu": lambda x, slope, alpha: np.where(x > 0, 1, 0),
    "leaky_relu": lambda x, slope, alpha: np.where(x > 0, 1, slope),
    "elu": lambda x, slope, alpha: np.where(x > 0, 1, alpha * np.exp(np.minimum(x, 0))),
    "gelu": lambda x, slope, alpha: sp.ndtr(x) + x * np.exp(-(x**2) / 2) / np.sqrt(2 * np.pi),
    "sigmoid": lambda x, slope, alpha: sp.expit(x) * sp.expit(-x),
    "tanh": lambda x, slope, alpha: 1 - np.tanh(x) ** 2,
    "softplus": lambda x, slope, alpha: sp.expit(x),
    "swish": lambda x, slope, alpha: sp.expit(x) * (1 + x * sp.expit(-x)),
    "linear": lambda x, slope, alpha: np.ones_like(x),
}

# TensorFlow takes the smallest numbers of all, below 1.2e-38, for 0.
numbers = st.floats(-30, 30, width=32, allow_subnormal=False)
lists = arrays(np.float32, array_shapes(max_dims=3, max_side=4), elements=numbers)
slopes = st.floats(0, 1)
alphas = st.floats(0, 10)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=100)
@given(values=lists, slope=slopes, alpha=alphas)
def test_equals_the_formula(name, values, slope, alpha):
    found = activate(values, name, slope, alpha)
    assert found.dtype == np.float32
    assert found.shape == values.shape
    expected = FORMULAS[name](values.astype(float), slope, alpha)
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-6 * max(1, alpha))


@pytest.mark.parametrize("name", POINTWISE)
@settings(max_examples=100)
@given(values=lists, slope=slopes, alpha=alphas)
def test_the_slope_equals_the_formula(name, values, slope, alpha):
    found = derivative(values, name, slope, alpha)
    assert found.dtype == np.float32
    assert found.shape == values.shape
    expected = SLOPES[name](values.astype(float), slope, alpha)
    np.testing.assert_allclose(found, expected, rtol=2e-5, atol=2e-6 * max(1, alpha))


@pytest.mark.parametrize("name", POINTWISE)
@settings(max_examples=100)
@given(values=lists, slope=slopes, alpha=alphas)
def test_the_slope_is_rise_over_run(name, values, slope, alpha):
    # Both ends on one side of the kink; the function in double precision, or the difference would be noise.
    step = 1e-4
    x = values.astype(float)
    x = np.where((np.abs(x) < 2 * step) & (name in KINKED), 1.0, x)
    function = FORMULAS[name]
    rise = (function(x + step, slope, alpha) - function(x - step, slope, alpha)) / (2 * step)
    np.testing.assert_allclose(derivative(x, name, slope, alpha), rise, atol=1e-5 * max(1, alpha))


@pytest.mark.parametrize("name", POINTWISE)
@settings(max_examples=30)
@given(values=lists, slope=slopes, alpha=alphas)
def test_like_keras(name, values, slope, alpha):
    import keras

    more = {"leaky_relu": {"negative_slope": slope}, "elu": {"alpha": alpha}, "gelu": {"approximate": False}}
    expected = keras.activations.get(name)(values, **more.get(name, {}))
    np.testing.assert_allclose(activate(values, name, slope, alpha), expected, rtol=1e-6, atol=1e-6)


def test_at_the_kink_the_slope_is_that_from_the_left():
    assert derivative([0.0], "relu") == 0
    assert derivative([0.0], "leaky_relu", slope=0.25) == 0.25
    assert derivative([0.0], "elu", alpha=3) == 3
    assert derivative([-0.0], "relu") == 0


@pytest.mark.parametrize("name", NAMES)
def test_large_numbers_stay_finite(name):
    extremes = [-1e30, -100, 0, 100, 1e30]
    assert np.isfinite(activate(extremes, name)).all()
    if name != "softmax":
        assert np.isfinite(derivative(extremes, name)).all()


def test_every_name_has_its_formula():
    assert set(NAMES) == set(FORMULAS)
    assert set(POINTWISE) == set(SLOPES)


@settings(max_examples=100)
@given(arrays(np.float32, st.integers(1, 12), elements=numbers))
def test_the_jacobian_of_softmax(logits):
    found = softmax_jacobian(logits)
    parts = sp.softmax(logits.astype(float))
    np.testing.assert_allclose(found, np.diag(parts) - np.outer(parts, parts), atol=1e-6)
    np.testing.assert_allclose(found.sum(axis=0), 0, atol=1e-6)


@settings(max_examples=30)
@given(arrays(np.float64, st.integers(2, 6), elements=st.floats(-5, 5)))
def test_the_jacobian_is_rise_over_run(logits):
    step = 1e-5
    for column in range(len(logits)):
        shift = step * np.eye(len(logits))[column]
        rise = (sp.softmax(logits + shift) - sp.softmax(logits - shift)) / (2 * step)
        np.testing.assert_allclose(softmax_jacobian(logits)[:, column], rise, atol=1e-5)


WRONG = [
    ([1.0], "relu6", "no activation function"),
    ([1.0], None, "no activation function"),
    ([float("nan")], "relu", "finite numbers"),
    (["a"], "relu", "finite numbers"),
]


@pytest.mark.parametrize("compute", [activate, derivative])
@pytest.mark.parametrize(("values", "name", "says"), WRONG)
def test_wrong_values_get_a_sentence(compute, values, name, says):
    with pytest.raises(LabError, match=says):
        compute(values, name)


@pytest.mark.parametrize("compute", [activate, derivative])
@pytest.mark.parametrize("value", [-0.1, float("nan"), float("inf"), None, "1", True, 11])
def test_wrong_parameters_get_a_sentence(compute, value):
    with pytest.raises(LabError, match=r"slope below zero needs to be a number from 0.0 to 1.0"):
        compute([1.0], "relu", slope=value)
    with pytest.raises(LabError, match=r"Alpha needs to be a number from 0.0 to 10.0"):
        compute([1.0], "relu", alpha=value)


def test_softmax_needs_several_numbers_and_has_no_slope():
    with pytest.raises(LabError, match="at least a list"):
        activate(1.0, "softmax")
    with pytest.raises(LabError, match="Jacobian"):
        derivative([1.0, 2.0], "softmax")


@pytest.mark.parametrize("logits", [[], 1.0, [[1.0, 2.0]], [float("inf")], ["a"]])
def test_the_jacobian_needs_a_list(logits):
    with pytest.raises(LabError, match="list of finite numbers"):
        softmax_jacobian(logits)
