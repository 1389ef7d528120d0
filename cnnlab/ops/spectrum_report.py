"""Spectra of one circular filtering, and an ideal filter cut by hand: what a page asks for in one call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.kernel_character import Character, character
from cnnlab.ops.spectrum import Spectra, spectra

CIRCULAR = ConvolutionSpec(padding="circular")
"""The picture repeats beyond its border, as the Fourier transform takes it to: the theorem is then exact."""


@dataclass(frozen=True, eq=False)
class Cut:
    """What is left of a picture when a disc of its spectrum is kept or taken away.

    Attributes
    ----------
    display : ndarray of float32, shape (H, W)
        The picture's logarithmic spectrum, with 0 where it was set to 0.
    picture : ndarray of float32, shape (H, W)
        The inverse transform of what is left. An ideal filter rings: values lie beyond those of the picture.
    kept : float
        Part of the frequencies that is left, 0 to 1.
    """

    display: np.ndarray
    picture: np.ndarray
    kept: float


@dataclass(frozen=True, eq=False)
class SpectrumReport:
    """Everything about one filtering in the space of frequencies.

    Attributes
    ----------
    result : ndarray of float32, shape (H, W)
        The picture filtered with circular padding (cross-correlation).
    spectra : Spectra
    theorem : float
        Largest absolute difference between the transform of the result and the product of the picture's
        transform and the kernel's (conjugate complex, since the kernel is not turned), as complex numbers.
    largest : float
        Largest absolute value of the result's transform: what `theorem` has to be measured by.
    character : Character
        What the kernel keeps and removes.
    cut : Cut or None
    """

    result: np.ndarray
    spectra: Spectra
    theorem: float
    largest: float
    character: Character
    cut: Cut | None


def report_spectrum(pixels: np.ndarray, kernel: np.ndarray, radius: float, keep: str) -> SpectrumReport:
    """Filter a picture and look at all spectra.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    kernel : ndarray, shape (kh, kw)
        Not larger than the picture.
    radius : float
        See `cut_disc`; 0 for none.
    keep : {"low", "high"}

    Returns
    -------
    SpectrumReport

    Raises
    ------
    LabError
        Where the kernel is larger than the picture.
    """
    image = pixels.astype(np.float32) / np.float32(255)
    found = spectra(image, kernel, CIRCULAR)
    result = convolve(image, kernel, CIRCULAR)
    theorem, largest = _compare(image, kernel, result)
    return SpectrumReport(
        result=result,
        spectra=found,
        theorem=theorem,
        largest=largest,
        character=character(kernel),
        cut=cut_disc(image, radius, keep) if radius else None,
    )


def cut_disc(image: np.ndarray, radius: float, keep: str) -> Cut:
    """Set the spectrum of a picture to 0 outside of a disc, or inside it.

    Parameters
    ----------
    image : ndarray of float32, shape (H, W)
    radius : float
        In units of the finest frequency along a row, half a cycle per pixel; above 0. The corners of the
        spectrum are at 1.41.
    keep : {"low", "high"}
        Keep the disc, or all but the disc.

    Returns
    -------
    Cut

    Raises
    ------
    LabError
        Where `radius` or `keep` is none of these.
    """
    import tensorflow as tf

    if not 0 < radius <= 2:
        raise LabError("The radius needs to be above 0 and at most 2.")
    if keep not in ("low", "high"):
        raise LabError('What is kept cannot be "{name}"; choose "low" or "high".', name=keep)
    rows, columns = (np.fft.fftshift(np.fft.fftfreq(side)) for side in image.shape)
    disc = np.hypot(rows[:, None], columns) <= radius / 2
    mask = disc if keep == "low" else ~disc
    with tf.device("/CPU:0"):
        transform = tf.signal.fftshift(tf.signal.fft2d(tf.cast(image, tf.complex64)))
        left = transform * tf.cast(mask, tf.complex64)
        picture = tf.math.real(tf.signal.ifft2d(tf.signal.ifftshift(left)))
        logarithm = tf.math.log1p(tf.abs(transform))
        display = tf.math.divide_no_nan(logarithm, tf.reduce_max(logarithm)) * mask
    return Cut(display.numpy(), picture.numpy(), float(mask.mean()))


def _compare(image: np.ndarray, kernel: np.ndarray, result: np.ndarray) -> tuple[float, float]:
    """Compare the transform of the result with the product of the transforms."""
    import tensorflow as tf

    (top, _), (left, _) = CIRCULAR.padding_amounts(image.shape, kernel.shape)
    filled = np.zeros(image.shape, np.float32)
    filled[: kernel.shape[0], : kernel.shape[1]] = kernel
    # The cell that lies on the pixel of the result goes to the origin.
    filled = np.roll(filled, (-top, -left), (0, 1))
    with tf.device("/CPU:0"):
        picture, weights, filtered = (
            tf.signal.fft2d(tf.cast(values, tf.complex64)) for values in (image, filled, result)
        )
        difference = tf.reduce_max(tf.abs(filtered - picture * tf.math.conj(weights)))
        return float(difference), float(tf.reduce_max(tf.abs(filtered)))
