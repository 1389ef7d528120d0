"""Pooling: the settings, the result, which TensorFlow computes, and how each value of it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_picture
from cnnlab.ops.pooling_geometry import KINDS, PoolingSpec
from cnnlab.ops.pooling_tracing import PoolTrace, trace

if TYPE_CHECKING:
    import tensorflow as tf

__all__ = [
    "GLOBAL_KINDS",
    "KINDS",
    "PoolTrace",
    "PoolingSpec",
    "global_pool",
    "input_gradient",
    "pool",
    "trace",
]

GLOBAL_KINDS = ("max", "average")

_DEFAULT = PoolingSpec()


def pool(image: np.ndarray, spec: PoolingSpec = _DEFAULT) -> np.ndarray:
    """Pool each channel of a picture apart: ``y[i, j, c] = max x[i s + p, j s + q, c]``, or mean, or L2 norm.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    spec : PoolingSpec

    Returns
    -------
    ndarray of float32, shape (oh, ow) or (oh, ow, C)
        L2 squares in 32-bit numbers: what is smaller than about 1e-19 counts as 0 there.

    Raises
    ------
    LabError
        Where there is no output, the picture is not sound, or a sum over a window (for L2: of squares)
        does not fit into 32-bit numbers.

    Examples
    --------
    >>> pool([[0, 1, 2, 3], [4, 5, 6, 7]])
    array([[5., 7.]], dtype=float32)
    """
    import tensorflow as tf

    image = as_picture(image)
    spec.check(image.shape[:2])
    with tf.device("/CPU:0"):
        result = _pooled(tf.constant(_as_batch(image)), spec)[0].numpy()
    _require_finite(result)
    return result[..., 0] if image.ndim == 2 else result


def input_gradient(image: np.ndarray, spec: PoolingSpec = _DEFAULT) -> np.ndarray:
    """Compute what reaches each input value on the way back when every output sends back 1.

    It is the derivative of the sum of all outputs, by TensorFlow's automatic differentiation: for a maximum
    it counts the windows that a value wins, for an average it adds one share for each window that reads it.
    Where a whole window is 0, its L2 norm has no derivative; 0 stands for it.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    spec : PoolingSpec

    Returns
    -------
    ndarray of float32
        Of the picture's shape.

    Raises
    ------
    LabError
        As `pool`.
    """
    import tensorflow as tf

    image = as_picture(image)
    spec.check(image.shape[:2])
    with tf.device("/CPU:0"):
        batch = tf.constant(_as_batch(image))
        with tf.GradientTape() as tape:
            tape.watch(batch)
            result = _pooled(batch, spec)
        gradient = tape.gradient(result, batch)[0].numpy()
    _require_finite(result.numpy())
    return gradient[..., 0] if image.ndim == 2 else gradient


def global_pool(image: np.ndarray, kind: str) -> float | np.ndarray:
    """Pool each channel of a picture to a single value: one window as large as the picture.

    M. Lin, Q. Chen and S. Yan, "Network In Network" (2014), ended networks with the average.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    kind : str
        One of `GLOBAL_KINDS`.

    Returns
    -------
    float, or ndarray of float32, shape (C,)

    Raises
    ------
    LabError
        Where there is no such kind, the picture is not sound, or its sum does not fit into 32-bit numbers.
    """
    import tensorflow as tf

    if not isinstance(kind, str) or kind not in GLOBAL_KINDS:
        raise LabError("There is no global pooling of that name. Choose max or average.")
    image = as_picture(image)
    reduce = tf.reduce_max if kind == "max" else tf.reduce_mean
    with tf.device("/CPU:0"):
        result = reduce(tf.constant(image), axis=(0, 1)).numpy()
    _require_finite(result)
    return float(result) if image.ndim == 2 else result


def _as_batch(image: np.ndarray) -> np.ndarray:
    return image[None, ..., None] if image.ndim == 2 else image[None]


def _pooled(batch: tf.Tensor, spec: PoolingSpec) -> tf.Tensor:
    import tensorflow as tf

    padding = spec.padding.upper()
    if spec.kind == "max":
        return tf.nn.max_pool2d(batch, spec.window, spec.stride, padding)
    if spec.kind == "average":
        return tf.nn.avg_pool2d(batch, spec.window, spec.stride, padding)
    # Channel by channel: see _as_batches in cnnlab/ops/convolution.py.
    ones = tf.ones((*spec.window, 1, 1))
    squares = tf.concat(
        [
            tf.nn.conv2d(batch[..., c : c + 1] ** 2, ones, spec.stride, padding)
            for c in range(batch.shape[-1])
        ],
        axis=-1,
    )
    # Not the bare root, whose slope at 0 is infinite and would make the gradient "not a number".
    some = squares > 0
    return tf.where(some, tf.sqrt(tf.where(some, squares, 1.0)), 0.0)


def _require_finite(result: np.ndarray) -> None:
    if not np.isfinite(result).all():
        raise LabError(
            "A sum over a window is too large for 32-bit numbers. Use a picture with smaller numbers."
        )
