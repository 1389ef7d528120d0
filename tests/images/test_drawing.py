from __future__ import annotations

import numpy as np
import pytest

from cnnlab.images.drawing import magnified, marked, surroundings

PICTURE = np.random.default_rng(4).integers(0, 256, (30, 20), np.uint8)
ORANGE, BLUE = (230, 159, 0), (86, 180, 233)


def has(picture, colour):
    return (picture == np.array(colour)).all(axis=2)


def test_the_pixels_inside_a_window_stay():
    window = ((5, 9), (3, 10))
    drawn = marked(PICTURE, [window], [ORANGE])
    assert drawn.shape == (240, 160, 3)
    inside = drawn[5 * 8 : 9 * 8, 3 * 8 : 10 * 8]
    np.testing.assert_array_equal(inside[::8, ::8, 0], PICTURE[5:9, 3:10])
    assert not has(inside, ORANGE).any()
    rows, columns = np.nonzero(has(drawn, ORANGE))
    assert rows.min() < 40 <= 72 <= rows.max()
    assert columns.min() < 24 <= 80 <= columns.max()


def test_without_windows_it_is_enlarged_and_nothing_else():
    drawn = marked(PICTURE, [], [])
    np.testing.assert_array_equal(drawn, np.repeat(PICTURE, 8, 0).repeat(8, 1)[..., None].repeat(3, 2))
    large = np.zeros((300, 20, 3), np.uint8)
    assert marked(large, [], []).shape == (300, 20, 3)


@pytest.mark.parametrize("window", [((-9, -3), (-5, 50)), ((28, 90), (0, 20)), ((-50, 99), (-50, 99))])
def test_a_window_may_lie_outside(window):
    assert marked(PICTURE, [window], [BLUE]).shape == (240, 160, 3)
    assert magnified(PICTURE, [window], [BLUE]).dtype == np.uint8


def test_the_surroundings_stay_in_the_picture_where_the_window_does():
    assert surroundings((30, 20), [((10, 12), (5, 7))]) == ((7, 15), (2, 10))
    (top, bottom), (left, right) = surroundings((30, 20), [((0, 30), (2, 18))])
    assert (top, bottom, left, right) == (-1, 31, 0, 20)


def test_beyond_the_border_it_is_hatched():
    drawn = magnified(np.full((30, 20), 10, np.uint8), [((-3, 2), (8, 11))], [ORANGE])
    outside = has(drawn, (150, 154, 160)) | has(drawn, (196, 200, 206))
    assert outside[0].any()
    assert not outside[-1].any()


def test_nested_windows_all_show():
    drawn = magnified(PICTURE, [((5, 14), (5, 14)), ((8, 11), (8, 11))], [BLUE, ORANGE])
    assert has(drawn, BLUE).any()
    assert has(drawn, ORANGE).any()
    np.testing.assert_array_equal(np.unique(drawn[has(drawn, ORANGE)], axis=0), [ORANGE])
