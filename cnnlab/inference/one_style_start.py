"""What the network for all styles makes of the photographs that one for a single style is judged by."""

from __future__ import annotations

import numpy as np

from cnnlab import pretrained
from cnnlab.images import as_bytes, as_floats
from cnnlab.images.sheet import strip
from cnnlab.inference.stylizing import code_of, paint
from cnnlab.recipes import OneStyleRecipe
from cnnlab.training.one_style_names import STYLIZER
from cnnlab.training.one_style_pictures import squares_of, style_of

SIDE = 160
"""Pixels of a square, as they are shown of a training."""


def started(style: str, style_seed: int, picture: str) -> np.ndarray:
    """Paint the photographs in a style, before anything is learned; the arguments are the settings of a recipe.

    Returns
    -------
    ndarray of uint8, shape (160, 160 n, 3)
        Side by side.

    Raises
    ------
    LabError
        The shipped stylizer is not here.
    """
    recipe = OneStyleRecipe(style=style, style_seed=style_seed, picture=picture)
    network = pretrained.trained(STYLIZER)
    code = code_of(network, as_floats(style_of(recipe)))
    given = squares_of(recipe, SIDE)
    return strip(np.stack([as_bytes(paint(network, as_floats(each), code)) for each in given]))
