"""How much may be asked of a network at once, so that the visitors who wait behind it do not notice."""

from __future__ import annotations

from cnnlab.networks.plan import plan
from cnnlab.pretrained import Trained

PACE = 1.8e10
"""Multiply-adds a second of two slow cores."""


def passes_within(network: Trained, seconds: float = 1.0) -> int:
    """Return how many pictures go through a network in so many seconds, at least one; on the way back count three."""
    layers = plan(network.shape, len(network.classes), network.recipe.layers)
    each = max(1, sum(layer.multiply_adds for layer in layers))
    return max(1, int(seconds * PACE / each))
