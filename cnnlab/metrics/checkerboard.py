"""How much of a picture changes its sign from pixel to pixel: the mark of unevenly overlapping kernels."""

from __future__ import annotations

import numpy as np

TINY = 1e-12


def checkerboard(pictures: np.ndarray) -> np.ndarray:
    """Return which share of each picture's variance lies at the highest frequency that it can hold.

    With a stride of 2 a transposed convolution gives even and odd places different numbers of products (Odena,
    Dumoulin and Olah 2016): a pattern with a period of two pixels, which is the Nyquist frequency. A picture drawn
    with smooth strokes has hardly anything there.

    Parameters
    ----------
    pictures : ndarray of float, shape (N, H, W, C)
        Height and width are even.

    Returns
    -------
    ndarray of float, shape (N,)
        From 0 to 1: the energy of the discrete Fourier transform where it alternates from row to row, from column to
        column, or both, divided by all energy but that of the mean. 0 for a picture of one value.

    Examples
    --------
    >>> board = np.indices((4, 4)).sum(axis=0) % 2
    >>> checkerboard(board[None, ..., None])
    array([1.])
    """
    energy = (np.abs(np.fft.fft2(np.asarray(pictures, np.float64), axes=(1, 2))) ** 2).sum(axis=3)
    rows, columns = energy.shape[1] // 2, energy.shape[2] // 2
    at_most = energy[:, rows].sum(axis=1) + energy[:, :, columns].sum(axis=1) - energy[:, rows, columns]
    whole = energy.sum(axis=(1, 2)) - energy[:, 0, 0]
    return np.where(whole > TINY, at_most / np.maximum(whole, TINY), 0.0)
