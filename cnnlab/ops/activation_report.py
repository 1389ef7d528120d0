"""All that the mode Function asks for, in one call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.activation import activate, derivative
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.filtering import ROUNDING
from cnnlab.ops.pooling import PoolingSpec, pool

SATURATED = 0.05
"""A value is called saturated where the slope is smaller than this: it passes under a twentieth of the gradient."""

CHECKED = np.linspace(-6, 6, 241, dtype=np.float32)
"""Where curve and slope are compared with the browser's: every twentieth from -6 to 6."""

GEOMETRY = ConvolutionSpec()
"""How the kernel goes over the picture: without padding, so that no border makes an edge of its own."""

NEVER_FALLS = ("relu", "leaky_relu", "elu", "sigmoid", "tanh", "softplus", "linear")
"""Functions that keep the order of values. gelu and swish dip below zero and come up again."""

POOLS = {kind: PoolingSpec(kind, (2, 2), padding="same") for kind in ("max", "average")}


@dataclass(frozen=True)
class Spread:
    """Where the values of a map lie: smallest, largest, mean, standard deviation."""

    low: float
    high: float
    mean: float
    deviation: float


@dataclass(frozen=True, eq=False)
class Order:
    """The function before a 2 x 2 pooling, and after it.

    Attributes
    ----------
    function_first, pooling_first : ndarray of float32, shape (oh, ow)
    difference : ndarray of float32, shape (oh, ow)
        The first less the second.
    largest : float
        Largest absolute difference.
    tolerance : float
        How much of it may be rounding.
    """

    function_first: np.ndarray
    pooling_first: np.ndarray
    difference: np.ndarray
    largest: float
    tolerance: float

    @property
    def same(self) -> bool:
        """Whether nothing but rounding tells the two apart."""
        return self.largest <= self.tolerance

    @property
    def evaluations(self) -> int:
        """How often the function is computed with the pooling first: once for each window."""
        return self.pooling_first.size


@dataclass(frozen=True, eq=False)
class ActivationReport:
    """A feature map before and after a function.

    Attributes
    ----------
    before, after, slope : ndarray of float32, shape (oh, ow)
        The map, the function of each value, and the function's slope there.
    curve, curve_slope : ndarray of float32
        The function and its slope at `CHECKED`.
    tolerance : float
        How far another way of computing all this may differ by rounding.
    negative, zeros, saturated : float
        Shares of the values: below 0 before, exactly 0 after, with an absolute slope below `SATURATED`.
    mean_slope : float
        The part of the gradient that passes, on average.
    spread_before, spread_after : Spread
    orders : dict of str to Order
        For "max" and "average" pooling.
    """

    before: np.ndarray
    after: np.ndarray
    slope: np.ndarray
    curve: np.ndarray
    curve_slope: np.ndarray
    tolerance: float
    negative: float
    zeros: float
    saturated: float
    mean_slope: float
    spread_before: Spread
    spread_after: Spread
    orders: dict[str, Order]


def report_activation(
    pixels: np.ndarray, kernel: np.ndarray, bias: float, name: str, slope: float, alpha: float
) -> ActivationReport:
    """Make a feature map of a grey picture and apply a function to it.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    kernel : ndarray, shape (kh, kw)
    bias : float
    name, slope, alpha
        As for `cnnlab.ops.activation.derivative`.

    Returns
    -------
    ActivationReport

    Raises
    ------
    LabError
        Where the kernel is larger than the picture, or there is no such function.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    before = convolve(image, kernel, GEOMETRY, bias)
    after, steepness = (compute(before, name, slope, alpha) for compute in (activate, derivative))
    most = float(np.abs(kernel).sum()) + abs(bias)
    # No function here is steeper than 1.13, but for ELU with a large alpha.
    tolerance = ROUNDING * max(1.0, most) * max(1.13, alpha if name == "elu" else 0)
    return ActivationReport(
        before,
        after,
        steepness,
        activate(CHECKED, name, slope, alpha),
        derivative(CHECKED, name, slope, alpha),
        tolerance,
        float(np.mean(before < 0)),
        float(np.mean(after == 0)),
        float(np.mean(np.abs(steepness) < SATURATED)),
        float(steepness.mean(dtype=np.float64)),
        _spread(before),
        _spread(after),
        {kind: _order(before, after, spec, (name, slope, alpha), tolerance) for kind, spec in POOLS.items()},
    )


def _spread(values: np.ndarray) -> Spread:
    exact = values.astype(np.float64)
    return Spread(float(exact.min()), float(exact.max()), float(exact.mean()), float(exact.std()))


def _order(
    before: np.ndarray, after: np.ndarray, spec: PoolingSpec, function: tuple, tolerance: float
) -> Order:
    function_first = pool(after, spec)
    pooling_first = activate(pool(before, spec), *function)
    difference = function_first - pooling_first
    return Order(function_first, pooling_first, difference, float(np.abs(difference).max()), tolerance)
