"""Padding: how many rows and columns are added, and with which pixels they are filled."""

from __future__ import annotations

import numpy as np

PADDINGS = ("valid", "same", "full", "circular", "reflect", "replicate")


def span(kernel: int, dilation: int) -> int:
    """Pixels from the first to the last that a dilated kernel touches on one axis.

    Parameters
    ----------
    kernel, dilation : int
        At least 1.

    Returns
    -------
    int
        ``dilation * (kernel - 1) + 1``
    """
    return dilation * (kernel - 1) + 1


def amounts(n: int, kernel: int, stride: int, dilation: int, padding: str) -> tuple[int, int]:
    """Pixels that are added before and after one axis.

    "same" and those that share its amounts follow TensorFlow's SAME rule: as few
    pixels as give ``ceil(n / stride)`` outputs, an odd one after the picture (see
    the notes on padding in https://www.tensorflow.org/api_docs/python/tf/nn).

    Parameters
    ----------
    n, kernel, stride, dilation : int
        At least 1.
    padding : str
        One of `PADDINGS`.

    Returns
    -------
    before, after : int
    """
    if padding == "valid":
        return 0, 0
    if padding == "full":
        return span(kernel, dilation) - 1, span(kernel, dilation) - 1
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + span(kernel, dilation) - n, 0)
    return total // 2, total - total // 2


def sources(n: int, before: int, after: int, padding: str) -> np.ndarray:
    """Where each pixel of a padded axis comes from.

    Parameters
    ----------
    n : int
        Length of the axis without padding, at least 1.
    before, after : int
        Pixels added; at most ``n - 1`` each for "reflect".
    padding : str
        One of `PADDINGS`.

    Returns
    -------
    ndarray of int, shape (before + n + after,)
        Indices from 0 to ``n - 1``; -1 where a zero is added.
    """
    positions = np.arange(-before, n + after)
    if padding == "circular":
        return positions % n
    if padding == "replicate":
        return positions.clip(0, n - 1)
    if padding == "reflect":
        return (n - 1) - np.abs((n - 1) - np.abs(positions))
    return np.where((positions >= 0) & (positions < n), positions, -1)
