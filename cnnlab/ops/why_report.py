"""All that the mode Why convolve asks for, in one call for each of its parts that needs TensorFlow."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.dense_matrix import SameJob, same_job
from cnnlab.ops.filtering import ROUNDING
from cnnlab.ops.patches import most_contrasty

OUTPUTS = 4
"""Rows and columns of the feature map that the matrix is written out for."""
FARTHEST = 16
"""Pixels that the picture is moved at most."""
CIRCULAR = ConvolutionSpec(padding="circular")

Window = tuple[tuple[int, int], tuple[int, int]]


@dataclass(frozen=True, eq=False)
class Shifted:
    """A dense unit and a convolution, while the picture moves to the right and comes in again on the left.

    The dense unit's weights are not here, because `template_of` the picture says them all: a report is kept for
    each visitor, so it is small.

    Attributes
    ----------
    kernel : ndarray of float32, shape (k, k)
        The most contrasty patch less its mean, scaled so that its answer to itself is 1.
    patch : Window
        Where the patch was cut from.
    place : (int, int)
        Row and column of the highest response before anything moves: the patch's own place if that is highest.
    equals : int
        Places with that response, to rounding.
    dense, highest, fixed : ndarray of float64, shape (FARTHEST + 1,)
        For each shift the dense unit's answer, the convolution's highest response, and its response at `place`.
    response : ndarray of float32, shape (H, W)
        The convolution's feature map before anything moves.
    along : float
        Largest difference, over all shifts, between the feature map of the moved picture and `response` moved
        along with it.
    tolerance : float
        How far responses may differ by rounding.
    """

    kernel: np.ndarray
    patch: Window
    place: tuple[int, int]
    equals: int
    dense: np.ndarray
    highest: np.ndarray
    fixed: np.ndarray
    response: np.ndarray
    along: float
    tolerance: float


def piece_of(pixels: np.ndarray, kernel_size: tuple[int, int]) -> Window:
    """Choose the piece of a picture for which a convolution is written out as a matrix.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    kernel_size : (int, int)

    Returns
    -------
    Window
        The most contrasty piece that gives `OUTPUTS` rows and columns; fewer where the picture is too small.

    Raises
    ------
    LabError
        Where the kernel does not fit into the picture.
    """
    ConvolutionSpec().check(pixels.shape, kernel_size)
    rows, columns = (min(n, k + OUTPUTS - 1) for n, k in zip(pixels.shape, kernel_size, strict=True))
    top, left = most_contrasty(pixels, (rows, columns))
    return (top, top + rows), (left, left + columns)


def report_same_job(piece: np.ndarray, kernel: np.ndarray) -> SameJob:
    """Do one job by a convolution and by a matrix.

    Parameters
    ----------
    piece : ndarray of uint8, shape (h, w)
    kernel : ndarray, shape (kh, kw)

    Returns
    -------
    SameJob
    """
    return same_job(piece.astype(np.float32) / np.float32(255), kernel)


def report_shift(pixels: np.ndarray, side: int) -> Shifted:
    """Ask a dense unit that knows the picture, and a convolution that knows a patch of it, while it moves.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    side : int
        Rows and columns of the patch, odd.

    Returns
    -------
    Shifted

    Raises
    ------
    LabError
        Where the patch does not fit into the picture, or the picture is even.
    """
    ConvolutionSpec().check(pixels.shape, (side, side))
    if pixels.min() == pixels.max():
        raise LabError(
            "All pixels of this picture are equal: there is nothing in it to know by heart. "
            "Choose another picture."
        )
    image = pixels.astype(np.float32) / np.float32(255)
    template = template_of(pixels)
    top, left = most_contrasty(pixels, (side, side))
    kernel = _template(image[top : top + side, left : left + side])
    tolerance = ROUNDING * float(np.abs(kernel).sum())
    answers = [_answers(np.roll(image, step, axis=1), template, kernel) for step in range(FARTHEST + 1)]
    response = answers[0][1]
    place = _place(response, (top + side // 2, left + side // 2), tolerance)
    return Shifted(
        kernel,
        ((top, top + side), (left, left + side)),
        place,
        int((response >= response.max() - tolerance).sum()),
        np.array([dense for dense, _ in answers]),
        np.array([float(each.max()) for _, each in answers]),
        np.array([float(each[place]) for _, each in answers]),
        response,
        max(
            float(np.abs(each - np.roll(response, step, axis=1)).max())
            for step, (_, each) in enumerate(answers)
        ),
        tolerance,
    )


def template_of(pixels: np.ndarray) -> np.ndarray:
    """Return the weights of a dense unit that knows a picture by heart.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
        Not the same everywhere.

    Returns
    -------
    ndarray of float32, shape (H, W)
        The picture less its mean, scaled so that the unit's answer to the picture is 1.
    """
    return _template(pixels.astype(np.float32) / np.float32(255))


def _template(values: np.ndarray) -> np.ndarray:
    """Return the weights that answer 1 to `values`, and less to all other values as lively as these.

    By the inequality of Cauchy and Schwarz: the answer is the cosine of the angle between the two, means removed.
    """
    exact = values.astype(np.float64)
    exact -= exact.mean()
    return (exact / (exact**2).sum()).astype(np.float32)


def _answers(image: np.ndarray, template: np.ndarray, kernel: np.ndarray) -> tuple[float, np.ndarray]:
    import tensorflow as tf

    with tf.device("/CPU:0"):
        dense = tf.tensordot(tf.constant(image.ravel()), tf.constant(template.ravel()), 1)
    return float(dense), convolve(image, kernel, CIRCULAR)


def _place(response: np.ndarray, own: tuple[int, int], tolerance: float) -> tuple[int, int]:
    if response[own] >= response.max() - tolerance:
        return own
    row, column = np.unravel_index(int(response.argmax()), response.shape)
    return int(row), int(column)
