"""The mode Function's report: maps, shares, and the order of function and pooling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.signal import correlate2d

from cnnlab.errors import LabError
from cnnlab.ops import kernels
from cnnlab.ops.activation import NAMES
from cnnlab.ops.activation_report import CHECKED, NEVER_FALLS, SATURATED, report_activation
from tests.ops.test_activation import FORMULAS, SLOPES

POINTWISE = [name for name in NAMES if name != "softmax"]
SOBEL = kernels.build("sobel_x")
pictures = arrays(np.uint8, st.tuples(st.integers(3, 12), st.integers(3, 12)))
sizes = st.floats(-2, 2, width=32, allow_subnormal=False)
kernels_drawn = arrays(np.float32, st.tuples(st.integers(1, 3), st.integers(1, 3)), elements=sizes)


def windows(values: np.ndarray) -> list[list[np.ndarray]]:
    """The 2 x 2 windows of a map; those at the far edges of an odd map hold fewer values."""
    rows, columns = values.shape
    return [
        [values[y : y + 2, x : x + 2].astype(float) for x in range(0, columns, 2)] for y in range(0, rows, 2)
    ]


def pooled(values: np.ndarray, take) -> np.ndarray:
    return np.array([[take(window) for window in line] for line in windows(values)])


@settings(max_examples=200)
@given(pictures, kernels_drawn, sizes, st.sampled_from(POINTWISE), st.floats(0, 1), st.floats(0.1, 3))
def test_everything_against_plain_numpy(pixels, kernel, bias, name, slope, alpha):
    found = report_activation(pixels, kernel, bias, name, slope, alpha)
    before = correlate2d(pixels / 255, kernel, "valid") + bias
    np.testing.assert_allclose(found.before, before, atol=found.tolerance)
    # The rest from TensorFlow's own map: a rounding across a kink would change a slope or a share.
    exact = found.before.astype(float)
    after, steepness = FORMULAS[name](exact, slope, alpha), SLOPES[name](exact, slope, alpha)
    np.testing.assert_allclose(found.after, after, atol=found.tolerance)
    np.testing.assert_allclose(found.slope, steepness, atol=found.tolerance)
    assert found.negative == pytest.approx((exact < 0).mean())
    assert found.zeros == (found.after == 0).mean()
    assert found.saturated == (np.abs(found.slope) < SATURATED).mean()
    assert found.mean_slope == pytest.approx(steepness.mean(), abs=1e-4)
    for spread, values in ((found.spread_before, exact), (found.spread_after, after)):
        assert spread.mean == pytest.approx(values.mean(), abs=1e-4)
        assert spread.deviation == pytest.approx(values.std(), abs=1e-4)
        assert (spread.low, spread.high) == pytest.approx((values.min(), values.max()), abs=1e-4)
    for kind, take in (("max", np.max), ("average", np.mean)):
        order = found.orders[kind]
        np.testing.assert_allclose(order.function_first, pooled(after, take), atol=found.tolerance)
        other = FORMULAS[name](pooled(exact, take), slope, alpha)
        np.testing.assert_allclose(order.pooling_first, other, atol=found.tolerance)
        np.testing.assert_array_equal(order.difference, order.function_first - order.pooling_first)
        assert order.largest == np.abs(order.difference).max()
        assert order.evaluations == -(-before.shape[0] // 2) * -(-before.shape[1] // 2)


@settings(max_examples=100)
@given(pictures, kernels_drawn, sizes, st.sampled_from(NEVER_FALLS), st.floats(0, 1), st.floats(0.1, 3))
def test_a_function_that_never_falls_may_change_places_with_the_maximum(
    pixels, kernel, bias, name, slope, alpha
):
    assert report_activation(pixels, kernel, bias, name, slope, alpha).orders["max"].same


def test_which_functions_never_fall():
    x = np.linspace(-20, 20, 4001)
    never = {name for name in POINTWISE if (np.diff(FORMULAS[name](x, 0.2, 1.0)) >= 0).all()}
    assert never == set(NEVER_FALLS)


@pytest.mark.parametrize("name", ["gelu", "swish"])
def test_one_that_dips_may_not(name):
    # -3 is smaller than -1, and yet its value is the larger one.
    pixels = np.array([[0, 0, 170, 170]] * 2, np.uint8)
    kernel = np.array([[3.0]])
    order = report_activation(pixels[:, 1:3], kernel, -3.0, name, 0.2, 1.0).orders["max"]
    assert not order.same
    assert order.largest > 0.1


@pytest.mark.parametrize("name", POINTWISE)
def test_with_the_average_only_a_straight_line_may(name):
    pixels = np.random.default_rng(0).integers(0, 256, (16, 16), dtype=np.uint8)
    assert report_activation(pixels, SOBEL, 0.0, name, 0.2, 1.0).orders["average"].same == (name == "linear")


@pytest.mark.parametrize("name", POINTWISE)
def test_curve_and_slope_between_the_limits(name):
    found = report_activation(np.zeros((5, 5), np.uint8), SOBEL, 0.0, name, 0.3, 2.0)
    x = CHECKED.astype(float)
    np.testing.assert_allclose(found.curve, FORMULAS[name](x, 0.3, 2.0), atol=1e-5)
    np.testing.assert_allclose(found.curve_slope, SLOPES[name](x, 0.3, 2.0), atol=1e-5)
    assert 0 in CHECKED


def test_a_large_negative_bias_kills_a_relu():
    pixels = np.random.default_rng(0).integers(0, 256, (16, 16), dtype=np.uint8)
    found = report_activation(pixels, SOBEL, -9.0, "relu", 0.2, 1.0)
    assert (found.negative, found.zeros, found.saturated, found.mean_slope) == (1, 1, 1, 0)


def test_a_kernel_larger_than_the_picture_gets_a_sentence():
    with pytest.raises(LabError, match="kernel"):
        report_activation(np.zeros((1, 9), np.uint8), SOBEL, 0.0, "relu", 0.2, 1.0)
