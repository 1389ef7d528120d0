"""How much of a picture's noise each kind of pooling passes on: all that the mode Noise asks for, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod, sqrt

import numpy as np

from cnnlab.ops.checks import as_picture
from cnnlab.ops.pooling import PoolingSpec, pool

PURE = 1e-6
"""A value so near to 1 or 0 counts as white or black: sums of 32-bit numbers round."""


@dataclass(frozen=True, eq=False)
class Noise:
    """A noisy picture beside the clean one.

    Attributes
    ----------
    noisy : ndarray of float32
    error : ndarray of float32
        Noisy less clean.
    shift : float
        Mean of the error: by how much the noise has changed the brightness.
    spread : float
        Standard deviation of the error: the noise that the eye sees.
    total : float
        Root of the mean square of the error, ``sqrt(shift ** 2 + spread ** 2)``.
    white, black : float
        Share of values that are 1 or above, 0 or below, and are not so in the clean picture: the specks.
    """

    noisy: np.ndarray
    error: np.ndarray
    shift: float
    spread: float
    total: float
    white: float
    black: float


@dataclass(frozen=True, eq=False)
class NoiseReport:
    """The noise before and after several poolings.

    Attributes
    ----------
    before : Noise
    after : tuple of Noise
        One for each pooling. Each is measured against the clean picture pooled the same way, so that what
        pooling does to the picture itself does not count as noise.
    """

    before: Noise
    after: tuple[Noise, ...]

    def passes(self, index: int) -> float | None:
        """Spread after a pooling as a share of the spread before; None where there was no noise."""
        return self.after[index].spread / self.before.spread if self.before.spread > 0 else None


def report_noise(clean: np.ndarray, noisy: np.ndarray, specs: Sequence[PoolingSpec]) -> NoiseReport:
    """Pool a clean and a noisy picture and measure their difference.

    Parameters
    ----------
    clean, noisy : array_like, shape (H, W) or (H, W, C)
        Of equal shape.
    specs : sequence of PoolingSpec
        With padding "valid".

    Returns
    -------
    NoiseReport

    Raises
    ------
    LabError
        Where a pooling has no output or a picture is not sound.
    """
    clean, noisy = as_picture(clean), as_picture(noisy)
    return NoiseReport(
        measure(clean, noisy),
        tuple(measure(pooled(clean, spec), pooled(noisy, spec)) for spec in specs),
    )


def pooled(picture: np.ndarray, spec: PoolingSpec) -> np.ndarray:
    """Pool a picture so that an even grey stays as it is: "l2" is divided by the root of the window's size.

    Parameters
    ----------
    picture : array_like, shape (H, W) or (H, W, C)
    spec : PoolingSpec
        With padding "valid": every window is full.

    Returns
    -------
    ndarray of float32
        For "l2" the root of the mean square.

    Raises
    ------
    LabError
        As `cnnlab.ops.pooling.pool`.
    """
    values = pool(picture, spec)
    return values / np.float32(sqrt(prod(spec.window))) if spec.kind == "l2" else values


def measure(clean: np.ndarray, noisy: np.ndarray) -> Noise:
    """Compare a noisy picture with the clean one.

    Parameters
    ----------
    clean, noisy : ndarray of float32
        Of equal shape.

    Returns
    -------
    Noise
    """
    error = noisy - clean
    shift, spread = float(error.mean(dtype=np.float64)), float(error.std(dtype=np.float64))
    return Noise(
        noisy,
        error,
        shift,
        spread,
        sqrt(shift**2 + spread**2),
        float(((noisy >= 1 - PURE) & (clean < 1 - PURE)).mean()),
        float(((noisy <= PURE) & (clean > PURE)).mean()),
    )
