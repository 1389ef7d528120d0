from __future__ import annotations

import numpy as np

from cnnlab.images.tinting import DIMMED, tinted

ORANGE = (230, 159, 0)


def test_no_strength_leaves_the_dimmed_picture_and_full_strength_the_colour():
    picture = np.random.default_rng(0).integers(0, 256, (6, 9), np.uint8)
    strength = np.zeros((6, 9))
    strength[2, 3], strength[4, 5] = 1, 7
    found = tinted(picture, strength, ORANGE)
    assert found.shape == (6, 9, 3)
    assert found.dtype == np.uint8
    for place in ((2, 3), (4, 5)):
        np.testing.assert_array_equal(found[place], ORANGE)
    rest = strength == 0
    np.testing.assert_array_equal(
        found[rest], np.rint(DIMMED * picture[rest].astype(np.float32))[:, None].repeat(3, 1)
    )


def test_half_strength_lies_between():
    found = tinted(np.full((1, 1), 100, np.uint8), np.array([[0.5]]), ORANGE)
    np.testing.assert_array_equal(found[0, 0], [145, 110, 30])


def test_a_smaller_map_lies_in_the_middle():
    found = tinted(np.zeros((7, 9), np.uint8), np.ones((3, 5)), ORANGE)
    rows, columns = np.nonzero(found.any(axis=2))
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (2, 4, 2, 6)
