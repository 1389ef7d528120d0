"""What the network for all styles makes of the photographs that one for a single style is judged by."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_bytes
from cnnlab.inference.stylizing import code_of, paint
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.training.one_style_pictures import squares_of, style_of

SIDE = 192
"""Pixels of a square, as in a training."""


@dataclass(frozen=True)
class Started:
    """The photographs, and what is made of them, side by side.

    Attributes
    ----------
    given, painted : ndarray of uint8, shape (192, 192 n, 3)
    """

    given: np.ndarray
    painted: np.ndarray


def started(style: str, style_seed: int, picture: str) -> Started:
    """Paint the photographs in a style; the arguments are the settings of a recipe.

    Raises
    ------
    LabError
        The shipped stylizer is not here.
    """
    recipe = OneStyleRecipe(style=style, style_seed=style_seed, picture=picture)
    network = pretrained.trained(STYLIZER)
    code = code_of(network, as_floats(style_of(recipe)))
    given = squares_of(recipe, SIDE)
    painted = np.stack([as_bytes(paint(network, as_floats(each), code)) for each in given])
    return Started(*(np.concatenate(list(each), axis=1) for each in (given, painted)))


def as_floats(pixels: np.ndarray) -> np.ndarray:
    """Return bytes as values in [0, 1]."""
    return pixels.astype(np.float32) / np.float32(255)
