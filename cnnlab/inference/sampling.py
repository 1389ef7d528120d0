"""What generators make of noise, and how their discriminators judge pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.inference.classifying import checked
from cnnlab.pretrained import Trained
from cnnlab.recipes import GanRecipe

BATCH = 250
MOST = 100_000
"""Pictures that one call makes at most."""


def sample(
    labels: np.ndarray, seed: int = 0, model: str = "mnist-gan", truncation: float = 1.0
) -> np.ndarray:
    """Let a generator make a picture for each label.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
        The classes that are wished for. A network that takes no wishes makes as many pictures.
    seed : int
        Of the noise. The first pictures of a longer list are those of a shorter one.
    model : str
        A shipped name, or the id of a run.
    truncation : float
        What the noise is multiplied with, from 0 to 2: below 1 the pictures are more usual and more alike.

    Returns
    -------
    ndarray of float32, shape (N, H, W, C)
        Values in [0, 1]; of "mnist-gan" (N, 28, 28, 1).

    Raises
    ------
    LabError
        There is no such model, it is no generator, or the labels, the seed or the truncation do not fit.

    Examples
    --------
    >>> sample([0, 1, 2], seed=5).shape  # doctest: +SKIP
    (3, 28, 28, 1)
    """
    network = pretrained.trained(model)
    labels = checked_labels(network, labels)
    return draw(network, truncation_of(truncation) * noises(network, len(labels), seed), labels)


def noises(network: Trained, count: int, seed: int) -> np.ndarray:
    """Return noise (count, recipe.noise) from a standard normal distribution, float32.

    Raises
    ------
    LabError
        The network is no generator, or the seed no whole number from 0.
    """
    recipe = recipe_of(network)
    if isinstance(seed, bool) or not isinstance(seed, int | np.integer) or not 0 <= seed < 2**63:
        raise LabError("A seed is a whole number, and not below 0.")
    return np.random.default_rng(seed).standard_normal((count, recipe.noise), np.float32)


def draw(network: Trained, noise: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the pictures (N, H, W, C) that a generator makes of noise (N, recipe.noise) for labels (N,)."""
    recipe = recipe_of(network)
    noise = np.asarray(noise, np.float32)
    labels = checked_labels(network, labels)
    if noise.shape != (len(labels), recipe.noise) or not np.isfinite(noise).all():
        raise LabError(
            "Noise for this network has {count} finite values for each picture.", count=recipe.noise
        )
    made = _in_batches(network, "gan_draw", _drawn, noise, labels)
    return np.clip(np.nan_to_num(made), 0, 1).reshape(-1, *network.shape)


