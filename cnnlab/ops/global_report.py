"""One network on pictures of several sizes: all that the mode Global asks for, in one call."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.ops.line_network import DIRECTIONS, SIZE, Answer, classify_lines
from cnnlab.ops.pooling import PoolingSpec, pool

VARIANTS = ("whole", "half", "strip")
"""The whole picture; halved by 2 x 2 average pooling; the middle third of its rows."""


@dataclass(frozen=True, eq=False)
class GlobalReport:
    """What the network says of a picture, and what a dense layer says to another size.

    Attributes
    ----------
    answers : dict of str to Answer
        By the names of `VARIANTS`; those that are smaller than a kernel are left out, save the whole picture.
    refusals : dict of str to str
        For each answer but the first: what Keras says where a dense layer made for the flattened maps of the
        whole picture gets those of this one.
    """

    answers: dict[str, Answer]
    refusals: dict[str, str]


def report_global(pixels: np.ndarray, pooling: str, scale: float) -> GlobalReport:
    """Run the network on a picture in three sizes, and try a dense layer on them.

    Parameters
    ----------
    pixels : ndarray of uint8, shape (H, W)
    pooling, scale
        As for `cnnlab.ops.line_network.classify_lines`.

    Returns
    -------
    GlobalReport

    Raises
    ------
    LabError
        Where the picture is smaller than the kernels.
    """
    answers = {
        name: classify_lines(picture, pooling, scale)
        for name, picture in variants(pixels.astype(np.float32) / np.float32(255)).items()
        if name == "whole" or min(picture.shape) >= SIZE
    }
    whole = answers["whole"].maps.size
    refusals = {name: refusal(whole, answer.maps.size) for name, answer in answers.items() if name != "whole"}
    return GlobalReport(answers, refusals)


def variants(picture: np.ndarray) -> dict[str, np.ndarray]:
    """Return a picture in three sizes.

    Parameters
    ----------
    picture : ndarray of float32, shape (H, W)

    Returns
    -------
    dict of str to ndarray of float32
        By the names of `VARIANTS`; without the half where the picture has one row or column alone.
    """
    third = len(picture) // 3
    found = {"whole": picture}
    if min(picture.shape) >= 2:
        found["half"] = pool(picture, PoolingSpec("average", (2, 2)))
    found["strip"] = picture[third : len(picture) - third]
    return found


def refusal(made_for: int, given: int) -> str:
    """Give a dense layer another number of values than it was made for.

    Parameters
    ----------
    made_for, given : int

    Returns
    -------
    str
        What Keras says; "" where it takes them, which are then equally many.
    """
    import keras
    import tensorflow as tf

    with tf.device("/CPU:0"):
        # Zeros, because random weights by the million would take longer than all the rest.
        layer = keras.layers.Dense(
            len(DIRECTIONS), use_bias=False, kernel_initializer="zeros", name="dense", dtype="float32"
        )
        layer.build((None, made_for))
        try:
            layer(np.zeros((1, given), np.float32))
        except ValueError as error:
            return str(error)
    return ""
