"""What some of the networks are made to be trained with; the others are content with the usual settings."""

from __future__ import annotations

from math import ceil
from typing import Any

from cnnlab.recipes.classifier import ClassifierRecipe

SEEN = 60_000
"""Pictures that the fast network learns from in all: those of MNIST once, or those of a smaller set as often."""
MOST_EPOCHS = 50
ASIDE = 1200
"""Pictures that are enough to choose by: of a large set no more are set apart."""


def suited(network: str, pictures: int) -> dict[str, Any]:
    """Return the settings that a network is made to be trained with, where they are not the usual ones.

    Parameters
    ----------
    network : str
        A name in `PRESETS`, or any other.
    pictures : int
        How many there are, for training and validation together.

    Returns
    -------
    dict
        By the names of a `ClassifierRecipe`. The fast network has as many epochs as it takes to see 60,000 pictures,
        50 at the most, and sets 1,200 of them apart, or a tenth where that is less.
    """
    if network == "residual":
        return {"batch_norm": True, "schedule": "one_cycle", "learning_rate": 0.003}
    if network != "fast":
        return {}
    return {
        "batch_norm": True,
        "schedule": "one_cycle",
        "learning_rate": 0.008,
        "batch_size": 96,
        "epochs": min(ceil(SEEN / pictures), MOST_EPOCHS),
        "label_smoothing": 0.05,
        "validation": max(0.02, round(min(ASIDE / pictures, ClassifierRecipe.validation), 2)),
    }
