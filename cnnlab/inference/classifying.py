"""What a trained classifier says to pictures."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.metrics.certainty import softmax
from cnnlab.pretrained import Trained
from cnnlab.training.features import BATCH, factor


def classify(images: np.ndarray, model: str = "mnist-classifier") -> np.ndarray:
    """Say how probable each class is for each picture.

    Parameters
    ----------
    images : ndarray of float32, shape (N, H, W, C)
        Values in [0, 1], at the network's own size: 28 x 28 x 1 for digits, 32 x 32 x 3 for colour.
    model : str
        A shipped name (`cnnlab.pretrained.names`), or the id of a run.

    Returns
    -------
    ndarray of float32, shape (N, classes)
        Each row sums to 1.

    Raises
    ------
    LabError
        There is no such network, or the images have another size, or values outside [0, 1].
    """
    network = pretrained.trained(model)
    return softmax(logits(network, checked(images, network.shape)))


def checked(images: np.ndarray, shape: tuple[int, int, int]) -> np.ndarray:
    """Return images as float32, or raise a LabError that says what they should be."""
    try:
        images = np.asarray(images, np.float32)
    except (TypeError, ValueError) as error:
        raise LabError("The images need to be one array of numbers.") from error
    if images.ndim != 4 or images.shape[1:] != tuple(shape):
        raise LabError(
            "This network takes images of shape (N, {rows}, {columns}, {channels}), and these have the shape"
            " {given}. Resize them first.",
            rows=shape[0],
            columns=shape[1],
            channels=shape[2],
            given=str(images.shape),
        )
    # Not-a-number fails both comparisons.
    if images.size and not (images.min() >= 0 and images.max() <= 1):
        raise LabError("The values of the images have to lie between 0 and 1: divide bytes by 255.")
    return images


def logits(network: Trained, images: np.ndarray) -> np.ndarray:
    """Return the logits (N, classes) for images in [0, 1]."""
    forward = _forward(network)
    parts = [forward(images[start : start + BATCH]).numpy() for start in range(0, len(images), BATCH)]
    return np.concatenate(parts) if parts else np.zeros((0, len(network.classes)), np.float32)


def _forward(network: Trained) -> Callable:
    """Return the compiled network; it is compiled once."""
    if "forward" not in network.kept:
        import tensorflow as tf

        scale = factor(network.recipe)
        network.kept["forward"] = tf.function(
            lambda images: network.model(images * scale, training=False),
            input_signature=[tf.TensorSpec((None, *network.shape), tf.float32)],
        )
    return network.kept["forward"]
