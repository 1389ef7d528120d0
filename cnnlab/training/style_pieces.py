"""What a stylizer is shown: pieces of photographs, and of styles that are widened as far as they go."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cnnlab.datasets.style_patterns import pattern
from cnnlab.datasets.style_pictures import Pictures, resized
from cnnlab.recipes import PerceptualRecipe, StylizerRecipe

SOURCES = (0.65, 0.15, 0.2)
"""Shares of the styles that come from paintings, from photographs, and from generated patterns."""
EXCHANGED = 0.5
"""Share of the pieces with red, green and blue in another order."""
NEGATIVE = 0.1
PLAIN = 10.0
"""Standard deviation of the values of a piece, of 255, below which it is too plain to be a style."""
TRIES = 20


def contents(recipe: StylizerRecipe, pictures: Pictures, step: int) -> np.ndarray:
    """Return the photographs of a step: uint8, (batch_size / repeats, crop, crop, 3)."""
    rng = np.random.default_rng([recipe.seed, 6, step])
    count = recipe.batch_size // recipe.repeats
    chosen = rng.integers(len(pictures.contents), size=count)
    return np.stack([turned(rng, region(rng, pictures.contents[n], recipe.crop)) for n in chosen])


def style_places(recipe: StylizerRecipe, step: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the styles of a step, as their numbers, and which photographs are their own style: (batch_size,) each."""
    rng = np.random.default_rng([recipe.seed, 7, step])
    chosen = rng.integers(recipe.styles, size=recipe.batch_size)
    return chosen, rng.random(recipe.batch_size) < recipe.own


def style_piece(recipe: StylizerRecipe | PerceptualRecipe, pictures: Pictures, number: int) -> np.ndarray:
    """Return one of the styles that are learned from: uint8, (crop, crop, 3)."""
    rng = np.random.default_rng([recipe.seed, 5, number])
    for _ in range(TRIES):
        piece = turned(rng, region(rng, _source(rng, pictures), recipe.crop), quarters=True)
        if piece.std(axis=(0, 1)).mean() > PLAIN:
            break
    if rng.random() < EXCHANGED:
        piece = piece[..., rng.permutation(3)]
    return np.ascontiguousarray(255 - piece if rng.random() < NEGATIVE else piece)


def _source(rng: np.random.Generator, pictures: Pictures) -> np.ndarray:
    kind = rng.choice(len(SOURCES), p=SOURCES)
    if kind == len(SOURCES) - 1:
        return pattern(rng)
    held: Sequence[np.ndarray] = (pictures.styles, pictures.contents)[kind]
    return held[rng.integers(len(held))]


def region(rng: np.random.Generator, picture: np.ndarray, side: int) -> np.ndarray:
    """Return a square somewhere in a picture, of any size from `side` to all of it, brought to `side`."""
    rows, columns = picture.shape[:2]
    largest = min(rows, columns)
    size = round(np.exp(rng.uniform(np.log(min(side, largest)), np.log(largest))))
    top, left = rng.integers(rows - size + 1), rng.integers(columns - size + 1)
    return resized(picture[top : top + size, left : left + size], side)


def turned(rng: np.random.Generator, piece: np.ndarray, quarters: bool = False) -> np.ndarray:
    """Return a piece, perhaps mirrored left to right, and with `quarters` also turned by some right angles."""
    if quarters:
        piece = np.rot90(piece, rng.integers(4))
    return piece[:, ::-1] if rng.random() < 0.5 else piece
