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
        component is positive.
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
    _, sizes, directions = np.linalg.svd(features - mean, full_matrices=False)
    whole = float((sizes**2).sum()) or 1.0
    directions = directions[:count]
    largest = np.take_along_axis(directions, np.abs(directions).argmax(axis=1)[:, None], axis=1)
    directions = directions * np.where(largest < 0, -1, 1)
    return Principal(mean.astype(np.float32), directions.astype(np.float32), sizes[:count] ** 2 / whole)


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

    if not 1 <= perplexity < len(features):
        raise LabError(
            "The perplexity has to be at least 1 and less than the number of pictures, which is {count}.",
            count=len(features),
        )
    return TSNE(perplexity=perplexity, init="pca", random_state=seed).fit_transform(features)


def distances(features: np.ndarray, feature: np.ndarray) -> np.ndarray:
    """Return the Euclidean distance of each of (N, D) features from one (D,)."""
    return np.linalg.norm(features - feature, axis=1)


def nearest(features: np.ndarray, feature: np.ndarray, count: int) -> np.ndarray:
    """Return the indices of the nearest of (N, D) features to one (D,), the nearest first."""
    return np.argsort(distances(features, feature), kind="stable")[:count]


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
