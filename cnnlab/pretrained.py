"""The networks that come with the laboratory, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnnlab.errors import LabError
from cnnlab.folders import MODELS

if TYPE_CHECKING:
    import keras


def names() -> tuple[str, ...]:
    """Return the names of the shipped models."""
    return tuple(sorted(file.parent.name for file in MODELS.glob("*/recipe.json")))


def load(name: str) -> keras.Model:
    """Return a shipped model with its weights; it gives logits.

    Raises
    ------
    LabError
        There is no model of that name.
    """
    raise LabError("There is no shipped model of that name. The names are {names}.", names=", ".join(names()))