def score(network: Trained, images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Let a discriminator judge pictures.

    Parameters
    ----------
    network : Trained
    images : ndarray of float, shape (N, H, W, C)
        Values in [0, 1].
    labels : ndarray of int, shape (N,)
        What each is said to show; without effect where the network takes no wishes.

    Returns
    -------
    scores : ndarray of float32, shape (N,)
        The larger, the more real; what they mean depends on the loss, see `cnnlab.training.gan_losses`.
    slopes : ndarray of float32, shape (N, H, W, C)
        How much the score rises when a pixel becomes brighter.

    Raises
    ------
    LabError
        The network has no discriminator, or pictures or labels do not fit it.
    """
    recipe_of(network)
    images, labels = checked(images, network.shape), checked_labels(network, labels)
    if len(images) != len(labels):
        raise LabError("There has to be one label for each picture.")
    both = _in_batches(network, "gan_score", _scored, images, labels)
    both = both.reshape(len(images), 1 + int(np.prod(network.shape)))
    return both[:, 0], both[:, 1:].reshape(images.shape)


def directions(network: Trained, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the directions of the noise that change most of what the generator's first layer gives.

    Parameters
    ----------
    network : Trained
    count : int

    Returns
    -------
    directions : ndarray of float32, shape (count, recipe.noise)
        Of length 1 and at right angles to one another: the left singular vectors of the first layer's weights (Shen
        and Zhou 2021, "closed-form factorization"), the strongest first.
    strengths : ndarray of float32, shape (count,)
        The singular values.
    """
    recipe = recipe_of(network)
    if "gan_directions" not in network.kept:
        generator = network.model.get_layer("generator")
        first = next(layer for layer in generator.layers if layer.name in ("lay_out", "dense_256"))
        weights = np.asarray(first.kernel, np.float64)[: recipe.noise]
        # By way of their products: of a large network's weights, 512 by 16,384, many seconds would go by otherwise.
        squares, left = np.linalg.eigh(weights @ weights.T)
        left, strengths = left[:, ::-1], np.sqrt(np.maximum(squares[::-1], 0))
        # Of the two signs the one with which the largest part is positive.
        left = left * np.sign(left[np.abs(left).argmax(axis=0), np.arange(left.shape[1])])
        network.kept["gan_directions"] = (left.T.astype(np.float32), strengths.astype(np.float32))
    found, strengths = network.kept["gan_directions"]
    return found[:count], strengths[:count]


def recipe_of(network: Trained) -> GanRecipe:
    """Return the recipe of a generator.

    Raises
    ------
    LabError
        The network is something else.
    """
    if not isinstance(network.recipe, GanRecipe):
        raise LabError("This network is no GAN: it makes no pictures from noise.")
    return network.recipe


def checked_labels(network: Trained, labels: np.ndarray) -> np.ndarray:
    """Return labels as int32, or raise a LabError that says what they should be."""
    given = np.asarray(labels)
    known = len(network.classes)
    whole = (
        given.ndim == 1 and len(given) <= MOST and (not len(given) or np.issubdtype(given.dtype, np.integer))
    )
    if not whole or (len(given) and not (given.min() >= 0 and given.max() < known)):
        raise LabError(
            "The labels are a list of at most {most} whole numbers from 0 to {last}.",
            most=MOST,
            last=known - 1,
        )
    return given.astype(np.int32)


def truncation_of(value: float) -> np.float32:
    """Return a factor of the noise, or raise a LabError."""
    if isinstance(value, bool) or not isinstance(value, int | float | np.number) or not 0 <= value <= 2:
        raise LabError("The truncation is a number from 0 to 2.")
    return np.float32(value)


def _in_batches(
    network: Trained, key: str, make: Callable[[Trained], Any], first: np.ndarray, labels: np.ndarray
) -> np.ndarray:
    if key not in network.kept:
        network.kept[key] = make(network)
    function = network.kept[key]
    found = [
        function(first[start : start + BATCH], labels[start : start + BATCH]).numpy()
        for start in range(0, len(first), BATCH)
    ]
    return np.concatenate(found) if found else np.zeros((0,), np.float32)


def _inputs(network: Trained, first, labels):
    return [first, labels] if network.recipe.conditional else first


def _drawn(network: Trained):
    import tensorflow as tf

    generator = network.model.get_layer("generator")
    # One trace for any number of pictures: each costs a second.
    return tf.function(
        lambda noise, labels: generator(_inputs(network, noise, labels), training=False),
        input_signature=[
            tf.TensorSpec((None, network.recipe.noise), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ],
    )


def _scored(network: Trained):
    import tensorflow as tf

    discriminator = network.model.get_layer("discriminator")

    @tf.function(
        input_signature=[tf.TensorSpec((None, *network.shape), tf.float32), tf.TensorSpec((None,), tf.int32)]
    )
    def scored(images, labels):
        with tf.GradientTape() as tape:
            tape.watch(images)
            scores = discriminator(_inputs(network, images, labels), training=False)[:, 0]
        slopes = tape.gradient(scores, images)
        return tf.concat([scores[:, None], tf.reshape(slopes, (tf.shape(images)[0], -1))], axis=1)

    return scored
