"""Four ways to a smaller map, on a picture that goes on beyond its border as on the opposite side.

With such circular surroundings nothing enters and nothing is lost when the picture is moved, so what a
movement changes is the way of downsampling alone.
"""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops import kernel_formulas
from cnnlab.ops.checks import as_kernel, as_picture
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.pooling import PoolingSpec, pool

EDGES = kernel_formulas.sobel_x(3)
"""The kernel of the strided convolution: upright edges, as first layers learn them; its weights are known."""


def triangle(step: int) -> np.ndarray:
    """Return the low-pass filter of one axis before every `step`-th value is taken.

    It is a box of `step` values convolved with itself, so its frequency response is 0 at every multiple of
    ``1 / step`` but the whole numbers: exactly what sampling would turn into a constant. For 2 it is the
    binomial filter 1-2-1.

    Parameters
    ----------
    step : int
        At least 1.

    Returns
    -------
    ndarray, shape (2 step - 1,)
        Sums to 1.
    """
    box = np.full(step, 1 / step)
    return np.convolve(box, box)


def blur_pool(
    image: np.ndarray, window: tuple[int, int] = (2, 2), stride: tuple[int, int] = (2, 2)
) -> np.ndarray:
    """Pool by an anti-aliased maximum: the maximum at every place, a low-pass filter, then every s-th value.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
        It goes on beyond its border as on the opposite side.
    window, stride : (int, int)
        Rows and columns.

    Returns
    -------
    ndarray of float32, shape (ceil(H / s), ceil(W / s)) or (ceil(H / s), ceil(W / s), C)

    Raises
    ------
    LabError
        Where the picture is not sound or a setting is impossible.

    References
    ----------
    R. Zhang, "Making Convolutional Networks Shift-Invariant Again", ICML 2019. There the filter has 2 to 5
    binomial weights whatever the stride; here it grows with the stride (see `triangle`).
    """
    return low_pass(dense_pool(image, "max", window), stride)


def dense_pool(image: np.ndarray, kind: str, window: tuple[int, int]) -> np.ndarray:
    """Pool with stride 1: a map of the picture's size, of which every s-th value is the map with stride s.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
        It goes on beyond its border as on the opposite side.
    kind : str
        "max" or "average".
    window : (int, int)

    Returns
    -------
    ndarray of float32
        Of the picture's shape. The window's first row and column lie on the value itself.

    Raises
    ------
    LabError
        As `blur_pool`.
    """
    image = as_picture(image)
    rows, columns = PoolingSpec(kind, window).window
    # Rows, then columns: the same result from far fewer values.
    for part in ((rows, 1), (1, columns)):
        image = pool(_surrounded(image, part, (0, 0)), PoolingSpec(kind, part, (1, 1)))
    return image


def low_pass(image: np.ndarray, stride: tuple[int, int]) -> np.ndarray:
    """Smooth by `triangle` on both axes and keep every s-th value.

    Parameters, errors
        As `blur_pool`.
    """
    image = as_picture(image)
    rows, columns = _steps(stride)
    # Each axis by itself: the same weights as their outer product, and far fewer products.
    for kernel, steps in ((triangle(rows)[:, None], (rows, 1)), (triangle(columns)[None], (1, columns))):
        image = _convolve(image, kernel, steps)
    return image


def strided_convolution(
    image: np.ndarray, stride: tuple[int, int] = (2, 2), kernel: np.ndarray = EDGES
) -> np.ndarray:
    """Convolve (as TensorFlow does, without turning the kernel) at every s-th place.

    Parameters, errors
        As `blur_pool`; the kernel has two dimensions.
    """
    image, kernel = as_picture(image), as_kernel(kernel)
    if kernel.ndim != 2:
        raise LabError("The kernel of a strided convolution has two dimensions here: rows and columns.")
    return _convolve(image, kernel, _steps(stride))


def _steps(stride: tuple[int, int]) -> tuple[int, int]:
    # A pooling may leave its stride out; here there is no window that it could be taken from.
    return ConvolutionSpec(stride).stride


def _convolve(image: np.ndarray, kernel: np.ndarray, stride: tuple[int, int]) -> np.ndarray:
    middle = tuple((side - 1) // 2 for side in kernel.shape)
    return convolve(_surrounded(image, kernel.shape, middle), kernel, ConvolutionSpec(stride))


def _surrounded(image: np.ndarray, window: tuple[int, int], before: tuple[int, int]) -> np.ndarray:
    """Let a picture go on beyond its border, so far that a window finds a place at each of its pixels.

    Not the padding "circular" of a convolution: its amounts depend on the stride, and these must not.
    """
    pads = [(first, side - 1 - first) for side, first in zip(window, before, strict=True)]
    return np.pad(image, [*pads, *[(0, 0)] * (image.ndim - 2)], mode="wrap")
