"""Turn what a caller hands over into sound arrays, or say what is wrong with it."""

from __future__ import annotations

from numbers import Integral

import numpy as np

from cnnlab.errors import LabError


def whole_pair(value: object, largest: int = 2**31 - 1) -> tuple[int, int] | None:
    """Read two whole numbers from 1 to `largest`.

    Parameters
    ----------
    value : object
        A tuple or list of two integers (NumPy's count too, ``bool`` does not).
    largest : int

    Returns
    -------
    tuple of int or None
        The pair, or None where `value` is anything else.
    """
    if not isinstance(value, tuple | list) or len(value) != 2:
        return None
    if any(isinstance(entry, bool) or not isinstance(entry, Integral) for entry in value):
        return None
    if not all(1 <= entry <= largest for entry in value):
        return None
    return int(value[0]), int(value[1])


def as_numbers(values: object) -> np.ndarray | None:
    """Read an array of finite 32-bit numbers.

    Parameters
    ----------
    values : array_like
        Booleans, integers or floats, of any shape.

    Returns
    -------
    ndarray of float32 or None
        None where `values` is ragged, is not made of real numbers, or has a value
        that is not finite as a 32-bit number.
    """
    try:
        array = np.asarray(values)
    except ValueError:  # a ragged list
        return None
    if array.dtype.kind not in "biuf":
        return None
    with np.errstate(over="ignore"):
        array = array.astype(np.float32)
    return array if np.isfinite(array).all() else None


def as_picture(image: object) -> np.ndarray:
    """Read a picture.

    Parameters
    ----------
    image : array_like, shape (H, W) or (H, W, C)
        Any finite numbers; pictures usually lie in [0, 1].

    Returns
    -------
    ndarray of float32
        The same shape.

    Raises
    ------
    LabError
        Where it is not such an array, or is empty.
    """
    array = as_numbers(image)
    if array is None:
        raise LabError(
            "The picture holds values that are not finite numbers. "
            "Every pixel needs a number, usually from 0 to 1."
        )
    if array.ndim not in (2, 3):
        raise LabError(
            "The picture has {dimensions} dimensions. "
            "It needs two (rows, columns) or three (rows, columns, channels).",
            dimensions=array.ndim,
        )
    if array.size == 0:
        raise LabError("The picture is empty. It needs at least one row, one column and one channel.")
    return array


def as_kernel(kernel: object) -> np.ndarray:
    """Read a kernel.

    Parameters
    ----------
    kernel : array_like, shape (kh, kw) or (kh, kw, C_in, C_out)
        Any finite numbers.

    Returns
    -------
    ndarray of float32
        The same shape.

    Raises
    ------
    LabError
        Where it is not such an array, or is empty.
    """
    array = as_numbers(kernel)
    if array is None:
        raise LabError("The kernel holds values that are not finite numbers. Every cell needs a number.")
    if array.ndim not in (2, 4):
        raise LabError(
            "The kernel has {dimensions} dimensions. "
            "It needs two (rows, columns) or four (rows, columns, input channels, output channels).",
            dimensions=array.ndim,
        )
    if array.size == 0:
        raise LabError("The kernel is empty. It needs at least one cell.")
    return array


def as_bias(bias: object, channels: int) -> np.ndarray:
    """Read a bias.

    Parameters
    ----------
    bias : float or array_like, shape (channels,)
        One number for all output channels or one for each.
    channels : int
        Number of output channels.

    Returns
    -------
    ndarray of float32, shape (channels,)

    Raises
    ------
    LabError
        Where it is neither.
    """
    array = as_numbers(bias)
    if array is None or array.shape not in ((), (channels,)):
        raise LabError(
            "The bias needs to be one finite number, or one for each of the {channels} output channels.",
            channels=channels,
        )
    return np.broadcast_to(array, (channels,))


def require_matching_channels(image: np.ndarray, kernel: np.ndarray) -> None:
    """Make sure that a four-dimensional kernel has the picture's channels.

    Parameters
    ----------
    image : ndarray, shape (H, W) or (H, W, C)
    kernel : ndarray, shape (kh, kw) or (kh, kw, C_in, C_out)

    Raises
    ------
    LabError
        Where C_in is not C (1 for a picture without a channel axis).
    """
    channels = image.shape[2] if image.ndim == 3 else 1
    if kernel.ndim == 4 and kernel.shape[2] != channels:
        raise LabError(
            "The kernel expects {expected} input channels and the picture has {found}. "
            "Use a kernel with {found}, or choose another channel of the picture.",
            expected=kernel.shape[2],
            found=channels,
        )


def output_channels(image: np.ndarray, kernel: np.ndarray) -> int:
    """Count the maps that a convolution gives.

    Parameters
    ----------
    image : ndarray, shape (H, W) or (H, W, C)
    kernel : ndarray, shape (kh, kw) or (kh, kw, C_in, C_out)

    Returns
    -------
    int
        C_out; for a two-dimensional kernel, which is applied to each channel apart,
        the picture's number of channels.
    """
    if kernel.ndim == 4:
        return kernel.shape[3]
    return image.shape[2] if image.ndim == 3 else 1
