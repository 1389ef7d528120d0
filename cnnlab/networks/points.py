"""Two small dense networks between points of the plane, with all weights of each in one row of numbers."""

from __future__ import annotations

from itertools import pairwise
from math import prod

import numpy as np

from cnnlab.recipes.points import PointsSpec

INPUTS = 2
OUTPUTS = {"generator": 2, "discriminator": 1}
SLOPE = 0.2
"""Of the leaky ReLU below zero."""
_WEIGHTS = {"generator": 1, "discriminator": 2}
"""What the seed is used for here."""


def shapes(network: str, units: int, layers: int) -> list[tuple[int, ...]]:
    """Return the shapes of a network's weights: kernel and bias of one layer after the other.

    Parameters
    ----------
    network : {"generator", "discriminator"}
    units, layers : int
        Of the hidden layers.
    """
    widths = [INPUTS, *[units] * layers, OUTPUTS[network]]
    return [shape for before, after in pairwise(widths) for shape in ((before, after), (after,))]


def first_weights(network: str, spec: PointsSpec) -> np.ndarray:
    """Draw the first weights: kernels as He et al. 2015 have it, biases of zero.

    Returns
    -------
    ndarray of float32, shape (n,)
        In the order of `shapes`.
    """
    rng = np.random.default_rng([spec.seed, _WEIGHTS[network]])
    parts = [
        rng.normal(scale=(2 / shape[0]) ** 0.5, size=shape) if len(shape) == 2 else np.zeros(shape)
        for shape in shapes(network, spec.units, spec.layers)
    ]
    return np.concatenate([part.ravel() for part in parts]).astype(np.float32)


def run(network: str, weights, points, units: int, layers: int):
    """Send points through a network.

    Parameters
    ----------
    network : {"generator", "discriminator"}
    weights : tf.Tensor of float32, shape (n,)
    points : tf.Tensor of float32, shape (N, 2)
    units, layers : int

    Returns
    -------
    tf.Tensor of float32, shape (N, 2) or (N, 1)
        Points, or the scores of the discriminator before any sigmoid.
    """
    import tensorflow as tf

    wanted = shapes(network, units, layers)
    pieces = tf.split(weights, [prod(shape) for shape in wanted])
    pieces = [tf.reshape(piece, shape) for piece, shape in zip(pieces, wanted, strict=True)]
    values = points
    for kernel, bias in zip(pieces[:-2:2], pieces[1:-2:2], strict=True):
        values = tf.nn.leaky_relu(values @ kernel + bias, SLOPE)
    return values @ pieces[-2] + pieces[-1]


def parts(network: str, weights: np.ndarray, units: int, layers: int) -> list[np.ndarray]:
    """Return kernel and bias of each layer from all weights (n,) of a network."""
    wanted = shapes(network, units, layers)
    ends = np.cumsum([prod(shape) for shape in wanted])[:-1]
    return [piece.reshape(shape) for piece, shape in zip(np.split(weights, ends), wanted, strict=True)]
