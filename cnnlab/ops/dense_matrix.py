"""The dense layer that does exactly what a convolution does, written out as a matrix."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.checks import as_kernel
from cnnlab.ops.convolution import convolve
from cnnlab.ops.filtering import ROUNDING
from cnnlab.ops.geometry import ConvolutionSpec


@dataclass(frozen=True, eq=False)
class SameJob:
    """A convolution beside the matrix that does the same.

    Attributes
    ----------
    matrix : ndarray of float32, shape (outputs, pixels)
        A row for each output, a column for each pixel, both in reading order.
    connected : ndarray of bool, shape (outputs, pixels)
        Where a weight of the kernel stands, be it zero or not.
    convolved, multiplied : ndarray of float32, shape (oh, ow)
        What the convolution gives, and the matrix times the flattened picture.
    difference, tolerance : float
        Largest difference of the two, and how much of it may be rounding.
    """

    matrix: np.ndarray
    connected: np.ndarray
    convolved: np.ndarray
    multiplied: np.ndarray
    difference: float
    tolerance: float


def dense_matrix(kernel: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Write a convolution without padding and with stride 1 as a matrix.

    Parameters
    ----------
    kernel : array_like, shape (kh, kw)
    size : (int, int)
        Rows and columns of the picture.

    Returns
    -------
    ndarray of float32, shape (oh * ow, H * W)
        ``matrix @ picture.ravel()`` is the feature map in reading order. Entry ``[(i, j), (i + p, j + q)]``
        is weight ``[p, q]`` of the kernel, every other is 0: a Toeplitz matrix of Toeplitz blocks.

    Raises
    ------
    LabError
        Where the kernel does not fit into the picture or is not sound.
    """
    kernel = as_kernel(kernel)
    down, right = ConvolutionSpec().output_size(size, kernel.shape)
    matrix = np.zeros((down, right, *size), np.float32)
    for row in range(down):
        for column in range(right):
            matrix[row, column, row : row + kernel.shape[0], column : column + kernel.shape[1]] = kernel
    return matrix.reshape(down * right, size[0] * size[1])


def same_job(image: np.ndarray, kernel: np.ndarray) -> SameJob:
    """Convolve a small picture, and multiply it with the matrix that does the same; TensorFlow computes both.

    Parameters
    ----------
    image : ndarray of float32, shape (H, W)
        In [0, 1].
    kernel : ndarray, shape (kh, kw)

    Returns
    -------
    SameJob

    Raises
    ------
    LabError
        Where the kernel does not fit into the picture.
    """
    import tensorflow as tf

    matrix = dense_matrix(kernel, image.shape)
    convolved = convolve(image, kernel)
    with tf.device("/CPU:0"):
        multiplied = tf.linalg.matvec(tf.constant(matrix), tf.constant(image.ravel())).numpy()
    multiplied = multiplied.reshape(convolved.shape)
    return SameJob(
        matrix,
        dense_matrix(np.ones_like(kernel), image.shape) > 0,
        convolved,
        multiplied,
        float(np.abs(convolved - multiplied).max()),
        ROUNDING * float(np.abs(kernel).sum()),
    )
