"""How good generated pictures are: their features and classes against those of real ones, from arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.metrics.neighbours import mean_distance, precision_recall_density_coverage, reach

SHARE = 0.1
"""Part of its fair share of the pictures that a class has at the least, to count as there."""


@dataclass(frozen=True)
class Figures:
    """What is known of a set of pictures that is compared with another, real one.

    Attributes
    ----------
    frechet : float
        See `frechet_distance`.
    score : float
        See `classifier_score`.
    histogram : tuple of int
        Pictures of each class, by the classifier.
    classes : int
        See `classes_there`.
    to_uniform : float
        See `divergence_from_uniform`.
    diversity : float
        See `diversity`.
    precision, recall, density, coverage : float
        See `precision_recall_density_coverage`.
    """

    frechet: float
    score: float
    histogram: tuple[int, ...]
    classes: int
    to_uniform: float
    diversity: float
    precision: float
    recall: float
    density: float
    coverage: float


@dataclass(frozen=True, eq=False)
class Reference:
    """Real pictures that others are compared with, and what is to be known of them alone.

    Attributes
    ----------
    features : ndarray of float, shape (M, D)
    k : int
        Neighbours, see `precision_recall_density_coverage`.
    reach : ndarray of float64, shape (M,)
        Of the balls around them.
    spread : float
        Mean distance between two of them.
    """

    features: np.ndarray
    k: int
    reach: np.ndarray
    spread: float


def reference_of(features: np.ndarray, k: int = 5) -> Reference:
    """Find out what is to be known of real pictures, from their features (M, D), M more than k."""
    return Reference(features, k, reach(features, k), mean_distance(features))


def sum_up(features: np.ndarray, probabilities: np.ndarray, real: Reference) -> Figures:
    """Return all figures of a set of pictures against real ones.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
        N more than ``real.k``.
    probabilities : ndarray of float, shape (N, K)
        What a classifier says to these pictures.
    real : Reference
    """
    counts = class_histogram(probabilities)
    covering = precision_recall_density_coverage(real.features, features, real.k, real.reach)
    return Figures(
        frechet_distance(features, real.features),
        classifier_score(probabilities),
        tuple(counts.tolist()),
        classes_there(counts),
        divergence_from_uniform(counts),
        diversity(features, real),
        covering.precision,
        covering.recall,
        covering.density,
        covering.coverage,
    )


def frechet_distance(features_a: np.ndarray, features_b: np.ndarray) -> float:
    """Return the Fréchet distance between the normal distributions that fit two sets of features.

    Parameters
    ----------
    features_a : ndarray of float, shape (N, D)
        N at least 2; many more than D, or the covariance is poorly known and the distance comes out too large.
    features_b : ndarray of float, shape (M, D)

    Returns
    -------
    float
        ``|mean_a - mean_b|² + trace(A + B - 2 (A B)^(1/2))`` with the covariances A and B, at least 0. It is a
        square, and depends on the network that gave the features; two sets of real pictures say what is little.

    References
    ----------
    M. Heusel, H. Ramsauer, T. Unterthiner, B. Nessler and S. Hochreiter, "GANs trained by a two time-scale update
    rule converge to a local Nash equilibrium", NeurIPS 2017 (there with the features of Inception).

    Notes
    -----
    The trace of ``(A B)^(1/2)`` is the sum of the singular values of ``A^(1/2) B^(1/2)``, whose factors come from the
    eigenvalues of the covariances: nothing complex can come up, also where a covariance has no inverse.
    """
    means, roots, traces = [], [], []
    for features in (features_a, features_b):
        features = np.asarray(features, np.float64)
        covariance = np.atleast_2d(np.cov(features, rowvar=False))
        values, vectors = np.linalg.eigh(covariance)
        means.append(features.mean(axis=0))
        roots.append(vectors * np.sqrt(np.maximum(values, 0)) @ vectors.T)
        traces.append(float(np.trace(covariance)))
    common = np.linalg.svd(roots[0] @ roots[1], compute_uv=False).sum()
    return max(float(((means[0] - means[1]) ** 2).sum() + sum(traces) - 2 * common), 0.0)


def classifier_score(probabilities: np.ndarray) -> float:
    """Return how sure a classifier is of each picture, and how different the pictures are for it.

    Parameters
    ----------
    probabilities : ndarray of float, shape (N, K)
        Each row sums to 1.

    Returns
    -------
    float
        ``exp`` of the mean Kullback-Leibler divergence of a picture's probabilities from the mean of all: 1 where
        all pictures get the same answer, K where each gets a sure one and all classes are equally frequent. It
        knows nothing of how different the pictures of one class are.

    References
    ----------
    T. Salimans, I. Goodfellow, W. Zaremba, V. Cheung, A. Radford and X. Chen, "Improved techniques for training
    GANs", NeurIPS 2016 (there with Inception).
    """
    from scipy.special import rel_entr

    probabilities = np.asarray(probabilities, np.float64)
    return float(np.exp(rel_entr(probabilities, probabilities.mean(axis=0)).sum(axis=1).mean()))


def class_histogram(probabilities: np.ndarray) -> np.ndarray:
    """Return how many pictures get each class: int64, (K,), from probabilities (N, K)."""
    return np.bincount(np.argmax(probabilities, axis=1), minlength=np.shape(probabilities)[1])


def classes_there(counts: np.ndarray) -> int:
    """Return how many classes have at least `SHARE` of their fair share, from the pictures of each (K,)."""
    counts = np.asarray(counts)
    # In whole numbers where these are, so that a tenth of a share is not missed by rounding.
    return int(np.count_nonzero((counts > 0) & (counts * len(counts) >= SHARE * counts.sum())))


def divergence_from_uniform(counts: np.ndarray) -> float:
    """Return the Kullback-Leibler divergence, in nats, of the frequencies of classes (K,) from equal ones.

    0 where all are equally frequent, ``log K`` where there is one class alone. At least one picture is needed.
    """
    from scipy.special import xlogy

    shares = np.asarray(counts, np.float64) / np.sum(counts)
    return float(np.log(len(shares)) + xlogy(shares, shares).sum())


def diversity(features: np.ndarray, real: Reference) -> float:
    """Return the mean distance between two of the generated pictures, as a share of that between two real ones.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
        At least two.
    real : Reference
        Not all of its pictures are equal.

    Returns
    -------
    float
        0 where all generated pictures are one; about 1 where they differ as real ones do.
    """
    return mean_distance(features) / real.spread
