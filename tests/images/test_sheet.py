"""All maps of a layer, and kernels, as one picture: against a plain loop."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.images import colour
from cnnlab.images.sheet import GAP, beside, by_activity, kernel_sheet, map_sheet

random = np.random.default_rng(0)


def cut(pixels, columns, size, place):
    top, left = place // columns * (size[0] + 1), place % columns * (size[1] + 1)
    return pixels[top : top + size[0], left : left + size[1]]


@pytest.mark.parametrize("signed", [True, False])
@pytest.mark.parametrize("each", [True, False])
@pytest.mark.parametrize("shape", [(5, 7, 11), (3, 3, 1), (4, 9, 16), (6,)])
def test_every_map_has_its_place_and_its_colours(shape, each, signed):
    values = random.normal(size=shape) if signed else random.random(shape)
    found = map_sheet(values, each=each)
    maps = values if values.ndim == 3 else values.reshape(1, 1, -1)
    by_hand = sorted(range(shape[-1]), key=lambda k: (-np.abs(maps[..., k]).max(), k))
    assert found.order.tolist() == by_hand
    assert found.size == maps.shape[:2]
    signed = bool((values < 0).any())
    for place, k in enumerate(by_hand):
        limit = np.abs(maps[..., k] if each else values).max()
        expected = (
            colour.diverging(maps[..., k], limit) if signed else colour.sequential(maps[..., k], 0, limit)
        )
        np.testing.assert_array_equal(cut(found.pixels, found.columns, found.size, place), expected)


def test_maps_are_one_pixel_apart_and_the_rest_is_grey():
    found = map_sheet(np.ones((4, 4, 5)), columns=3)
    assert found.pixels.shape == (9, 14, 3)
    assert (found.pixels[4] == GAP).all()
    assert (found.pixels[:, 4] == GAP).all()
    assert (found.pixels[5:, 10:] == GAP).all()


def test_a_sheet_is_about_as_wide_as_high():
    rows, columns, _ = map_sheet(random.random((6, 6, 64))).pixels.shape
    assert rows == columns == 8 * 7 - 1
    rows, columns, _ = map_sheet(random.random((2, 20, 60))).pixels.shape
    assert 0.5 < rows / columns < 2


def test_equally_active_maps_keep_their_order():
    values = np.zeros((2, 2, 4))
    values[0, 0] = [0, -3, 1, 3]
    assert by_activity(values).tolist() == [1, 3, 2, 0]


def test_another_order_and_not_all_of_them():
    found = map_sheet(random.random((3, 3, 9)), np.array([4, 2, 8]), most=2)
    assert found.order.tolist() == [4, 2]


def test_a_layer_of_zeros():
    found = map_sheet(np.zeros((2, 2, 3)))
    np.testing.assert_array_equal(found.pixels[0, 0], colour.sequential(np.zeros(1), 0, 1)[0])


def test_kernels_are_on_one_scale():
    kernels = random.normal(size=(3, 5, 7))
    pixels = kernel_sheet(kernels, 4)
    for place in range(7):
        expected = colour.diverging(kernels[..., place], np.abs(kernels).max())
        np.testing.assert_array_equal(cut(pixels, 4, (3, 5), place), expected)
    stronger = kernel_sheet(kernels, 4, limit=2 * np.abs(kernels).max())
    assert (stronger != pixels).any()


def test_kernels_that_see_colours_are_colours_around_grey():
    kernels = random.normal(size=(3, 3, 3, 6))
    pixels = kernel_sheet(kernels)
    largest = np.abs(kernels).max()
    for place in range(6):
        expected = 127.5 * (1 + kernels[..., place] / largest)
        assert np.abs(cut(pixels, 3, (3, 3), place) - expected).max() <= 0.51
    assert (kernel_sheet(np.zeros((1, 1, 3, 1))) == 128).all()


def test_pictures_are_laid_out_row_by_row():
    sheet = beside(np.arange(24, dtype=np.uint8).reshape(6, 2, 2), 3)
    assert sheet.shape == (5, 8)
    np.testing.assert_array_equal(sheet[3:5, 3:5], [[16, 17], [18, 19]])
    assert (sheet[2] == 128).all()
    np.testing.assert_array_equal(
        beside(np.arange(4, dtype=np.uint8).reshape(4, 1, 1), 2, 0), [[0, 1], [2, 3]]
    )
