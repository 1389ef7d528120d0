"""What each layer keeps of a content and of a style: pictures made of noise so that they agree in it alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from cnnlab.images import as_bytes, as_floats, png
from cnnlab.images.sheet import beside
from cnnlab.recipes.painting import LAYERS
from cnnlab.training import perceptual

SIDES, STEPS = (24, 48, 96), (60, 90, 120)
"""Coarse to fine: a mistake in something large would take many steps at a large size."""
SIDE = SIDES[-1]
KINDS = ("content", "style")
SMOOTH = 0.02
"""Of the total variation beside a loss of 1: a little, against single pixels that no layer notices."""


def rebuild_layers(content: np.ndarray, style: np.ndarray, report: Callable[..., None]) -> np.ndarray:
    """Make four pictures that have the content's maps in one layer, and four that have the style's Gram matrices.

    Parameters
    ----------
    content, style : ndarray of uint8, shape (H, W, 3)
        Squares; worked on with 96 pixels.
    report : callable
        Called with the fraction that is done, now and then; ``kind=`` and ``layer=`` say at which picture it is.

    Returns
    -------
    ndarray of uint8, shape (2, 4, 96, 96, 3)
        Of the content each of `LAYERS` by itself; of the style each with all before it, as Gatys, Ecker and Bethge
        (2016, figure 1) show it.
    """
    network, done = perceptual.network("compact"), 0
    made = np.zeros((len(KINDS), len(LAYERS), SIDE, SIDE, 3), np.uint8)
    for row, kind in enumerate(KINDS):
        for place in range(len(LAYERS)):

            def tell(fraction: float, kind: str = kind, place: int = place, done: int = done) -> None:
                report((done + fraction) / made[..., 0, 0, 0].size, kind=kind, layer=LAYERS[place])

            tell(0.0)
            made[row, place] = rebuilt(as_floats(content), as_floats(style), kind, place, network, tell)
            done += 1
    return made


def write_sheet(content: np.ndarray, style: np.ndarray, file: Path) -> None:
    """Write the eight pictures as one PNG, two rows of four: what the page shows at once for its first pictures."""
    made = rebuild_layers(content, style, lambda fraction, **more: None)
    file.write_bytes(png(beside(made.reshape(-1, SIDE, SIDE, 3), len(LAYERS), gap=0)))


def rebuilt(
    content: np.ndarray,
    style: np.ndarray,
    kind: str,
    place: int,
    network: object,
    tell: Callable[[float], None] = lambda fraction: None,
    sides: tuple[int, ...] = SIDES,
    steps: tuple[int, ...] = STEPS,
) -> np.ndarray:
    """Make one picture (uint8, (side, side, 3)) of noise.

    Parameters
    ----------
    content, style : ndarray of float32, shape (H, W, 3)
        In [0, 1].
    kind : {"content", "style"}
        Whose maps, or Gram matrices, it is to have.
    place : int
        Of the layer in `LAYERS`; of a style all up to it count.
    network : keras.Model
        A perceptual one.
    tell : callable
        Gets the fraction that is done.
    sides, steps : tuple of int
        As of a `PaintingRecipe`.
    """
    from cnnlab.recipes.painting import PaintingRecipe
    from cnnlab.training.painting import paint_steps

    recipe = PaintingRecipe(
        start="noise",
        content_layers=(LAYERS[place],),
        style_layers=LAYERS[: place + 1],
        content_weight=float(kind == "content"),
        style_weight=float(kind == "style"),
        variation_weight=SMOOTH,
        sides=sides,
        steps=steps,
        decay_steps=steps[-1],
    )
    work = max(1.0, float(np.dot(np.square(sides), steps)))
    moment = paint_steps(
        content,
        style,
        recipe,
        network,
        lambda now: tell(float(np.dot(np.square(sides), now.taken)) / work),
    )
    return as_bytes(moment.picture)
