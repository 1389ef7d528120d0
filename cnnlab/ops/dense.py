"""The dense layer and softmax behind it: values, loss and gradients, which TensorFlow computes."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_numbers


@dataclass(frozen=True, eq=False)
class Slopes:
    """The loss of one example, and how it changes with everything that it depends on.

    Attributes
    ----------
    logits, probabilities : ndarray of float32, shape (n_out,)
    loss : float
        Cross-entropy, minus the natural logarithm of the true class's probability.
    by_logits : ndarray of float32, shape (n_out,)
        dL/dz. It equals (p - y) / T, where y is 1 for the true class and 0 for the others.
    by_weights : ndarray of float32, shape (n_in, n_out)
        dL/dW.
    by_bias : ndarray of float32, shape (n_out,)
        dL/db.
    """

    logits: np.ndarray
    probabilities: np.ndarray
    loss: float
    by_logits: np.ndarray
    by_weights: np.ndarray
    by_bias: np.ndarray


def flatten(maps: np.ndarray) -> np.ndarray:
    """Read maps out into one list, as Keras's Flatten does: row by row, in a row column by column, there all channels.

    Parameters
    ----------
    maps : array_like, shape (H, W) or (H, W, C)

    Returns
    -------
    ndarray of float32, shape (H * W * C,)

    Raises
    ------
    LabError
        Where it has another shape, is empty, or holds what is not a finite number.
    """
    array = as_numbers(maps)
    if array is None or array.ndim not in (2, 3) or array.size == 0:
        raise LabError(
            "Flatten needs a map of finite numbers: rows and columns, and channels if there are any."
        )
    return array.reshape(-1)


def dense(features: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Compute a dense layer: each output is the sum of all features, each times a weight, plus a bias.

    Parameters
    ----------
    features : array_like, shape (..., n_in)
    weights : array_like, shape (n_in, n_out)
        In the order in which Keras keeps them.
    bias : array_like, shape (n_out,)

    Returns
    -------
    ndarray of float32, shape (..., n_out)

    Raises
    ------
    LabError
        Where the shapes do not fit, or a value is not a finite number.
    """
    import tensorflow as tf

    features, weights, bias = _layer(features, weights, bias)
    rows = features.reshape(-1, features.shape[-1])
    with tf.device("/CPU:0"):
        result = (tf.constant(rows) @ weights + bias).numpy()
    return _finite(result.reshape(*features.shape[:-1], len(bias)))


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """Turn logits into probabilities: e to the z / T, over the sum of all of these.

    Parameters
    ----------
    logits : array_like, shape (..., n)
    temperature : float
        T, above 0. Below 1 it favours the largest logit, above 1 it evens out.

    Returns
    -------
    ndarray of float32, shape (..., n)
        Along the last axis the sum is 1.

    Raises
    ------
    LabError
        Where there is nothing to compare, a logit is not a finite number, or the temperature is not above 0.
    """
    import tensorflow as tf

    logits, temperature = _logits(logits), _temperature(temperature)
    with tf.device("/CPU:0"):
        return _finite(tf.nn.softmax(_scaled(tf.constant(logits), temperature)).numpy())


def cross_entropy(logits: np.ndarray, true: int, temperature: float = 1.0) -> float:
    """Compute the loss of one example: minus the natural logarithm of the true class's probability.

    Parameters
    ----------
    logits : array_like, shape (n,)
    true : int
        Index of the true class.
    temperature : float

    Returns
    -------
    float
        Finite also where the probability itself is too small for a 32-bit number.

    Raises
    ------
    LabError
        As `softmax`, and where there is no such class.
    """
    import tensorflow as tf

    logits, temperature = _logits(logits), _temperature(temperature)
    true = _class(true, logits)
    with tf.device("/CPU:0"):
        return float(_finite(_loss(tf.constant(logits), true, temperature).numpy()))


