"""A plane with points on it as a picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

SIDE = 820
"""Pixels."""


@dataclass(frozen=True, eq=False)
class Cloud:
    """Points of one kind.

    Attributes
    ----------
    points : ndarray of float, shape (N, 2)
        Up is positive.
    colour : (int, int, int)
    round : bool
        Discs; otherwise squares.
    """

    points: np.ndarray
    colour: tuple[int, int, int]
    round: bool


def plane_picture(ground: np.ndarray, reach: float, clouds: Sequence[Cloud]) -> np.ndarray:
    """Draw clouds of points over a ground.

    Parameters
    ----------
    ground : ndarray of uint8, shape (H, W, 3)
        Colours of places, the highest row first; its outermost pixels lie on the edges of the plane.
    reach : float
        The plane goes from minus this to this along both axes.
    clouds : sequence of Cloud
        Those that come later lie above.

    Returns
    -------
    ndarray of uint8, shape (SIDE, SIDE, 3)
    """
    rows, columns = ground.shape[:2]
    # The middles of the outermost pixels are the edges.
    inside = (0.5, 0.5, columns - 0.5, rows - 0.5)
    picture = Image.fromarray(ground).resize((SIDE, SIDE), Image.Resampling.BILINEAR, box=inside)
    draw = ImageDraw.Draw(picture)
    for cloud in clouds:
        kept = cloud.points[np.isfinite(cloud.points).all(axis=1)]
        places = (np.clip(kept, -2 * reach, 2 * reach) * (1, -1) + reach) / (2 * reach) * SIDE
        for across, down in places:
            box = (across - 4, down - 4, across + 4, down + 4)
            shape = draw.ellipse if cloud.round else draw.rectangle
            shape(box, fill=cloud.colour, outline=(255, 255, 255))
    return np.asarray(picture)
