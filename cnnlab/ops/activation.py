"""Activation functions, which TensorFlow computes."""

from __future__ import annotations

import functools

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
"""Slope of the leaky ReLU below zero, as Keras and TensorFlow have it by default."""


def activate(values: np.ndarray, name: str) -> np.ndarray:
    """Apply an activation function.

    Parameters
    ----------
    values : array_like
        Finite numbers of any shape. All functions work on each number apart, except
        softmax, which works along the last axis.
    name : str
        One of `NAMES`. The gelu is the exact one (with the error function), not the
        approximation by tanh.

    Returns
    -------
    ndarray of float32
        The same shape.

    Raises
    ------
    LabError
        Where there is no such function, a value is no finite number, or softmax is
        asked of a single number.
    """
    import tensorflow as tf

    numbers = as_numbers(values)
    if numbers is None:
        raise LabError("An activation function needs finite numbers.")
    if not isinstance(name, str) or name not in NAMES:
        raise LabError(
            "There is no activation function of that name. The names are {names}.", names=", ".join(NAMES)
        )
    if name == "softmax" and numbers.ndim == 0:
        raise LabError("Softmax compares several numbers; give it at least a list.")
    functions = {
        "relu": tf.nn.relu,
        "leaky_relu": functools.partial(tf.nn.leaky_relu, alpha=LEAKY_SLOPE),
        "elu": tf.nn.elu,
        "gelu": functools.partial(tf.nn.gelu, approximate=False),
        "sigmoid": tf.nn.sigmoid,
        "tanh": tf.nn.tanh,
        "softplus": tf.nn.softplus,
        "swish": tf.nn.silu,
        "softmax": tf.nn.softmax,
        "linear": tf.identity,
    }
    with tf.device("/CPU:0"):
        return functions[name](tf.constant(numbers)).numpy()
