"""How the codes of an autoencoder are spread: their axes, a mixture fitted to them, and how well pictures come back."""

from __future__ import annotations

import warnings

import numpy as np

COMPONENTS = 20
"""Gaussians of the mixture."""
FITTED = 10_000
"""Codes that it is fitted to, at the most."""
WIDE = 64
"""So many numbers of a code the mixture is fitted to as they are: the time grows with their square."""
NARROW = 32
"""Principal axes of longer codes that it is fitted to."""
SHOWN = 1000
"""Test codes that are kept."""
FLOOR = 1e-3
"""Least variance of a Gaussian along any direction, as a share of the mean variance of the codes."""
QUANTILE = 0.95
"""Share of the validation pictures whose error the threshold lets pass."""
LEVELS = 1001
"""So many quantiles stand for the errors of all test pictures."""


def describe_codes(
    train_codes: np.ndarray,
    train_labels: np.ndarray,
    test_codes: np.ndarray,
    test_labels: np.ndarray,
    seed: int,
) -> dict[str, np.ndarray]:
    """Sum up the codes of a network: what is needed to draw new ones, to move among them, and to show them.

    Parameters
    ----------
    train_codes : ndarray of float, shape (N, d)
        Of a variational network the means.
    train_labels : ndarray of int, shape (N,)
        Classes, from 0.
    test_codes : ndarray of float, shape (M, d)
    test_labels : ndarray of int, shape (M,)
    seed : int
        Chooses the codes where there are more than are used, and begins the fit.

    Returns
    -------
    dict of str to ndarray
        ``mean`` (d,), ``axes`` (d, d: principal axes as rows, the widest first, the largest component of each
        positive) and ``deviations`` (d,) of the training codes along these; ``centres`` (classes, d), their mean in
        each class, NaN where there are none; ``weights`` (K,), ``means`` (K, d) and ``factors`` (K, d, d) of a
        Gaussian mixture fitted to them, where ``factor @ factor.T`` is a covariance; ``codes`` (n, d) and ``labels``
        (n,), test codes drawn by the seed. float16, but for the labels (uint8).

    Notes
    -----
    The mixture is scikit-learn's, with full covariances. Of codes of more than `WIDE` numbers it is one along their
    first `NARROW` axes, and along the others all its Gaussians are alike.
    """
    random = np.random.default_rng(seed)
    train_codes = np.asarray(train_codes, np.float64)
    mean = train_codes.mean(axis=0)
    variances, axes = np.linalg.eigh(np.atleast_2d(np.cov(train_codes, rowvar=False)))
    axes = axes.T[::-1]
    axes = axes * np.sign(np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1))
    centres = np.full((int(np.max(train_labels)) + 1, train_codes.shape[1]), np.nan)
    for label in np.unique(train_labels):
        centres[label] = train_codes[train_labels == label].mean(axis=0)
    deviations = np.sqrt(np.maximum(variances[::-1], 0))
    weights, means, factors = _mixture(train_codes, mean, axes, deviations, random, seed)
    shown = random.permutation(len(test_codes))[:SHOWN]
    found = {
        "mean": mean,
        "axes": axes,
        "deviations": deviations,
        "centres": centres,
        "weights": weights,
        "means": means,
        "factors": factors,
        "codes": test_codes[shown],
    }
    return {name: np.asarray(values, np.float16) for name, values in found.items()} | {
        "labels": np.asarray(test_labels[shown], np.uint8)
    }


def describe_errors(validation_errors: np.ndarray, test_errors: np.ndarray) -> dict[str, np.ndarray]:
    """Sum up how far pictures come back from what they were.

    Parameters
    ----------
    validation_errors, test_errors : ndarray of float, shape (N,)
        Mean squared error of each picture, over its pixels, in [0, 1].

    Returns
    -------
    dict of str to ndarray
        ``threshold`` (), what 95 in 100 validation pictures stay below, and ``errors`` (1001,), the quantiles of the
        test pictures' errors from the least to the largest. float32.
    """
    return {
        "threshold": np.float32(np.quantile(validation_errors, QUANTILE)),
        "errors": np.quantile(test_errors, np.linspace(0, 1, LEVELS)).astype(np.float32),
    }


def draw_mixture(
    weights: np.ndarray, means: np.ndarray, factors: np.ndarray, count: int, seed: int
) -> np.ndarray:
    """Draw codes (count, d), float32, from the mixture of `describe_codes`."""
    random = np.random.default_rng(seed)
    weights = np.asarray(weights, np.float64)
    which = random.choice(len(weights), count, p=weights / weights.sum())
    noise = random.standard_normal((count, means.shape[1]))
    drawn = means[which].astype(np.float64) + np.einsum(
        "nij,nj->ni", factors[which].astype(np.float64), noise
    )
    return drawn.astype(np.float32)


def _mixture(
    codes: np.ndarray,
    mean: np.ndarray,
    axes: np.ndarray,
    deviations: np.ndarray,
    random: np.random.Generator,
    seed: int,
) -> tuple[np.ndarray, ...]:
    size = codes.shape[1]
    fitted = codes[random.permutation(len(codes))[:FITTED]]
    count = max(1, min(COMPONENTS, len(fitted) // (4 * size)))
    floor = FLOOR * float(fitted.var(axis=0).mean()) + 1e-9
    if size <= WIDE:
        return _fit(fitted, count, floor, seed)
    weights, narrow, factors = _fit((fitted - mean) @ axes[:NARROW].T, count, floor, seed)
    whole = np.tile(np.diag(np.sqrt(deviations**2 + floor)), (count, 1, 1))
    whole[:, :NARROW, :NARROW] = factors
    return weights, mean + narrow @ axes[:NARROW], axes.T @ whole


def _fit(codes: np.ndarray, count: int, floor: float, seed: int) -> tuple[np.ndarray, ...]:
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture
    from threadpoolctl import threadpool_limits

    mixture = GaussianMixture(count, reg_covar=floor, max_iter=40, tol=3e-3, random_state=seed)
    # Several threads wait for one another, most of all on a busy computer.
    with threadpool_limits(1), warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it is near enough by then
        mixture.fit(codes)
    return mixture.weights_, mixture.means_, np.linalg.cholesky(mixture.covariances_)
