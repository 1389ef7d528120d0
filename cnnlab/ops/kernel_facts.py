"""Plain facts about a kernel: its symmetry, its sum, whether it is separable."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError
from cnnlab.ops.checks import as_numbers

# Relative to the largest value: what six printed digits cannot tell from zero.
TOLERANCE = 1e-5


@dataclass(frozen=True, eq=False)
class KernelFacts:
    """What can be said of a kernel.

    Attributes
    ----------
    symmetric : bool
        Unchanged by a turn of 180 degrees: convolution and cross-correlation agree.
    antisymmetric : bool
        Changes its sign under that turn: so do the results.
    total : float
        Sum of its numbers.
    sums_to : str
        "one" keeps the mean brightness, "zero" answers to changes only, or "other".
    rank_one : bool
        Separable: the outer product of a column and a row.
    factors : (ndarray, ndarray) or None
        That column, shape (kh,), and row, shape (kw,); None where it is not separable.
    """

    symmetric: bool
    antisymmetric: bool
    total: float
    sums_to: str
    rank_one: bool
    factors: tuple[np.ndarray, np.ndarray] | None


def facts(kernel: np.ndarray) -> KernelFacts:
    """Gather the facts about one kernel.

    Parameters
    ----------
    kernel : array_like, shape (kh, kw)

    Returns
    -------
    KernelFacts
        All with a relative tolerance of `TOLERANCE`.

    Raises
    ------
    LabError
        Where `kernel` is no such array of finite numbers, or is empty.
    """
    kernel = _require_two_dimensional(kernel)
    turned = kernel[::-1, ::-1]
    near = TOLERANCE * np.abs(kernel).max()
    total = float(kernel.sum())
    factors = _factors(kernel)
    return KernelFacts(
        symmetric=bool(np.abs(kernel - turned).max() <= near),
        antisymmetric=bool(np.abs(kernel + turned).max() <= near),
        total=total,
        sums_to=_sums_to(total, TOLERANCE * np.abs(kernel).sum()),
        rank_one=factors is not None,
        factors=factors,
    )


def normalise(kernel: np.ndarray) -> np.ndarray:
    """Divide a kernel by its sum, or by the sum of its absolute values where the sum is 0.

    Parameters
    ----------
    kernel : array_like, shape (kh, kw) or (n, kh, kw)
        Of several kernels each is normalised apart.

    Returns
    -------
    ndarray of float32
        The same shape.

    Raises
    ------
    LabError
        Where a kernel is all zero, or is no such array of finite numbers.
    """
    array = as_numbers(kernel)
    if array is not None and array.ndim == 3 and len(array):
        return np.stack([normalise(one) for one in array])
    array = _require_two_dimensional(kernel)
    total, absolute = array.sum(), np.abs(array).sum()
    if absolute == 0:
        raise LabError("A kernel of zeros cannot be normalised. Give at least one cell another number.")
    return (array / (total if abs(total) > TOLERANCE * absolute else absolute)).astype(np.float32)


def _require_two_dimensional(kernel: object) -> np.ndarray:
    array = as_numbers(kernel)
    if array is None or array.ndim != 2 or array.size == 0:
        raise LabError("The kernel needs to be a table of finite numbers with rows and columns.")
    return array.astype(float)


def _sums_to(total: float, near: float) -> str:
    if abs(total) <= near:
        return "zero"
    return "one" if abs(total - 1) <= max(near, TOLERANCE) else "other"


def _factors(kernel: np.ndarray) -> tuple[np.ndarray, np.ndarray] | None:
    left, strengths, right = np.linalg.svd(kernel)
    if strengths[0] == 0 or (len(strengths) > 1 and strengths[1] > TOLERANCE * strengths[0]):
        return None
    column, row = left[:, 0] * strengths[0], right[0]
    if column.sum() < -TOLERANCE * np.abs(column).sum() or (
        abs(column.sum()) <= TOLERANCE * np.abs(column).sum() and row.sum() < 0
    ):
        column, row = -column, -row
    scale = _scale(kernel, row)
    # Adding 0 turns -0 into 0.
    return _tidy(column / scale), _tidy(row * scale)


def _scale(kernel: np.ndarray, row: np.ndarray) -> float:
    """Find the factor that makes the row pleasant to read."""
    if np.abs(kernel).max() < 2**53 and np.array_equal(kernel, np.rint(kernel)):
        # A whole-numbered kernel of rank one is made of whole numbers: (3, 10, 3) and (-1, 0, 1).
        longest = kernel[np.abs(kernel).sum(axis=1).argmax()]
        divisor = np.gcd.reduce(longest.astype(np.int64))
        return float(np.abs(longest).max() / divisor / np.abs(row).max())
    if abs(kernel.sum() - 1) <= TOLERANCE:
        return float(1 / row.sum())
    return float(1 / np.abs(row).max())


def _tidy(values: np.ndarray) -> np.ndarray:
    whole = np.rint(values)
    near = np.abs(values - whole) <= 1e-9 * max(1.0, np.abs(values).max())
    return np.where(near, whole, values) + 0.0
