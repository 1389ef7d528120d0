"""The way back from a pooled map to the size that it came from."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_picture, whole_pair
from cnnlab.ops.pooling_geometry import PoolingSpec

METHODS = ("nearest", "bilinear")


def switches(image: np.ndarray, spec: PoolingSpec) -> np.ndarray:
    """Note where each maximum comes from (`tf.nn.max_pool_with_argmax`).

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    spec : PoolingSpec
        Of whatever kind: window, stride and padding are used.

    Returns
    -------
    ndarray of int64, shape (oh, ow) or (oh, ow, C)
        ``row * W + column`` of the largest value in each window, in each channel apart. Of equal ones the
        first, row by row.

    Raises
    ------
    LabError
        Where there is no output or the picture is not sound.
    """
    import tensorflow as tf

    image = as_picture(image)
    spec.check(image.shape[:2])
    planes = image[..., None] if image.ndim == 2 else image
    with tf.device("/CPU:0"):
        _, places = tf.nn.max_pool_with_argmax(
            planes[None], spec.window, spec.stride, spec.padding.upper(), output_dtype=tf.int64
        )
    # TensorFlow counts the channels, too: (row * W + column) * C + channel.
    found = places[0].numpy() // planes.shape[2]
    return found[..., 0] if image.ndim == 2 else found


def unpool(pooled: np.ndarray, switches: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Put each maximum back where it came from; 0 everywhere else.

    Where windows overlap, several may have the same winner: it is written once, not added up.

    Parameters
    ----------
    pooled : array_like, shape (oh, ow) or (oh, ow, C)
    switches : ndarray of int, of the same shape
        As `switches` gives them.
    size : (int, int)
        Rows and columns of the result.

    Returns
    -------
    ndarray of float32, shape (H, W) or (H, W, C)

    Raises
    ------
    LabError
        Where the sizes do not fit together or the map is not sound.

    References
    ----------
    M. D. Zeiler and R. Fergus, "Visualizing and Understanding Convolutional Networks", ECCV 2014, section 2.1.
    """
    pooled, size = as_picture(pooled), _as_size(size)
    places = np.asarray(switches)
    cells = size[0] * size[1]
    if places.shape != pooled.shape or places.dtype.kind not in "iu":
        raise LabError("The switches need one whole number for each value of the pooled map.")
    if places.min() < 0 or places.max() >= cells:
        raise LabError(
            "The switches point outside a picture of {rows} × {columns}.", rows=size[0], columns=size[1]
        )
    channels = 1 if pooled.ndim == 2 else pooled.shape[2]
    flat = np.zeros((cells, channels), np.float32)
    np.put_along_axis(flat, places.reshape(-1, channels), pooled.reshape(-1, channels), axis=0)
    return flat.reshape(*size, *pooled.shape[2:])


def enlarge_to(pooled: np.ndarray, size: tuple[int, int], method: str) -> np.ndarray:
    """Stretch a map to a size (`tf.image.resize`).

    Parameters
    ----------
    pooled : array_like, shape (oh, ow) or (oh, ow, C)
    size : (int, int)
        Rows and columns of the result.
    method : str
        "nearest": each value is repeated. "bilinear": between the centres of the values straight lines.

    Returns
    -------
    ndarray of float32, shape (H, W) or (H, W, C)

    Raises
    ------
    LabError
        Where there is no such method or size, or the map is not sound.
    """
    import tensorflow as tf

    if not isinstance(method, str) or method not in METHODS:
        raise LabError("There is no enlarging of that name. Choose nearest or bilinear.")
    pooled, size = as_picture(pooled), _as_size(size)
    planes = pooled[..., None] if pooled.ndim == 2 else pooled
    with tf.device("/CPU:0"):
        result = tf.image.resize(planes, size, method).numpy()
    return result[..., 0] if pooled.ndim == 2 else result


def _as_size(size: object) -> tuple[int, int]:
    pair = whole_pair(size)
    if pair is None:
        raise LabError("The picture's size needs two whole numbers of at least 1: rows and columns.")
    return pair
