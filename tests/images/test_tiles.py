"""Tiles change places, and nothing else changes."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.images.tiles import shuffled_tiles

PICTURE = np.random.default_rng(0).integers(0, 256, (12, 18, 3), dtype=np.uint8)


@pytest.mark.parametrize("tile", [1, 2, 3, 6])
def test_each_tile_is_there_once(tile):
    def tiles(picture):
        return sorted(
            picture[row : row + tile, column : column + tile].tobytes()
            for row in range(0, 12, tile)
            for column in range(0, 18, tile)
        )

    shuffled = shuffled_tiles(PICTURE, tile, 5)
    assert shuffled.dtype == np.uint8
    assert tiles(shuffled) == tiles(PICTURE)
    assert (shuffled != PICTURE).any()


def test_the_seed_says_in_which_order():
    np.testing.assert_array_equal(shuffled_tiles(PICTURE, 3, 1), shuffled_tiles(PICTURE, 3, 1))
    assert (shuffled_tiles(PICTURE, 3, 1) != shuffled_tiles(PICTURE, 3, 2)).any()


def test_a_grey_picture_stays_grey():
    assert shuffled_tiles(PICTURE[..., 0], 2, 0).shape == (12, 18)


@pytest.mark.parametrize("tile", [0, 4, 5, 20])
def test_tiles_that_do_not_fit(tile):
    with pytest.raises(LabError, match="cannot be cut"):
        shuffled_tiles(PICTURE, tile)
