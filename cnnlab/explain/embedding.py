"""Pictures as points: what a network thinks alike lies together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.errors import LabError

NEAREST = 5
"""Neighbours between which a new picture is placed."""


@dataclass(frozen=True, eq=False)
class Principal:
    """The directions in which features differ most.

    Attributes
    ----------
    mean : ndarray of float32, shape (D,)
    directions : ndarray of float32, shape (k, D)
        Orthogonal, of length 1, the one with the largest variance first; the sign is such that the largest
        component is positive. Where nothing varies any more they may be zero.
    shares : ndarray of float64, shape (k,)
        Of the whole variance.
    """

    mean: np.ndarray
    directions: np.ndarray
    shares: np.ndarray

    def place(self, features: np.ndarray) -> np.ndarray:
        """Return where features (N, D) lie along the directions, (N, k)."""
        return (features - self.mean) @ self.directions.T


def principal(features: np.ndarray, count: int = 2) -> Principal:
    """Find the principal components of features.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
    count : int
        Directions; fewer where there are fewer pictures or features.
    """
    mean = features.mean(axis=0, dtype=np.float64)
    sizes, directions = _spread(features - mean, count)
    whole = float(((features - mean) ** 2).sum()) or 1.0
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)
    directions = directions * np.where(largest < 0, -1, 1)
    return Principal(mean.astype(np.float32), directions.astype(np.float32), sizes**2 / whole)


def _spread(centred: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the largest singular values, and the directions that belong to them, (k, D)."""
    pictures, numbers = centred.shape
    if pictures >= numbers:
        _, sizes, directions = np.linalg.svd(centred, full_matrices=False)
        return sizes[:count], directions[:count]
    # There are fewer pictures than numbers in each, as where these are pixels: by the products of the pictures with
    # one another, which takes a tenth of a second in place of seconds.
    squares, shares = np.linalg.eigh(centred @ centred.T)
    sizes = np.sqrt(np.clip(squares[::-1][:count], 0, None))
    directions = shares[:, ::-1][:, :count].T @ centred
    lengths = np.linalg.norm(directions, axis=1, keepdims=True)
    return sizes, np.divide(directions, lengths, out=np.zeros_like(directions), where=lengths > 0)


def turn_onto(places: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Return how places have to be turned, or mirrored, to lie as near as they can to others of the same points.

    Parameters
    ----------
    places, others : ndarray of float, shape (N, k)
        Each with mean 0.

    Returns
    -------
    ndarray of float64, shape (k, k)
        Orthogonal: ``places @ turn`` has the distances of `places`.

    References
    ----------
    P. H. Schonemann, "A generalized solution of the orthogonal Procrustes problem", Psychometrika 31, 1966.
    """
    left, _, right = np.linalg.svd(np.asarray(places, np.float64).T @ np.asarray(others, np.float64))
    return left @ right


def neighbour_map(features: np.ndarray, perplexity: float = 30.0, seed: int = 0) -> np.ndarray:
    """Lay features out in a plane so that near ones stay near, by t-SNE.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
    perplexity : float
        About how many neighbours of each count.
    seed : int

    Returns
    -------
    ndarray of float32, shape (N, 2)
        Distances between groups, and the sizes of groups, mean little in it.

    Raises
    ------
    LabError
        There are too few pictures for this perplexity.

    References
    ----------
    L. van der Maaten and G. Hinton, "Visualizing Data using t-SNE", JMLR 9, 2008; by scikit-learn, begun from the
    principal components.
    """
    from sklearn.manifold import TSNE
    from threadpoolctl import threadpool_limits

    if not 1 <= perplexity < len(features):
        raise LabError(
            "The perplexity has to be at least 1 and less than the number of pictures, which is {count}.",
            count=len(features),
        )
    # Its steps are short: several threads, on cores that are busy with other work, wait for one another many times
    # longer than one alone computes.
    with threadpool_limits(1):
        return TSNE(perplexity=perplexity, init="pca", random_state=seed).fit_transform(features)


def distances(features: np.ndarray, feature: np.ndarray) -> np.ndarray:
    """Return the Euclidean distance of each of (N, D) features from one (D,)."""
    return np.linalg.norm(features - feature, axis=1)


def nearest(features: np.ndarray, feature: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the nearest of (N, D) features to one (D,), the nearest first."""
    return np.argsort(distances(features, feature), kind="stable")[:count]


def share_alike(features: np.ndarray, labels: np.ndarray) -> float:
    """Return the share of pictures whose nearest neighbour, itself left out, has the same class.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
        At least two.
    labels : ndarray of int, shape (N,)
    """
    centred = features - features.mean(axis=0, dtype=np.float64)
    squares = (centred**2).sum(axis=1)
    apart = squares[:, None] + squares - 2 * centred @ centred.T
    np.fill_diagonal(apart, np.inf)
    return float((labels[apart.argmin(axis=1)] == labels).mean())


def placed_between(features: np.ndarray, places: np.ndarray, feature: np.ndarray) -> np.ndarray:
    """Return a place for a new picture on a map that was made without it.

    Parameters
    ----------
    features : ndarray of float, shape (N, D)
    places : ndarray of float, shape (N, 2)
        Where these lie on the map.
    feature : ndarray of float, shape (D,)

    Returns
    -------
    ndarray of float, shape (2,)
        The mean place of its nearest neighbours, each weighted with the inverse of its distance.
    """
    near = nearest(features, feature, NEAREST)
    away = distances(features[near], feature)
    if away[0] == 0:
        return places[near[0]]
    return np.average(places[near], axis=0, weights=1 / away)
