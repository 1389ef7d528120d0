"""Learn a kernel by gradient descent from a picture and its filtered version alone."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from dataclasses import dataclass
from numbers import Integral, Real

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_kernel, as_picture
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.determination import normal_matrix, rank_and_condition

LARGEST_KERNEL = 15
MOST_STEPS = 5000
LARGEST_RATE = 4.0
REPORTS = 30

MOMENTUM = 0.9

# Neighbouring pixels of a photograph are alike, which makes the valley of the loss
# a thousand times longer than wide and plain descent hopelessly slow. Filtering picture
# and target alike leaves the sought kernel the same, since filters commute, and takes
# the likeness away. (Gains: 0.05 for an even area, 1.95 for a fine checkerboard.)
PREWHITENING = np.array([[0, -0.2375, 0], [-0.2375, 1, -0.2375], [0, -0.2375, 0]], dtype=np.float32)


@dataclass(frozen=True, eq=False)
class LearnedKernel:
    """What the descent found.

    Attributes
    ----------
    kernel : ndarray of float32, shape (kh, kw)
    losses : ndarray of float32, shape (steps,)
        Mean squared difference, with `PREWHITENING`, before each step.
    steps : int
    rank : int
        How many independent things the picture says about the kernel (rank of the
        matrix of its patches).
    condition : float
        Condition number of the normal matrix: the larger, the worse some part of the
        kernel is determined; infinite where it is not at all.
    determined : bool
        Whether `rank` is the number of the kernel's cells.
    true_difference : float or None
        Largest absolute difference from the true kernel, where that was given.
    """

    kernel: np.ndarray
    losses: np.ndarray
    steps: int
    rank: int
    condition: float
    determined: bool
    true_difference: float | None


def learn_kernel(
    image: np.ndarray,
    target: np.ndarray,
    size: tuple[int, int] = (3, 3),
    steps: int = 300,
    learning_rate: float = 2.0,
    seed: int = 0,
    report: Callable[..., None] | None = None,
    true_kernel: np.ndarray | None = None,
) -> LearnedKernel:
    """Find the kernel that turns a picture into its filtered version.

    Gradient descent with momentum on the mean squared difference; TensorFlow
    computes the gradient.

    Parameters
    ----------
    image : array_like, shape (H, W)
        At least two rows and columns larger than the kernel.
    target : array_like, shape (H - kh + 1, W - kw + 1)
        The cross-correlation of `image` with the unknown kernel, without padding.
    size : (int, int)
        Rows and columns of the kernel, 1 to `LARGEST_KERNEL`.
    steps : int
        1 to `MOST_STEPS`.
    learning_rate : float
        In units of the inverse of the loss's strongest curvature, above 0 to
        `LARGEST_RATE`. From 3.8 on the descent diverges.
    seed : int
        Of the random kernel that it starts from. The same seed gives the same run.
    report : callable, optional
        Called about `REPORTS` times as ``report(fraction, step=, loss=, kernel=)``,
        with the part done (0 to 1), the steps done, the last loss, and the kernel as
        nested lists.
    true_kernel : array_like, shape `size`, optional
        To say how far the result is from it; it takes no part in the descent.

    Returns
    -------
    LearnedKernel

    Raises
    ------
    LabError
        Where the arguments are not as above, or the descent diverges.
    """
    image, target, size = _require_pair(image, target, size)
    _require_settings(steps, learning_rate, seed)
    true = None if true_kernel is None else as_kernel(true_kernel)
    if true is not None and true.shape != size:
        raise LabError("The true kernel needs to have the size of the one that is learned.")
    rank, condition = rank_and_condition(normal_matrix(image, size))
    source, aim = convolve(image, PREWHITENING), convolve(target, PREWHITENING)
    curvature = 2 * float(np.linalg.eigvalsh(normal_matrix(source, size))[-1])
    # A black picture has no slope to follow, and its rate would have no bound.
    rate = learning_rate / curvature if curvature > 1e-20 else 0.0
    kernel, losses = _descend(source, aim, start_kernel(size, seed), steps, rate, report)
    return LearnedKernel(
        kernel=kernel,
        losses=losses,
        steps=steps,
        rank=rank,
        condition=condition,
        determined=rank == kernel.size,
        true_difference=None if true is None else float(np.abs(kernel - true).max()),
    )


def start_kernel(size: tuple[int, int], seed: int) -> np.ndarray:
    """Return the random kernel that the descent starts from.

    Parameters
    ----------
    size : (int, int)
    seed : int

    Returns
    -------
    ndarray of float32, shape `size`
        Normal random numbers with a standard deviation of 0.1.
    """
    return np.random.default_rng(seed).normal(scale=0.1, size=size).astype(np.float32)


def _descend(
    source: np.ndarray,
    aim: np.ndarray,
    start: np.ndarray,
    steps: int,
    rate: float,
    report: Callable[..., None] | None,
) -> tuple[np.ndarray, np.ndarray]:
    kernel, velocity = start[..., None, None], np.zeros((*start.shape, 1, 1), np.float32)
    losses = []
    stops = np.unique(np.linspace(0, steps, REPORTS + 1).round().astype(int))
    for done, stop in itertools.pairwise(stops):
        kernel, velocity, part = _take_steps()(
            source[None, ..., None], aim[None, ..., None], kernel, velocity, np.int32(stop - done), rate
        )
        losses.append(part.numpy())
        if not np.isfinite(losses[-1]).all() or not np.isfinite(kernel.numpy()).all():
            raise LabError("The descent ran away: the loss grew without end. Choose a smaller learning rate.")
        if report is not None:
            report(
                float(stop / steps),
                step=int(stop),
                loss=float(losses[-1][-1]),
                kernel=kernel.numpy()[..., 0, 0].tolist(),
            )
    return kernel.numpy()[..., 0, 0], np.concatenate(losses)


@functools.cache
def _take_steps() -> Callable:
    import tensorflow as tf

    picture = tf.TensorSpec((1, None, None, 1))
    weights = tf.TensorSpec((None, None, 1, 1))

    @tf.function(
        input_signature=[
            picture,
            picture,
            weights,
            weights,
            tf.TensorSpec((), tf.int32),
            tf.TensorSpec(()),
        ]
    )
    def take_steps(source, aim, kernel, velocity, count, rate):
        losses = tf.TensorArray(tf.float32, count)
        with tf.device("/CPU:0"):
            for step in tf.range(count):
                with tf.GradientTape() as tape:
                    tape.watch(kernel)
                    result = tf.nn.conv2d(source, kernel, 1, "VALID")
                    loss = tf.reduce_mean(tf.square(result - aim))
                velocity = MOMENTUM * velocity - rate * tape.gradient(loss, kernel)
                kernel = kernel + velocity
                losses = losses.write(step, loss)
        return kernel, velocity, losses.stack()

    return take_steps


def _require_pair(
    image: np.ndarray, target: np.ndarray, size: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray, tuple[int, int]]:
    image, target = as_picture(image), as_picture(target)
    if image.ndim != 2 or target.ndim != 2:
        raise LabError("Choose one channel of the picture: the kernel is learned from a single map.")
    expected = ConvolutionSpec().output_size(image.shape, size)
    if max(size) > LARGEST_KERNEL:
        raise LabError(
            "A kernel of at most {largest} rows and columns can be learned.", largest=LARGEST_KERNEL
        )
    if min(expected) < 3:
        raise LabError(
            "The picture is too small for this kernel. It needs at least two rows and columns more than it."
        )
    if target.shape != expected:
        raise LabError(
            "The filtered picture has {rows} × {columns} pixels; without padding this kernel gives "
            "{expected_rows} × {expected_columns}.",
            rows=target.shape[0],
            columns=target.shape[1],
            expected_rows=expected[0],
            expected_columns=expected[1],
        )
    return image, target, (int(size[0]), int(size[1]))


def _require_settings(steps: int, learning_rate: float, seed: int) -> None:
    if isinstance(steps, bool) or not isinstance(steps, Integral) or not 1 <= steps <= MOST_STEPS:
        raise LabError("The number of steps needs to be a whole number from 1 to {most}.", most=MOST_STEPS)
    if (
        isinstance(learning_rate, bool)
        or not isinstance(learning_rate, Real)
        or not 0 < learning_rate <= LARGEST_RATE
    ):
        raise LabError("The learning rate needs to be above 0 and at most {largest}.", largest=LARGEST_RATE)
    if isinstance(seed, bool) or not isinstance(seed, Integral) or seed < 0:
        raise LabError("The seed needs to be a whole number of at least 0.")
