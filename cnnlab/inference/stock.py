"""Pictures at hand that a network can be looked at with: its test pictures, or the nearest thing to them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import datasets
from cnnlab.images import gallery, preparing
from cnnlab.inference.examples import COUNT, examples
from cnnlab.pretrained import Trained
from cnnlab.training.answers import DIGITS_FOR

_SEED = 21
_PIECES = 16
"""Pieces of each sample picture."""


@dataclass(frozen=True, eq=False)
class Stock:
    """Pictures, and what they are.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (N, H, W, C)
        At the network's size. It has learned from none of them.
    labels : ndarray of int32, shape (N,), or None
        Their classes; None where they belong to none.
    source : str
        "test": test pictures of the network's own data set; "digits": scikit-learn's digits, in place of MNIST's
        where these are not here; "samples": pieces of the laboratory's sample pictures.
    """

    pictures: np.ndarray
    labels: np.ndarray | None
    source: str


def stock(network: Trained) -> Stock:
    """Return at most `COUNT` pictures for a network, always the same, in the same order."""
    if "stock" not in network.kept:
        network.kept["stock"] = _found(network)
    return network.kept["stock"]


def _found(network: Trained) -> Stock:
    if datasets.is_here(network.recipe.data):
        pictures, labels = examples(network)
        return Stock(pictures, labels.astype(np.int32), "test")
    if network.recipe.data == DIGITS_FOR:
        from cnnlab.training.measuring import all_digits  # TensorFlow comes with it

        pictures, labels = all_digits()
        chosen = np.random.default_rng(_SEED).permutation(len(labels))[:COUNT]
        return Stock(pictures[chosen], labels[chosen].astype(np.int32), "digits")
    return Stock(_pieces(*network.shape), None, "samples")


def _pieces(rows: int, columns: int, channels: int) -> np.ndarray:
    """Cut pieces of different size out of the sample pictures."""
    random = np.random.default_rng(_SEED)
    pieces = []
    for name in gallery.SAMPLES:
        picture = preparing.fit(
            gallery.sample(name, 128), 128, "grey" if channels == 1 else "colour", "square"
        )
        picture = picture.reshape(128, 128, -1)
        for _ in range(_PIECES):
            side = int(random.integers(max(rows, columns), 129))
            top, left = random.integers(0, 129 - side, 2)
            piece = preparing.fit(
                np.squeeze(picture[top : top + side, left : left + side]),
                rows,
                "grey" if channels == 1 else "colour",
                "square",
            )
            # Some of the sample pictures are grey.
            pieces.append(np.broadcast_to(piece.reshape(rows, columns, -1), (rows, columns, channels)))
    return np.stack(pieces)
