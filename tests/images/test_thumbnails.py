"""Many pictures in one file, and where they belong."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from cnnlab.images.thumbnails import LARGEST, laid_out, sheet

random = np.random.default_rng(0)


def opened(found) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(found.file)))


@pytest.mark.parametrize("count", [1, 30, 65])
def test_every_picture_is_found_in_the_sheet(count):
    pictures = random.integers(0, 256, (count, 7, 5, 1), np.uint8)
    found = sheet(pictures)
    pixels = opened(found)
    assert found.mime == "image/png"
    for index, picture in enumerate(pictures):
        row, column = divmod(index, found.columns)
        np.testing.assert_array_equal(
            pixels[7 * row : 7 * row + 7, 5 * column : 5 * column + 5], picture[..., 0]
        )


def test_pictures_in_colour_are_nearly_as_they_were():
    down, right = np.mgrid[0:32, 0:32] * 8
    pictures = np.stack([down, right, 255 - down], axis=-1)[None].repeat(40, 0).astype(np.uint8)
    found = sheet(pictures)
    assert found.mime == "image/webp"
    assert np.abs(opened(found)[:32, :32].astype(int) - pictures[0]).mean() < 8


def test_a_sheet_that_would_be_too_large_loses_quality():
    pictures = random.integers(0, 256, (300, 48, 48, 1), np.uint8)
    found = sheet(pictures)
    assert found.mime == "image/webp"
    assert len(found.file) <= LARGEST


def test_pictures_lie_where_their_places_say():
    pictures = np.stack([np.full((4, 4, 1), value, np.uint8) for value in (10, 20, 30)])
    paints = np.array([[200, 0, 0], [0, 200, 0], [0, 0, 200]], np.uint8)
    drawn = laid_out(pictures, np.array([[0, 0], [1, 0], [0, 0.5]]), paints, side=100)
    assert drawn.shape == (8 + 46, 8 + 92, 3)
    # The first at the bottom on the left, the second on the right of it, the third above.
    assert drawn[-3, 2].tolist() == [10, 10, 10]
    assert drawn[-1, 0].tolist() == [200, 0, 0]
    assert drawn[-3, -3].tolist() == [20, 20, 20]
    assert drawn[2, 2].tolist() == [30, 30, 30]
    assert drawn[0, 0].tolist() == [0, 0, 200]
    assert drawn[0, -1].tolist() == [255, 255, 255]


def test_pictures_in_one_place():
    assert laid_out(np.zeros((2, 3, 3, 3), np.uint8), np.ones((2, 2)), np.zeros((2, 3), np.uint8)).shape == (
        7,
        7,
        3,
    )
