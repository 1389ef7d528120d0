"""Transposed convolution: every pixel lays down a copy of the kernel."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_kernel, as_picture, require_matching_channels, whole_pair
from cnnlab.ops.geometry import LARGEST_PADDED_PIXELS, LARGEST_STEP


def transposed_size(
    size: tuple[int, int], kernel_size: tuple[int, int], stride: tuple[int, int]
) -> tuple[int, int]:
    """Rows and columns that a transposed convolution gives: ``(n - 1) s + k``.

    Parameters
    ----------
    size, kernel_size, stride : (int, int)
        Of the picture, the kernel, and between neighbouring copies.

    Returns
    -------
    rows, columns : int

    Raises
    ------
    LabError
        Where one of them is no pair of whole numbers of at least 1, or the result
        would be too large.
    """
    pairs = whole_pair(size), whole_pair(kernel_size), whole_pair(stride, LARGEST_STEP)
    if None in pairs:
        raise LabError("Picture, kernel and stride each need two whole numbers of at least 1.")
    rows, columns = ((n - 1) * s + k for n, k, s in zip(*pairs, strict=True))
    if rows * columns > LARGEST_PADDED_PIXELS:
        raise LabError(
            "The result would have {rows} × {columns} pixels, which is too many. "
            "Choose a smaller stride or picture.",
            rows=rows,
            columns=columns,
        )
    return rows, columns


def transposed_convolve(
    image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int] = (2, 2)
) -> np.ndarray:
    """Add up one copy of the kernel for each pixel, times its value, `stride` apart.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    kernel : array_like, shape (kh, kw) or (kh, kw, C_in, C_out)
        A two-dimensional kernel is applied to each channel apart.
    stride : (int, int)

    Returns
    -------
    ndarray of float32
        As large as `transposed_size` says; the axes as `convolve` has them.

    Raises
    ------
    LabError
        Where picture, kernel or stride are not sound, or the result would be too large.
    """
    import tensorflow as tf

    image, kernel = as_picture(image), as_kernel(kernel)
    require_matching_channels(image, kernel)
    size = transposed_size(image.shape[:2], kernel.shape[:2], stride)
    maps = image if image.ndim == 3 else image[..., None]
    apart = kernel.ndim == 2
    batch = maps.transpose(2, 0, 1)[..., None] if apart else maps[None]
    weights = kernel[..., None, None] if apart else kernel.transpose(0, 1, 3, 2)
    shape = (len(batch), *size, weights.shape[2])
    with tf.device("/CPU:0"):
        result = tf.nn.conv2d_transpose(batch, weights, shape, stride, padding="VALID").numpy()
    if not np.isfinite(result).all():
        raise LabError("The result is too large for 32-bit numbers. Use smaller numbers in the kernel.")
    if not apart:
        return result[0]
    return result[0, ..., 0] if image.ndim == 2 else result[..., 0].transpose(1, 2, 0)


def overlap(size: tuple[int, int], kernel_size: tuple[int, int], stride: tuple[int, int]) -> np.ndarray:
    """Count the copies of the kernel that cover each pixel of the result.

    Where the kernel's size is not a multiple of the stride the counts alternate, which
    shows as a checkerboard (Odena, Dumoulin and Olah 2016,
    https://distill.pub/2016/deconv-checkerboard).

    Parameters
    ----------
    size, kernel_size, stride : (int, int)

    Returns
    -------
    ndarray of int, shape `transposed_size`

    Raises
    ------
    LabError
        As `transposed_size`.
    """
    lengths = transposed_size(size, kernel_size, stride)
    rows, columns = (
        _copies(n, k, s, length) for n, k, s, length in zip(size, kernel_size, stride, lengths, strict=True)
    )
    return np.outer(rows, columns)


def _copies(n: int, kernel: int, stride: int, length: int) -> np.ndarray:
    places = np.arange(length)
    last = np.minimum(places // stride, n - 1)
    first = np.maximum(-((kernel - 1 - places) // stride), 0)
    return np.maximum(last - first + 1, 0)
