"""Pictures at hand as points: by their pixels, and by what a network makes of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab.explain.embedding import Principal, principal, share_alike
from cnnlab.inference.budget import passes_within
from cnnlab.inference.stock import stock
from cnnlab.pretrained import Trained
from cnnlab.training.features import look

MOST = 600
"""Pictures on a map: more would cover one another."""
SPACES = ("features", "pixels")
SECONDS = 1.2
"""What it may take to look at them; for a large network there are fewer pictures."""
_NUMBERS = 2**23
"""Features of all pictures together, in memory; for a network with very many there are fewer pictures."""


@dataclass(frozen=True, eq=False)
class Points:
    """Pictures as points.

    Attributes
    ----------
    pictures : ndarray of uint8, shape (N, H, W, C)
    labels : ndarray of int32, shape (N,), or None
    source : str
        As `cnnlab.inference.stock.Stock` has it.
    features : ndarray of float32, shape (N, D)
        What goes into the last layer.
    logits : ndarray of float32, shape (N, classes)
    axes : dict of str to Principal
        For each of `SPACES`.
    alike : dict of str to float, or None
        For each of `SPACES` the share of pictures whose nearest neighbour has the same class; None without classes.
    """

    pictures: np.ndarray
    labels: np.ndarray | None
    source: str
    features: np.ndarray
    logits: np.ndarray
    axes: dict[str, Principal]
    alike: dict[str, float] | None

    def vectors(self, space: str) -> np.ndarray:
        """Return the pictures (N, D) as points of one of `SPACES`."""
        return self.features if space == "features" else pixels(self.pictures)


def pixels(pictures: np.ndarray) -> np.ndarray:
    """Return pictures of bytes as rows of numbers in [0, 1]."""
    return pictures.reshape(len(pictures), -1) / np.float32(255)


def points(network: Trained) -> Points:
    """Return the pictures at hand for a network as points; they are looked at once."""
    if "points" not in network.kept:
        network.kept["points"] = _made(network)
    return network.kept["points"]


def _made(network: Trained) -> Points:
    held = stock(network)
    size = int(network.model.get_layer("logits").input.shape[-1])
    count = min(MOST, len(held.pictures), max(2, min(_NUMBERS // size, passes_within(network, SECONDS))))
    pictures = held.pictures[:count]
    labels = None if held.labels is None else held.labels[:count]
    features, logits = look(network, pictures / np.float32(255))
    spaces = {"features": features, "pixels": pixels(pictures)}
    alike = None
    if labels is not None and count > 1:
        alike = {name: share_alike(each, labels) for name, each in spaces.items()}
    axes = {name: principal(each) for name, each in spaces.items()}
    return Points(pictures, labels, held.source, features, logits, axes, alike)
