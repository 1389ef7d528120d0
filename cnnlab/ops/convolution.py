"""Convolution: the settings, the result, which TensorFlow computes, and its arithmetic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.arithmetic import AxisArithmetic
from cnnlab.ops.checks import as_bias, as_kernel, as_picture, output_channels, require_matching_channels
from cnnlab.ops.cost import ReceptiveField, multiply_adds, parameters, receptive_field
from cnnlab.ops.geometry import ConvolutionSpec
from cnnlab.ops.padding import PADDINGS, sources
from cnnlab.ops.tracing import Trace, trace

if TYPE_CHECKING:
    import tensorflow as tf

__all__ = [
    "PADDINGS",
    "AxisArithmetic",
    "ConvolutionSpec",
    "ReceptiveField",
    "Trace",
    "convolve",
    "multiply_adds",
    "parameters",
    "receptive_field",
    "trace",
]

_DEFAULT = ConvolutionSpec()


def convolve(
    image: np.ndarray,
    kernel: np.ndarray,
    spec: ConvolutionSpec = _DEFAULT,
    bias: float | np.ndarray = 0.0,
) -> np.ndarray:
    """Convolve a picture with a kernel: ``y[i, j, o] = b[o] + sum x[i s + p d, j s + q d, c] w[p, q, c, o]``.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    kernel : array_like, shape (kh, kw) or (kh, kw, C_in, C_out)
        A two-dimensional kernel is applied to each channel of the picture apart.
    spec : ConvolutionSpec
    bias : float or array_like, shape (output channels,)

    Returns
    -------
    ndarray of float32
        (oh, ow) for a two-dimensional kernel on (H, W), (oh, ow, C) for one on
        (H, W, C), (oh, ow, C_out) for a four-dimensional one.

    Raises
    ------
    LabError
        Where there is no output, picture, kernel or bias are not sound, or the result
        does not fit into 32-bit numbers.

    Examples
    --------
    >>> convolve([[0, 1, 2], [0, 1, 2]], [[-1, 1]])
    array([[1., 1.],
           [1., 1.]], dtype=float32)
    """
    import tensorflow as tf

    image, kernel = as_picture(image), as_kernel(kernel)
    require_matching_channels(image, kernel)
    pads = spec.padding_amounts(image.shape[:2], kernel.shape[:2])
    biases = as_bias(bias, output_channels(image, kernel))
    # On a graphics card TensorFlow may round products to ten bits (TensorFloat-32).
    with tf.device("/CPU:0"):
        weights = tf.constant(kernel if kernel.ndim == 4 else kernel[..., None, None])
        if spec.flip:
            weights = weights[::-1, ::-1]
        maps = [
            tf.nn.conv2d(
                pad(batch, pads, spec.padding), weights, spec.stride, "VALID", dilations=spec.dilation
            )
            for batch in _as_batches(image, apart=kernel.ndim == 2)
        ]
        result = tf.concat(maps, axis=-1)[0].numpy() + biases
    if not np.isfinite(result).all():
        raise LabError("The result is too large for 32-bit numbers. Use smaller numbers in the kernel.")
    return result[..., 0] if kernel.ndim == image.ndim == 2 else result


def pad(batch: tf.Tensor, pads: tuple[tuple[int, int], tuple[int, int]], padding: str) -> tf.Tensor:
    """Pad a batch of pictures.

    Parameters
    ----------
    batch : Tensor, shape (N, H, W, C)
    pads : ((top, bottom), (left, right))
    padding : str
        One of `PADDINGS`.

    Returns
    -------
    Tensor, shape (N, top + H + bottom, left + W + right, C)
    """
    import tensorflow as tf

    if padding in ("valid", "same", "full"):
        return tf.pad(batch, [(0, 0), *pads, (0, 0)])
    # tf.pad knows no edge and no wrap mode; an index for each row and column serves all three.
    for axis, (before, after) in enumerate(pads, start=1):
        batch = tf.gather(batch, sources(batch.shape[axis], before, after, padding), axis=axis)
    return batch


def _as_batches(image: np.ndarray, apart: bool) -> list[np.ndarray]:
    """Return batches of one picture: of all channels, or one for each channel.

    Not one batch of all channels: on the CPU, TensorFlow 2.21 leaves memory unwritten in the result of a
    batch of two or more whose output is one column wide, with a stride above 1 across and of 1 down.
    Nor the depthwise operation, which demands equal strides.
    """
    planes = image[..., None] if image.ndim == 2 else image
    if not apart:
        return [planes[None]]
    return [planes[None, ..., c : c + 1] for c in range(planes.shape[-1])]
