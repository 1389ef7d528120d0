"""What the start page shows of each page: all of it in one call."""

from __future__ import annotations

import numpy as np

from cnnlab.ops import kernels
from cnnlab.ops.convolution import ConvolutionSpec
from cnnlab.ops.filtering import filter_picture
from cnnlab.ops.pooling import PoolingSpec, pool

WINDOW = 8
"""Rows and columns of the pooling's window."""


def report_start(pixels: np.ndarray) -> dict[str, np.ndarray]:
    """Find the upright edges of a picture, what ReLU leaves of them, and the largest values of its windows.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)

    Returns
    -------
    dict of str to ndarray of float32
        "convolution", "activations" and "pooling".

    Raises
    ------
    LabError
        Where the picture is smaller than the kernel or the window.
    """
    # The values before ReLU are the edges.
    edges = filter_picture(pixels, kernels.build("sobel_x"), ConvolutionSpec(), 0.0, "relu")
    largest = pool(pixels / np.float32(255), PoolingSpec("max", (WINDOW, WINDOW)))
    return {"convolution": edges.before, "activations": edges.after, "pooling": largest}
