"""What to train: plain dataclasses that can be written down as JSON and read again."""

from __future__ import annotations

from cnnlab.recipes.autoencoder import AutoencoderRecipe
from cnnlab.recipes.classifier import ClassifierRecipe
from cnnlab.recipes.gan import GanRecipe
from cnnlab.recipes.layers import Layer
from cnnlab.recipes.one_style import OneStyleRecipe
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.recipes.perceptual import PerceptualRecipe
from cnnlab.recipes.reading import Recipe, read, write
from cnnlab.recipes.stylizer import StylizerRecipe

__all__ = [
    "AutoencoderRecipe",
    "ClassifierRecipe",
    "GanRecipe",
    "Layer",
    "OneStyleRecipe",
    "PaintingRecipe",
    "PerceptualRecipe",
    "Recipe",
    "StylizerRecipe",
    "read",
    "write",
]
