"""How one output value of a convolution came about."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.arithmetic import window_of
from cnnlab.ops.checks import as_bias, as_kernel, as_picture, output_channels, require_matching_channels
from cnnlab.ops.geometry import ConvolutionSpec


@dataclass(frozen=True, eq=False)
class Trace:
    """The arithmetic of one output position.

    Attributes
    ----------
    patch : ndarray of float32, shape (kh, kw) or (kh, kw, C)
        The input under the window, padding included.
    kernel : ndarray of float32
        The kernel as it is multiplied: turned by 180 degrees if the spec says flip.
    products : ndarray of float64
        Patch times kernel, cell by cell.
    bias : float or ndarray
    total : float or ndarray
        Sum of the products plus the bias: the output value.
    rows, cols : ndarray of int, shape (kh,) and (kw,)
        Where the patch lies in the input: the source pixel, -1 where a zero was added.
    """

    patch: np.ndarray
    kernel: np.ndarray
    products: np.ndarray
    bias: float | np.ndarray
    total: float | np.ndarray
    rows: np.ndarray
    cols: np.ndarray


def trace(
    image: np.ndarray,
    kernel: np.ndarray,
    spec: ConvolutionSpec,
    row: int,
    col: int,
    bias: float | np.ndarray = 0.0,
    channel_out: int | None = None,
) -> Trace:
    """Show how the output at one position is computed (in double precision, without TensorFlow).

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
    kernel : array_like, shape (kh, kw) or (kh, kw, C_in, C_out)
    spec : ConvolutionSpec
    row, col : int
        Position in the output, from 0.
    bias : float or array_like, shape (output channels,)
    channel_out : int, optional
        One output channel (for a two-dimensional kernel on a colour picture: one
        channel of the picture). Without it all are traced, and `total` has the shape
        of ``convolve(image, kernel, spec, bias)[row, col]``.

    Returns
    -------
    Trace
        With `channel_out`, `products` sum to `total` less `bias`, all of one channel:
        `patch`, `kernel` and `products` are (kh, kw), or (kh, kw, C_in) for a
        four-dimensional kernel. Without it `products` end in an axis of output channels.

    Raises
    ------
    LabError
        Where there is no such output, or picture, kernel or bias are not sound.
    """
    image, kernel = as_picture(image), as_kernel(kernel)
    require_matching_channels(image, kernel)
    rows, cols = window_of(spec.arithmetic(image.shape[:2], kernel.shape[:2]), spec.padding, row, col)
    patch = _patch(image, rows, cols)
    used = kernel[::-1, ::-1] if spec.flip else kernel
    biases = as_bias(bias, output_channels(image, kernel))
    if kernel.ndim == 4:
        products = patch.reshape(*patch.shape[:2], -1, 1).astype(float) * used
        patch = patch.reshape(products.shape[:3])
    else:
        products = patch.astype(float) * (used if patch.ndim == 2 else used[..., None])
    if channel_out is not None:
        patch, used, products, biases = _one_channel(patch, used, products, biases, channel_out)
    if products.ndim == 2 or channel_out is not None:
        total, shown = float(products.sum() + biases[0]), float(biases[0])
    else:
        total, shown = products.reshape(-1, products.shape[-1]).sum(axis=0) + biases, biases
    return Trace(patch, used, products, shown, total, rows, cols)


def _patch(image: np.ndarray, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
    patch = image[np.ix_(rows, cols)]
    patch[rows < 0] = 0
    patch[:, cols < 0] = 0
    return patch


def _one_channel(
    patch: np.ndarray, used: np.ndarray, products: np.ndarray, biases: np.ndarray, channel: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    count = len(biases)
    if isinstance(channel, bool) or not isinstance(channel, Integral) or not 0 <= channel < count:
        raise LabError("There are {count} output channels, counted from 0.", count=count)
    if used.ndim == 4:
        return patch, used[..., channel], products[..., channel], biases[channel : channel + 1]
    if products.ndim == 3:
        return patch[..., channel], used, products[..., channel], biases[channel : channel + 1]
    return patch, used, products, biases
