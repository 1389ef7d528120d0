"""Activation functions and their derivatives, which TensorFlow computes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from numbers import Real

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_numbers

NAMES = (
    "relu",
    "leaky_relu",
    "elu",
    "gelu",
    "sigmoid",
    "tanh",
    "softplus",
    "swish",
    "softmax",
    "linear",
)

LEAKY_SLOPE = 0.2
"""Slope of the leaky ReLU below zero: the default of `tf.nn.leaky_relu` and `keras.activations.leaky_relu`.

The layer `keras.layers.LeakyReLU` has 0.3 instead. The function is that of A. Maas et al., "Rectifier
Nonlinearities Improve Neural Network Acoustic Models" (2013).
"""

ALPHA = 1.0
"""ELU comes down to minus this for very negative values; 1 is the default of Keras and TensorFlow.

D.-A. Clevert et al., "Fast and Accurate Deep Network Learning by Exponential Linear Units" (2015).
"""

SLOPES = (0.0, 1.0)
ALPHAS = (0.0, 10.0)
"""Smallest and largest value of each parameter."""


def activate(values: np.ndarray, name: str, slope: float = LEAKY_SLOPE, alpha: float = ALPHA) -> np.ndarray:
    """Apply an activation function.

    Parameters
    ----------
    values : array_like
        Finite numbers of any shape. All functions work on each number apart, except
        softmax, which works along the last axis.
    name : str
        One of `NAMES`. The gelu is the exact one of D. Hendrycks and K. Gimpel (2016), with the
        error function, not its approximation by tanh; swish is ``x sigmoid(x)``, of S. Elfwing et
        al. (2017) and P. Ramachandran et al. (2017).
    slope : float
        What leaky_relu multiplies negative values by, from 0 to 1.
    alpha : float
        elu is ``alpha (e^x - 1)`` below zero; from 0 to 10. What a function does not use has no
        influence, but is checked.

    Returns
    -------
    ndarray of float32
        The same shape.

    Raises
    ------
    LabError
        Where there is no such function, a value or parameter is no sensible number, or softmax is
        asked of a single number.
    """
    import tensorflow as tf

    numbers = _sound(values)
    check(name, slope, alpha)
    if name == "softmax" and numbers.ndim == 0:
        raise LabError("Softmax compares several numbers; give it at least a list.")
    with tf.device("/CPU:0"):
        return tensor_function(name, slope, alpha)(tf.constant(numbers)).numpy()


def derivative(values: np.ndarray, name: str, slope: float = LEAKY_SLOPE, alpha: float = ALPHA) -> np.ndarray:
    """Compute the slope of an activation function by TensorFlow's automatic differentiation.

    Parameters
    ----------
    values, name, slope, alpha
        As for `activate`; any function but softmax.

    Returns
    -------
    ndarray of float32
        The same shape. At a kink, where there is no derivative, it is what training uses, the slope from
        the left: at 0 that of relu is 0, that of leaky_relu is `slope`, that of elu is `alpha`.

    Raises
    ------
    LabError
        As `activate`, and for softmax.
    """
    import tensorflow as tf

    numbers = _sound(values)
    check_pointwise(name, slope, alpha)
    with tf.device("/CPU:0"), tf.GradientTape() as tape:
        inputs = tf.constant(numbers)
        tape.watch(inputs)
        outputs = tensor_function(name, slope, alpha)(inputs)
    return tape.gradient(outputs, inputs).numpy()


def softmax_jacobian(logits: np.ndarray) -> np.ndarray:
    """Compute how each output of softmax depends on each input.

    Parameters
    ----------
    logits : array_like, shape (n,)
        Finite numbers, at least one.

    Returns
    -------
    ndarray of float32, shape (n, n)
        Row i, column j: the derivative of output i by input j, which is ``p_i ((i == j) - p_j)``. Every
        row and every column adds up to 0.

    Raises
    ------
    LabError
        Where it is not a list of finite numbers.
    """
    import tensorflow as tf

    numbers = as_numbers(logits)
    if numbers is None or numbers.ndim != 1 or numbers.size == 0:
        raise LabError("The Jacobian of softmax needs a list of finite numbers.")
    count = len(numbers)
    with tf.device("/CPU:0"), tf.GradientTape() as tape:
        # A copy of the list for each output: one gradient then answers for all of them.
        copies = tf.tile(tf.constant(numbers)[None], (count, 1))
        tape.watch(copies)
        chosen = tf.linalg.diag_part(tf.nn.softmax(copies))
    return tape.gradient(chosen, copies).numpy()


def check(name: str, slope: float = LEAKY_SLOPE, alpha: float = ALPHA) -> None:
    """Make sure that there is such a function, with such parameters.

    Parameters
    ----------
    name, slope, alpha
        As for `activate`.

    Raises
    ------
    LabError
        With what there is.
    """
    if not isinstance(name, str) or name not in NAMES:
        raise LabError(
            "There is no activation function of that name. The names are {names}.", names=", ".join(NAMES)
        )
    if not _within(slope, SLOPES):
        raise LabError(
            "The slope below zero needs to be a number from {low} to {high}.", low=SLOPES[0], high=SLOPES[1]
        )
    if not _within(alpha, ALPHAS):
        raise LabError("Alpha needs to be a number from {low} to {high}.", low=ALPHAS[0], high=ALPHAS[1])


def check_pointwise(name: str, slope: float = LEAKY_SLOPE, alpha: float = ALPHA) -> None:
    """Make sure, besides, that the function works on each number apart: softmax does not."""
    check(name, slope, alpha)
    if name == "softmax":
        raise LabError(
            "Softmax has no slope for each number apart: every output depends on every input. "
            "Its derivative is a matrix, the Jacobian."
        )


def _sound(values: np.ndarray) -> np.ndarray:
    numbers = as_numbers(values)
    if numbers is None:
        raise LabError("An activation function needs finite numbers.")
    return numbers


def _within(value: object, limits: tuple[float, float]) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool) and limits[0] <= value <= limits[1]


def tensor_function(name: str, slope: float = LEAKY_SLOPE, alpha: float = ALPHA) -> Callable:
    """Return the function itself, for tensors of any floating type; the parameters must be sound.

    Parameters
    ----------
    name, slope, alpha
        As for `activate`.
    """
    import tensorflow as tf

    functions = {
        "relu": tf.nn.relu,
        "leaky_relu": partial(tf.nn.leaky_relu, alpha=float(slope)),
        "elu": partial(_elu, alpha=float(alpha)),
        "gelu": partial(tf.nn.gelu, approximate=False),
        "sigmoid": tf.nn.sigmoid,
        "tanh": tf.nn.tanh,
        "softplus": tf.nn.softplus,
        "swish": tf.nn.silu,
        "softmax": tf.nn.softmax,
        "linear": tf.identity,
    }
    return functions[name]


def _elu(values, alpha: float):
    import tensorflow as tf

    # TensorFlow's has no alpha; it is 1.
    plain = tf.nn.elu(values)
    return tf.where(values > 0, plain, alpha * plain)
