"""Is an explanation to be trusted? Erase what it points at, and shuffle what the network has learned."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras

Score = Callable[[np.ndarray], np.ndarray]
"""From images (N, H, W, C) to a score (N,)."""


TIES = 1_000_000
"""Seed of the order among equals: not one that is likely to be a random order's as well."""


def order_of(explanation: np.ndarray, seed: int = TIES) -> np.ndarray:
    """Return the pixels of an explanation (H, W), most important first, as indices of the flat picture.

    Among equals the order is a random one. A class map is 0 over large areas; taken row by row they would be compared,
    as a part of the picture that goes from top to bottom, with random orders.
    """
    mixed = random_order(explanation.size, seed)
    return mixed[np.argsort(-explanation.ravel()[mixed], kind="stable")]


def random_order(pixels: int, seed: int) -> np.ndarray:
    """Return so many pixels in a random order."""
    return np.random.default_rng(seed).permutation(pixels)


def deletion(
    score: Score, image: np.ndarray, without: np.ndarray, order: np.ndarray, points: int
) -> np.ndarray:
    """Follow a score while the pixels are taken away, the first of an order first.

    Parameters
    ----------
    score : callable
        From images (N, H, W, C) to a score (N,), as a rule the probability of a class.
    image, without : ndarray of float, shape (H, W, C)
        The picture, and what its pixels become.
    order : ndarray of int, shape (H * W,)
        As `order_of` gives it.
    points : int
        Number of equal steps.

    Returns
    -------
    ndarray of float, shape (points + 1,)
        From the picture itself to one without any of its pixels. The sooner it falls, the better the order.

    References
    ----------
    V. Petsiuk, A. Das and K. Saenko, "RISE: Randomized Input Sampling for Explanation of Black-box Models",
    BMVC 2018, section 4.1.
    """
    kept = image.reshape(-1, image.shape[-1])
    gone = np.broadcast_to(without, image.shape).reshape(kept.shape)
    rank = np.empty(len(order), int)
    rank[order] = np.arange(len(order))
    limits = np.linspace(0, len(order), points + 1).round().astype(int)
    batch = np.where((rank < limits[:, None])[..., None], gone, kept).astype(np.float32)
    return np.asarray(score(batch.reshape(-1, *image.shape)))


def insertion(
    score: Score, image: np.ndarray, without: np.ndarray, order: np.ndarray, points: int
) -> np.ndarray:
    """Follow a score while the pixels come back, the first of an order first; see `deletion`.

    The sooner it rises, the better the order.
    """
    return deletion(score, without, image, order, points)


def area(scores: np.ndarray) -> float:
    """Return the area under a curve of `deletion` or `insertion`, over a way of length 1, by trapezoids."""
    return float(np.trapezoid(scores, dx=1 / (len(scores) - 1)))


def rank_correlation(first: np.ndarray, second: np.ndarray) -> float:
    """Return Spearman's correlation of two explanations of one shape: 1 for the same order, 0 for none in common.

    NaN where one of them has the same value everywhere.
    """
    from scipy.stats import rankdata

    ranks = [rankdata(each, axis=None) for each in (first, second)]
    if any(np.ptp(each) == 0 for each in ranks):
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def shuffled(model: keras.Model, seed: int, count: int | None = None) -> keras.Model:
    """Return a copy of a network whose weights have been shuffled, each layer's among themselves.

    What the copy knows is gone; how large its weights are is not.

    Parameters
    ----------
    model : keras.Model
    seed : int
    count : int, optional
        How many layers with weights, counted from the output; all by default.

    References
    ----------
    J. Adebayo, J. Gilmer, M. Muelly, I. Goodfellow, M. Hardt and B. Kim, "Sanity Checks for Saliency Maps",
    NeurIPS 2018 (cascading randomization; there the weights are drawn anew).
    """
    import keras

    copy = keras.models.clone_model(model)
    copy.set_weights(model.get_weights())
    shuffle(copy, seed, count)
    return copy


def shuffle(model: keras.Model, seed: int, count: int | None = None) -> None:
    """Shuffle the weights of a network in place, as `shuffled` does; what is compiled of it stays good."""
    random = np.random.default_rng(seed)
    for layer in [layer for layer in reversed(model.layers) if layer.weights][:count]:
        layer.set_weights([_mixed(each, random) for each in layer.get_weights()])


def _mixed(values: np.ndarray, random: np.random.Generator) -> np.ndarray:
    return random.permutation(values.ravel()).reshape(values.shape)