def loss_and_gradients(
    features: np.ndarray, weights: np.ndarray, bias: np.ndarray, true: int, temperature: float = 1.0
) -> Slopes:
    """Go forward to the loss and back to every weight.

    Parameters
    ----------
    features : array_like, shape (n_in,)
    weights : array_like, shape (n_in, n_out)
    bias : array_like, shape (n_out,)
    true : int
        Index of the true class.
    temperature : float

    Returns
    -------
    Slopes

    Raises
    ------
    LabError
        As `dense` and `cross_entropy`.
    """
    import tensorflow as tf

    features, weights, bias = _layer(features, weights, bias)
    if features.ndim != 1:
        raise LabError("The loss is that of one example: give its features as one list.")
    true, temperature = _class(true, bias), _temperature(temperature)
    with tf.device("/CPU:0"):
        kernel, offset = tf.constant(weights), tf.constant(bias)
        with tf.GradientTape() as tape:
            tape.watch([kernel, offset])
            logits = (tf.constant(features[None]) @ kernel)[0] + offset
            loss = _loss(logits, true, temperature)
        slopes = tape.gradient(loss, [logits, kernel, offset])
        probabilities = tf.nn.softmax(_scaled(logits, temperature))
    values = [_finite(each.numpy()) for each in (logits, probabilities, loss, *slopes)]
    return Slopes(values[0], values[1], float(values[2]), *values[3:])


def step(
    features: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray,
    true: int,
    temperature: float = 1.0,
    rate: float = 0.1,
) -> tuple[np.ndarray, np.ndarray]:
    """Take one step of gradient descent: every weight and bias less the rate times its gradient.

    Parameters
    ----------
    features, weights, bias, true, temperature
        As for `loss_and_gradients`.
    rate : float
        The learning rate, above 0.

    Returns
    -------
    weights : ndarray of float32, shape (n_in, n_out)
    bias : ndarray of float32, shape (n_out,)

    Raises
    ------
    LabError
        As `loss_and_gradients`, and where the rate is not above 0.
    """
    if not _above_zero(rate):
        raise LabError("The learning rate needs to be a number above 0.")
    slopes = loss_and_gradients(features, weights, bias, true, temperature)
    rate = np.float32(rate)
    return (
        _finite(np.asarray(weights, np.float32) - rate * slopes.by_weights),
        _finite(np.asarray(bias, np.float32) - rate * slopes.by_bias),
    )


def _scaled(logits, temperature: float):
    # The largest is taken away before the division: softmax stays the same, and nothing overflows.
    import tensorflow as tf

    return (logits - tf.stop_gradient(tf.reduce_max(logits, axis=-1, keepdims=True))) / temperature


def _loss(logits, true: int, temperature: float):
    import tensorflow as tf

    return -tf.nn.log_softmax(_scaled(logits, temperature))[true]


def _layer(features: object, weights: object, bias: object) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    numbers = [as_numbers(each) for each in (features, weights, bias)]
    if any(each is None for each in numbers):
        raise LabError("A dense layer needs finite numbers as features, weights and biases.")
    features, weights, bias = numbers
    if weights.ndim != 2 or weights.size == 0:
        raise LabError("The weights need to be a table: a row for each feature, a column for each output.")
    if features.ndim == 0 or features.shape[-1] != len(weights):
        raise LabError(
            "There are {features} features and {rows} rows of weights. Each feature needs its row.",
            features=features.shape[-1] if features.ndim else 1,
            rows=len(weights),
        )
    if bias.shape != weights.shape[1:]:
        raise LabError(
            "There are {biases} biases for {outputs} outputs. Each output needs one.",
            biases=bias.size,
            outputs=weights.shape[1],
        )
    return features, weights, bias


def _logits(logits: object) -> np.ndarray:
    array = as_numbers(logits)
    if array is None or array.ndim == 0 or array.shape[-1] == 0:
        raise LabError("Softmax compares several numbers; give it a list of finite ones.")
    return array


def _temperature(temperature: object) -> float:
    if not _above_zero(temperature):
        raise LabError("The temperature needs to be a number above 0.")
    return float(temperature)


def _above_zero(value: object) -> bool:
    # As a 32-bit number, which TensorFlow makes of it; those below the smallest normal one it takes for 0.
    if isinstance(value, bool) or not isinstance(value, Real):
        return False
    return bool(np.finfo(np.float32).tiny <= value <= np.finfo(np.float32).max)


def _class(true: object, outputs: np.ndarray) -> int:
    if outputs.ndim != 1:
        raise LabError("The loss is that of one example: give its logits as one list.")
    if isinstance(true, bool) or not isinstance(true, Integral) or not 0 <= true < len(outputs):
        raise LabError("The true class needs to be a whole number from 0 to {last}.", last=len(outputs) - 1)
    return int(true)


def _finite(values: np.ndarray) -> np.ndarray:
    if not np.isfinite(values).all():
        raise LabError(
            "The numbers become too large to compute with. Use smaller weights or a higher temperature."
        )
    return values
