from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.images.turning import turned

PICTURE = np.random.default_rng(0).integers(0, 256, (20, 31), np.uint8)


def test_no_turn_is_the_whole_picture():
    assert turned(PICTURE, 0) is PICTURE


@pytest.mark.parametrize(("degrees", "quarters"), [(90, 1), (180, 2), (270, 3)])
def test_quarters_keep_every_pixel(degrees, quarters):
    square = PICTURE[:, 5:25]
    np.testing.assert_array_equal(turned(PICTURE, degrees), np.rot90(square, quarters))


@settings(max_examples=200)
@given(st.integers(1, 40), st.integers(1, 40), st.floats(0.1, 359.9))
def test_what_is_cut_out_is_filled(rows, columns, degrees):
    found = turned(np.full((rows, columns), 200, np.uint8), degrees)
    # The largest upright square within a turned square of the shorter side; beyond the picture there is black.
    angle = np.radians(degrees)
    # The sine of half a turn is not quite 0.
    side = max(1, int(min(rows, columns) / (abs(np.cos(angle)) + abs(np.sin(angle))) + 1e-9))
    assert found.shape == (side, side)
    assert (found == 200).all()


def test_it_turns_anticlockwise():
    upright = np.zeros((41, 41), np.uint8)
    upright[:20, 20] = 255
    found = turned(upright, 45)
    middle = len(found) // 2
    assert found[:middle, :middle].sum() > 10 * found[:middle, middle + 2 :].sum()


def test_colours_stay_colours():
    assert turned(np.dstack([PICTURE] * 3), 30).shape[2] == 3
