"""Two dense layers beside the single one that they amount to when nothing stands between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.activation import ALPHA, LEAKY_SLOPE, check_pointwise, tensor_function


@dataclass(frozen=True, eq=False)
class DenseCollapse:
    """Two small layers, the single one, and what both make of an input.

    Attributes
    ----------
    first, first_bias : ndarray of float32, shape (3, 4) and (3,)
    second, second_bias : ndarray of float32, shape (2, 3) and (2,)
    single, single_bias : ndarray of float32, shape (2, 4) and (2,)
        Second times first; second times first_bias, plus second_bias.
    x : ndarray of float32, shape (4,)
    one_step : ndarray of float32, shape (2,)
        Single x + single_bias.
    two_steps : ndarray of float32, shape (2,)
        The two layers in a row, nothing between them.
    bent : ndarray of float32, shape (2,)
        The two layers with the activation between them, at x.
    bent_opposite, bent_zero : ndarray of float32, shape (2,)
        The same at -x and at 0.
    """

    first: np.ndarray
    first_bias: np.ndarray
    second: np.ndarray
    second_bias: np.ndarray
    single: np.ndarray
    single_bias: np.ndarray
    x: np.ndarray
    one_step: np.ndarray
    two_steps: np.ndarray
    bent: np.ndarray
    bent_opposite: np.ndarray
    bent_zero: np.ndarray

    @property
    def pair(self) -> np.ndarray:
        """f(x) + f(-x), which for a single layer is `twice_zero`, whatever its weights are."""
        return self.bent + self.bent_opposite

    @property
    def twice_zero(self) -> np.ndarray:
        """f(0) + f(0)."""
        return 2 * self.bent_zero

    @property
    def rounding(self) -> float:
        """How large a difference may be rounding: 1e-5 of what the weights can add up to."""
        scale = np.abs(self.second) @ (np.abs(self.first) @ np.abs(self.x) + np.abs(self.first_bias))
        return 1e-5 * float((scale + np.abs(self.second_bias)).max())

    @property
    def proved(self) -> bool:
        """This x and -x prove that no single layer does what the two do with the activation."""
        return bool(np.abs(self.pair - self.twice_zero).max() > self.rounding)


def collapse(
    activation: str, slope: float = LEAKY_SLOPE, alpha: float = ALPHA, seed: int = 0
) -> DenseCollapse:
    """Make two small layers, and compare them with a single one.

    A dense layer without an activation is f(x) = W x + b, so W2 (W1 x + b1) + b2 = (W2 W1) x + (W2 b1 + b2). For
    every such f, f(x) + f(-x) = 2 b = f(0) + f(0): a function that breaks this is no single layer.

    Parameters
    ----------
    activation : str
        One of `cnnlab.ops.activation.NAMES` other than softmax.
    slope, alpha : float
        Of leaky ReLU below zero, and of ELU.
    seed : int
        Of weights and input, which have one decimal.

    Returns
    -------
    DenseCollapse

    Raises
    ------
    LabError
        Where there is no such activation.
    """
    import tensorflow as tf

    check_pointwise(activation, slope, alpha)
    rng = np.random.default_rng([seed, 4])
    first, second = (_tenths(rng, 15, shape) for shape in ((3, 4), (2, 3)))
    first_bias, second_bias = (_tenths(rng, 5, (count,)) for count in (3, 2))
    x = _tenths(rng, 20, (4,))
    # An input that reaches both sides of the curve, and with every unit the other side at -x: there all bend.
    while not _bends(first @ x, first_bias):
        x = _tenths(rng, 20, (4,))
    function = tensor_function(activation, slope, alpha)

    def layers(column: np.ndarray, between) -> np.ndarray:
        return tf.linalg.matvec(second, between(tf.linalg.matvec(first, column) + first_bias)) + second_bias

    with tf.device("/CPU:0"):
        single = tf.matmul(second, first)
        single_bias = tf.linalg.matvec(second, first_bias) + second_bias
        return DenseCollapse(
            first,
            first_bias,
            second,
            second_bias,
            single.numpy(),
            single_bias.numpy(),
            x,
            (tf.linalg.matvec(single, x) + single_bias).numpy(),
            layers(x, tf.identity).numpy(),
            *(layers(column, function).numpy() for column in (x, -x, np.zeros_like(x))),
        )


def _tenths(rng: np.random.Generator, most: int, shape: tuple[int, ...]) -> np.ndarray:
    """Draw numbers with one decimal, none of them 0."""
    return (rng.integers(1, most + 1, size=shape) * rng.choice([-1, 1], size=shape) / 10).astype(np.float32)


def _bends(products: np.ndarray, bias: np.ndarray) -> bool:
    return bool((np.abs(products) > np.abs(bias)).all() and products.min() < 0 < products.max())
