"""A picture cut into tiles that change places."""

from __future__ import annotations

import numpy as np

from cnnlab.errors import LabError


def shuffled_tiles(picture: np.ndarray, tile: int, seed: int = 0) -> np.ndarray:
    """Cut a picture into square tiles and lay them out in an order that the seed draws.

    Parameters
    ----------
    picture : ndarray, shape (H, W) or (H, W, C)
    tile : int
        Pixels of the side of a tile; both sides of the picture are multiples of it.
    seed : int

    Returns
    -------
    ndarray
        Of the same shape and type, with the same pixels.

    Raises
    ------
    LabError
        The sides are no multiples of the tile.
    """
    height, width = picture.shape[:2]
    if tile < 1 or height % tile or width % tile:
        raise LabError(
            "A picture of {height} × {width} pixels cannot be cut into tiles of {tile} pixels.",
            height=height,
            width=width,
            tile=tile,
        )
    rows, columns = height // tile, width // tile
    tiles = (
        picture.reshape(rows, tile, columns, tile, -1).swapaxes(1, 2).reshape(rows * columns, tile, tile, -1)
    )
    tiles = tiles[np.random.default_rng(seed).permutation(len(tiles))]
    return tiles.reshape(rows, columns, tile, tile, -1).swapaxes(1, 2).reshape(picture.shape)
