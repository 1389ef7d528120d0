"""How well a picture determines the kernel that filtered it."""

from __future__ import annotations

import numpy as np

# Squared: a direction in which patches vary less than 1e-5 of the strongest one
# drowns in the rounding of 32-bit numbers.
_WEAKEST = 1e-10

_ROWS_AT_ONCE = 16


def normal_matrix(image: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """Mean outer product of a picture's patches: the normal matrix of the least-squares problem.

    Parameters
    ----------
    image : ndarray, shape (H, W)
    size : (int, int)
        Rows and columns of the kernel, not larger than the picture.

    Returns
    -------
    ndarray of float64, shape (kh * kw, kh * kw)
    """
    windows = np.lib.stride_tricks.sliding_window_view(image, size)
    cells = size[0] * size[1]
    total = np.zeros((cells, cells))
    # All patches of a large picture at once would take gigabytes.
    for start in range(0, len(windows), _ROWS_AT_ONCE):
        patches = windows[start : start + _ROWS_AT_ONCE].reshape(-1, cells).astype(float)
        total += patches.T @ patches
    return total / (windows.shape[0] * windows.shape[1])


def rank_and_condition(matrix: np.ndarray) -> tuple[int, float]:
    """Rank and condition number of a normal matrix.

    Parameters
    ----------
    matrix : ndarray, shape (n, n)
        Symmetric, without negative eigenvalues but for rounding.

    Returns
    -------
    rank : int
        Number of eigenvalues above 1e-10 of the largest.
    condition : float
        Largest over smallest eigenvalue; infinite where the rank is not full.
    """
    strengths = np.linalg.eigvalsh(matrix)
    rank = int((strengths > _WEAKEST * strengths[-1]).sum())
    return rank, float(strengths[-1] / strengths[0]) if rank == len(strengths) else float("inf")
