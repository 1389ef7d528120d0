"""The game of the hidden kernel: a picture is filtered, and from both the kernel is to be found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops import kernels
from cnnlab.ops.checks import as_kernel, as_picture
from cnnlab.ops.convolution import ConvolutionSpec, convolve
from cnnlab.ops.learning import LearnedKernel, learn_kernel, start_kernel

SURPRISE = "surprise"
PARAMETERS: dict[str, dict[str, float]] = {
    "box": {},
    "gaussian": {},
    "motion": {"angle": 45},
    "sharpen": {},
    "sobel_x": {},
    "sobel_y": {},
    "laplacian": {},
    "log": {},
    "emboss": {},
    "gabor": {"angle": 45},
    "random": {},
}
"""The presets that can be hidden, with what is not the presets' own default."""

SIZES = (3, 5, 7)

FOUND = 0.01
"""Of the largest weight: a kernel that differs less from the hidden one counts as found."""
SETTLED = 0.99
"""A loss that falls to no less than this part over the last quarter of the descent has settled."""

# One seed, three things that must not hang together: the start (the seed alone), the choice, the noise.
_HIDDEN_STREAM, _NOISE_STREAM = 1, 2


@dataclass(frozen=True, eq=False)
class Puzzle:
    """What is known, and what the descent starts from.

    Attributes
    ----------
    picture : ndarray of float32, shape (H, W)
    target : ndarray of float32, shape (H - k + 1, W - k + 1)
        The picture filtered by the hidden kernel without padding, with the noise upon it.
    start : ndarray of float32, shape (k, k)
    """

    picture: np.ndarray
    target: np.ndarray
    start: np.ndarray


@dataclass(frozen=True, eq=False)
class Recovery:
    """How a descent ended.

    Attributes
    ----------
    learned : LearnedKernel
    verdict : {"found", "black", "flat", "partly", "noisy", "unfinished"}
        See `judge`.
    remade : ndarray of float32, shape (H - k + 1, W - k + 1)
        What the learned kernel makes of the picture.
    apart : float
        Its largest absolute difference from what the hidden one makes of it.
    """

    learned: LearnedKernel
    verdict: str
    remade: np.ndarray
    apart: float


def name_of(choice: str, size: int, seed: int) -> str:
    """Return the preset that a choice stands for.

    Parameters
    ----------
    choice : str
        A key of `PARAMETERS`, or `SURPRISE`: one of those that can have that size.
    size : int
        One of `SIZES`.
    seed : int
        Of the surprise.

    Raises
    ------
    LabError
        Where there is no such choice.
    """
    if choice == SURPRISE:
        possible = [name for name in PARAMETERS if size in kernels.SIZES[name]]
        return possible[int(np.random.default_rng([seed, _HIDDEN_STREAM]).integers(len(possible)))]
    if choice not in PARAMETERS:
        raise LabError("There is no kernel of that name. The names are {names}.", names=", ".join(PARAMETERS))
    return choice


def hidden_kernel(choice: str, size: int, seed: int) -> np.ndarray:
    """Build the kernel to hide.

    Parameters
    ----------
    choice : str
        A key of `PARAMETERS`, or `SURPRISE`.
    size : int
        One of `SIZES`; a preset that has one size alone keeps it.
    seed : int
        Of the surprise, and of the numbers of a random kernel.

    Returns
    -------
    ndarray of float32, shape (k, k)

    Raises
    ------
    LabError
        Where there is no such kernel.
    """
    name = name_of(choice, size, seed)
    allowed = kernels.SIZES[name]
    numbers = {"seed": seed + _HIDDEN_STREAM} if name == "random" else PARAMETERS[name]
    return kernels.build(name, size if len(allowed) > 1 else allowed[0], **numbers)


def pose(pixels: np.ndarray, hidden: np.ndarray, noise: float, seed: int) -> Puzzle:
    """Filter a picture.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    hidden : ndarray, shape (k, k)
    noise : float
        Standard deviation of the Gaussian noise on the filtered picture; 0 for none.
    seed : int
        Of the noise and of the start.

    Returns
    -------
    Puzzle

    Raises
    ------
    LabError
        Where the picture is smaller than the kernel, or the noise is not from 0 to 1.
    """
    if not 0 <= noise <= 1:
        raise LabError("The noise needs to be from 0 to 1.")
    picture = as_picture(pixels) / np.float32(255)
    ConvolutionSpec().check(picture.shape, hidden.shape)
    target = convolve(picture, hidden)
    if noise:
        target += (
            np.random.default_rng([seed, _NOISE_STREAM])
            .normal(scale=noise, size=target.shape)
            .astype(np.float32)
        )
    return Puzzle(picture, target, start_kernel(hidden.shape, seed))


def recover(
    puzzle: Puzzle,
    hidden: np.ndarray,
    noise: float,
    steps: int,
    learning_rate: float,
    seed: int,
    report: Callable[..., None] | None = None,
) -> Recovery:
    """Find the hidden kernel from picture and target, and judge what was found.

    Parameters
    ----------
    puzzle : Puzzle
        All that the descent is given.
    hidden : ndarray, shape (k, k)
        Only to judge by.
    noise : float
        That of the target; only to judge by.
    steps, learning_rate, seed
        As for `cnnlab.ops.learning.learn_kernel`.
    report : callable, optional
        As there, and with ``difference=``, the largest absolute difference from the hidden kernel so far.

    Returns
    -------
    Recovery

    Raises
    ------
    LabError
        Where the picture is too small, or the descent diverges.
    """
    hidden = as_kernel(hidden)

    def compared(fraction: float, **facts: object) -> None:
        report(fraction, difference=float(np.abs(np.subtract(facts["kernel"], hidden)).max()), **facts)

    learned = learn_kernel(
        puzzle.picture,
        puzzle.target,
        hidden.shape,
        steps,
        learning_rate,
        seed,
        report=None if report is None else compared,
        true_kernel=hidden,
    )
    remade = convolve(puzzle.picture, learned.kernel)
    apart = float(np.abs(remade - convolve(puzzle.picture, hidden)).max())
    return Recovery(learned, judge(learned, hidden, noise), remade, apart)


def judge(learned: LearnedKernel, hidden: np.ndarray, noise: float) -> str:
    """Say in one word whether the kernel was found, or why not.

    Parameters
    ----------
    learned : LearnedKernel
        With its `true_difference`.
    hidden : ndarray, shape (k, k)
    noise : float

    Returns
    -------
    str
        "found": it differs by less than `FOUND` of its largest weight. Otherwise "black" and "flat", where
        the rank of the picture's patches is 0 or 1; "partly", where it is below the number of weights;
        "noisy", where there is noise and the loss has `SETTLED`; "unfinished" where more steps would help.
    """
    if learned.true_difference < FOUND * float(np.abs(hidden).max()):
        return "found"
    if learned.rank <= 1:
        return ("black", "flat")[learned.rank]
    if not learned.determined:
        return "partly"
    quarter = learned.losses[-1 - len(learned.losses) // 4]
    return "noisy" if noise and learned.losses[-1] > SETTLED * quarter else "unfinished"
