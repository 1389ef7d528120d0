"""Fourier spectra of a picture, a kernel, and what the kernel makes of the picture."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_kernel, as_picture
from cnnlab.ops.convolution import ConvolutionSpec, convolve


@dataclass(frozen=True, eq=False)
class Spectrum:
    """A spectrum, its zero frequency in the middle (at row ``H // 2``, column ``W // 2``).

    Attributes
    ----------
    magnitude : ndarray of float32, shape (H, W)
        Absolute values of the Fourier transform, without any scaling.
    display : ndarray of float32, shape (H, W)
        ``log(1 + magnitude)`` over its own maximum, 0 to 1.
    """

    magnitude: np.ndarray
    display: np.ndarray


@dataclass(frozen=True, eq=False)
class Spectra:
    """The spectra of one filtering.

    Attributes
    ----------
    picture, kernel, result : Spectrum
        That of the kernel has the picture's size. With circular padding and stride 1
        the result's magnitude is the product of the other two.
    """

    picture: Spectrum
    kernel: Spectrum
    result: Spectrum


def spectrum(values: np.ndarray, size: tuple[int, int] | None = None) -> Spectrum:
    """Transform one map.

    Parameters
    ----------
    values : array_like, shape (h, w)
    size : (int, int), optional
        Fill up with zeros to this size first.

    Returns
    -------
    Spectrum

    Raises
    ------
    LabError
        Where `values` is no such map of finite numbers, or larger than `size`.
    """
    import tensorflow as tf

    values = as_picture(values)
    if values.ndim != 2:
        raise LabError("Choose one channel of the picture: a spectrum is of a single map.")
    height, width = size or values.shape
    if values.shape[0] > height or values.shape[1] > width:
        raise LabError("The kernel is larger than the picture. Choose a smaller kernel or a larger picture.")
    filled = np.pad(values, ((0, height - values.shape[0]), (0, width - values.shape[1])))
    with tf.device("/CPU:0"):
        transform = tf.signal.fftshift(tf.signal.fft2d(tf.cast(filled, tf.complex64)))
        magnitude = tf.abs(transform)
        logarithm = tf.math.log1p(magnitude)
        display = tf.math.divide_no_nan(logarithm, tf.reduce_max(logarithm))
    return Spectrum(magnitude.numpy(), display.numpy())


def spectra(image: np.ndarray, kernel: np.ndarray, spec: ConvolutionSpec) -> Spectra:
    """Transform a picture, a kernel and the result of their convolution.

    Parameters
    ----------
    image : array_like, shape (H, W)
    kernel : array_like, shape (kh, kw)
        Not larger than the picture.
    spec : ConvolutionSpec

    Returns
    -------
    Spectra
        The result's has the result's own size.

    Raises
    ------
    LabError
        Where there is no result, or one of them is no single map.
    """
    image, kernel = as_picture(image), as_kernel(kernel)
    if image.ndim != 2 or kernel.ndim != 2:
        raise LabError("Choose one channel of the picture: a spectrum is of a single map.")
    return Spectra(
        picture=spectrum(image),
        kernel=spectrum(kernel, image.shape),
        result=spectrum(convolve(image, kernel, spec)),
    )
