"""One filter on one picture: what the Convolution page asks for in one call."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from cnnlab.ops.activation import activate
from cnnlab.ops.convolution import ConvolutionSpec, convolve

ROUNDING = 1e-5
"""Of the sum of absolute products: how far sums of 32-bit numbers may differ by the order of their terms."""


@dataclass(frozen=True)
class Filtered:
    """A feature map.

    Attributes
    ----------
    before, after : ndarray of float32, shape (oh, ow) or (oh, ow, 3)
        Before and after the activation.
    tolerance : float
        How far another way of adding the same products may differ: 1e-5 of the largest sum of absolute
        products.
    planes : tuple of ndarray of float32, shape (oh, ow)
        With a kernel for each channel: what red, green and blue give before they are added and the bias
        comes on top. Otherwise empty.
    turned : float
        Largest difference that turning the kernel by 180 degrees makes, before the activation.
    difference : ndarray of float32, shape (oh, ow), or None
        Convolution minus cross-correlation, of the first channel; None unless the spec flips the kernel.
    """

    before: np.ndarray
    after: np.ndarray
    tolerance: float
    planes: tuple[np.ndarray, ...]
    turned: float
    difference: np.ndarray | None


def as_weights(kernel: np.ndarray) -> np.ndarray:
    """Return a kernel in TensorFlow's layout.

    Parameters
    ----------
    kernel : ndarray, shape (kh, kw) or (3, kh, kw)
        One kernel for every channel, or one for each of red, green and blue.

    Returns
    -------
    ndarray, shape (kh, kw) or (kh, kw, 3, 1)
    """
    return kernel if kernel.ndim == 2 else np.moveaxis(kernel, 0, -1)[..., None]


def filter_picture(
    pixels: np.ndarray, kernel: np.ndarray, spec: ConvolutionSpec, bias: float, activation: str
) -> Filtered:
    """Convolve a picture and apply an activation.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W) or (H, W, 3)
    kernel : ndarray, shape (kh, kw) or (3, kh, kw)
        Three kernels are applied to red, green and blue, and their results added.
    spec : ConvolutionSpec
    bias : float
    activation : str
        One of `cnnlab.ops.activation.NAMES`.

    Returns
    -------
    Filtered

    Raises
    ------
    LabError
        Where there is no output.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    weights = as_weights(kernel)
    before = _one_map(convolve(image, weights, spec, bias), weights)
    largest = float(np.max(convolve(image, np.abs(weights), spec, abs(bias))))
    other = _one_map(convolve(image, weights, replace(spec, flip=not spec.flip), bias), weights)
    planes = tuple(convolve(image[..., c], kernel[c], spec) for c in range(3)) if kernel.ndim == 3 else ()
    return Filtered(
        before,
        activate(before, activation),
        ROUNDING * max(largest, 1e-6),
        planes,
        float(np.max(np.abs(before - other))),
        _first_channel(before - other) if spec.flip else None,
    )


def _first_channel(maps: np.ndarray) -> np.ndarray:
    return maps[..., 0] if maps.ndim == 3 else maps


def _one_map(result: np.ndarray, weights: np.ndarray) -> np.ndarray:
    return result[..., 0] if weights.ndim == 4 else result
