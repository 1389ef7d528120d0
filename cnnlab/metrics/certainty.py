"""How sure a classifier is, and whether it is right as often as it says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BINS = 10
QUANTILE = 0.95
"""Share of the validation pictures that the energy threshold lets pass."""


def softmax(logits: np.ndarray) -> np.ndarray:
    """Turn logits (N, classes) into probabilities.

    For a network of ten sigmoids this is the probability of each class given that just one of them is true.
    """
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def log_loss(labels: np.ndarray, logits: np.ndarray) -> float:
    """Return the mean cross-entropy, -log p of the true class, in nats.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    logits : ndarray of float, shape (N, classes)
    """
    return float(np.mean(-energies(logits) - logits[np.arange(len(labels)), labels]))


def energies(logits: np.ndarray) -> np.ndarray:
    """Return the energy of each picture, -log of the sum of exp(logits): low for what looks familiar.

    Parameters
    ----------
    logits : ndarray of float, shape (N, classes)

    Returns
    -------
    ndarray of float, shape (N,)

    References
    ----------
    W. Liu, X. Wang, J. D. Owens and Y. Li, "Energy-based Out-of-distribution Detection", NeurIPS 2020
    (temperature 1).
    """
    largest = logits.max(axis=1)
    return -(largest + np.log(np.exp(logits - largest[:, None]).sum(axis=1)))


def energy_threshold(logits: np.ndarray) -> float:
    """Return the energy that 95 % of these pictures do not exceed; above it a picture looks like none of them.

    Parameters
    ----------
    logits : ndarray of float, shape (N, classes)
        For validation pictures: those that it was trained on look too familiar, and the test is not for choosing.
    """
    return float(np.quantile(energies(logits), QUANTILE))


def entropies(probabilities: np.ndarray) -> np.ndarray:
    """Return how undecided each answer is, in bits: 0 for one certain class, log2(classes) for all alike.

    Parameters
    ----------
    probabilities : ndarray of float, shape (N, classes)

    Returns
    -------
    ndarray of float, shape (N,)
    """
    logs = np.log2(probabilities, out=np.zeros_like(probabilities), where=probabilities > 0)
    return np.maximum(-(probabilities * logs).sum(axis=1), 0)


@dataclass(frozen=True, eq=False)
class Reliability:
    """How often it is right when it is so sure, in bins of equal width from 0 to 1.

    Attributes
    ----------
    count, right : ndarray of int, shape (bins,)
        Pictures in each bin, and how many of them were answered rightly.
    confidence : ndarray of float, shape (bins,)
        Mean probability of the answers; NaN in an empty bin.
    error : float
        Expected calibration error: the mean distance of confidence and accuracy, weighted by count
        (Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks", ICML 2017).
    excess : float
        Mean confidence less accuracy: above 0 it is surer than it is right.
    """

    count: np.ndarray
    right: np.ndarray
    confidence: np.ndarray
    error: float
    excess: float


def reliability(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> Reliability:
    """Sort answers by how sure they are, and count the right ones.

    Parameters
    ----------
    confidence : ndarray of float, shape (N,)
        Probability of each answer; a bin holds its upper edge.
    right : ndarray of bool, shape (N,)
    bins : int
    """
    confidence = np.asarray(confidence, np.float64)
    places = np.clip(np.ceil(confidence * bins) - 1, 0, bins - 1).astype(int)
    count = np.bincount(places, minlength=bins)
    hits = np.bincount(places, weights=right, minlength=bins).astype(int)
    sums = np.bincount(places, weights=confidence, minlength=bins)
    means = np.divide(sums, count, out=np.full(bins, np.nan), where=count > 0)
    return Reliability(
        count,
        hits,
        means,
        float(np.abs(hits - sums).sum() / len(confidence)),
        float((sums.sum() - hits.sum()) / len(confidence)),
    )


def answered(
    confidence: np.ndarray, right: np.ndarray, thresholds: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Count what is answered, and rightly, if only answers that are sure enough are given.

    Parameters
    ----------
    confidence : ndarray of float, shape (N,)
    right : ndarray of bool, shape (N,)
    thresholds : ndarray of float, shape (T,)
        Least probability of an answer that is given.

    Returns
    -------
    given, right : ndarray of int, shape (T,)
    """
    order = np.argsort(confidence, kind="stable")
    first = np.searchsorted(np.asarray(confidence)[order], thresholds, side="left")
    from_here = np.append(np.cumsum(np.asarray(right)[order][::-1])[::-1], 0)
    return len(order) - first, from_here[first]
