"""What to train: plain dataclasses that can be written down as JSON and read again."""

from __future__ import annotations

from cnnlab.recipes.classifier import ClassifierRecipe
from cnnlab.recipes.layers import Layer
from cnnlab.recipes.reading import read, write

__all__ = ["ClassifierRecipe", "Layer", "read", "write"]
