"""A dense layer of three classes on a small map: where it starts, what it says, and how it learns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.dense import Slopes, cross_entropy, dense, loss_and_gradients, step

ROUNDING = 1e-6
"""Of the sum of absolute products: how far sums of so few 32-bit numbers may differ by the order of their terms."""


@dataclass(frozen=True, eq=False)
class Answer:
    """What a layer makes of a map.

    Attributes
    ----------
    slopes : Slopes
    tolerance : float
        How far the same numbers, added up in another order, may differ.
    """

    slopes: Slopes
    tolerance: float


@dataclass(frozen=True, eq=False)
class Descent:
    """Some steps of gradient descent.

    Attributes
    ----------
    weights : ndarray of float32, shape (n_in, n_out)
    bias : ndarray of float32, shape (n_out,)
    losses : tuple of float
        Before the first step, and after each.
    """

    weights: np.ndarray
    bias: np.ndarray
    losses: tuple[float, ...]


def starting_weights(seed: int, n_in: int, n_out: int) -> np.ndarray:
    """Draw weights as Keras starts a dense layer with them, rounded to two decimals so that they can be read.

    Parameters
    ----------
    seed, n_in, n_out : int

    Returns
    -------
    ndarray of float32, shape (n_in, n_out)
        Evenly spread between plus and minus the root of 6 / (n_in + n_out).

    References
    ----------
    X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks" (2010).
    """
    limit = np.sqrt(6 / (n_in + n_out))
    drawn = np.random.default_rng(seed).uniform(-limit, limit, (n_in, n_out))
    return (np.round(drawn, 2) + 0.0).astype(np.float32)


def answer(
    features: np.ndarray, weights: np.ndarray, bias: np.ndarray, true: int, temperature: float
) -> Answer:
    """Compute logits, probabilities, loss and gradients, and how exactly they can be known.

    Parameters
    ----------
    features : ndarray, shape (n_in,)
    weights : ndarray, shape (n_in, n_out)
    bias : ndarray, shape (n_out,)
    true : int
    temperature : float

    Returns
    -------
    Answer

    Raises
    ------
    LabError
        As `cnnlab.ops.dense.loss_and_gradients`.
    """
    slopes = loss_and_gradients(features, weights, bias, true, temperature)
    largest = float((np.abs(features) @ np.abs(weights) + np.abs(bias)).max())
    # A low temperature magnifies what the logits differ by, and the gradients once more.
    return Answer(slopes, ROUNDING * max(largest, 1.0) / min(temperature, 1.0) ** 2)


def descend(
    features: np.ndarray,
    weights: np.ndarray,
    bias: np.ndarray,
    true: int,
    temperature: float,
    rate: float,
    steps: int,
) -> Descent:
    """Take steps of gradient descent.

    Parameters
    ----------
    features, weights, bias, true, temperature
        As for `answer`.
    rate : float
        The learning rate.
    steps : int

    Returns
    -------
    Descent

    Raises
    ------
    LabError
        As `cnnlab.ops.dense.step`.
    """
    losses = [_loss(features, weights, bias, true, temperature)]
    for _ in range(steps):
        weights, bias = step(features, weights, bias, true, temperature, rate)
        losses.append(_loss(features, weights, bias, true, temperature))
    return Descent(weights, bias, tuple(losses))


def _loss(
    features: np.ndarray, weights: np.ndarray, bias: np.ndarray, true: int, temperature: float
) -> float:
    return cross_entropy(dense(features, weights, bias), true, temperature)
