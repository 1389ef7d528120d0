"""The scales, seen with normal sight and with deuteranopia."""

from __future__ import annotations

import base64
import itertools

import numpy as np
import pytest
from skimage.color import deltaE_ciede2000, rgb2lab

from cnnlab.images import colour

# G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A physiologically-based model for simulation of color
# vision deficiency" (2009), full deuteranopia and protanopia, on linear light.
BLINDNESS = {
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
}


def seen(colours: np.ndarray, blindness: str | None = None) -> np.ndarray:
    """Return CIELAB of 8-bit colours as somebody sees them."""
    srgb = np.asarray(colours) / 255
    if blindness is None:
        return rgb2lab(srgb)
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.clip(linear @ np.array(BLINDNESS[blindness]).T, 0, 1)
    return rgb2lab(np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055))


def test_zero_is_neutral_and_lightest():
    table = colour.table("diverging")
    assert len(set(table[colour.MIDDLE].tolist())) == 1
    lightness = seen(table)[:, 0]
    below, above = lightness[128:0:-1], lightness[128:]
    assert np.diff(below).max() < 0
    assert np.diff(above).max() < 0
    assert np.abs(below - above).max() < 0.6  # what 8 bits allow
    assert lightness.min() > 30  # still seen on a dark page
    np.testing.assert_array_equal(table[0], table[1])


@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
def test_signs_are_told_apart(blindness):
    table = seen(colour.table("diverging"), blindness)
    for step in (13, 32, 64, 96, 127):
        assert deltaE_ciede2000(table[128 + step], table[128 - step]) > (12 if step == 13 else 25)


@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
def test_magnitudes_grow_lighter(blindness):
    lightness = seen(colour.table("sequential"), blindness)[:, 0]
    assert np.diff(lightness).min() > (0 if blindness is None else -0.2)
    assert lightness[-1] - lightness[0] > 80


def test_steps_of_the_sequential_scale_are_even():
    lightness = seen(colour.table("sequential"))[:, 0]
    tenths = np.diff(lightness[:: 255 // 10])
    assert tenths.min() > 0.7 * tenths.mean()


@pytest.mark.parametrize("blindness", [None, *BLINDNESS])
def test_classes_are_told_apart(blindness):
    rgb = np.array([[int(code[at : at + 2], 16) for at in (1, 3, 5)] for code in colour.CLASSES])
    assert len(rgb) == 10
    colours = seen(rgb, blindness)
    least = min(deltaE_ciede2000(one, other) for one, other in itertools.combinations(colours, 2))
    assert least > (20 if blindness is None else 9)


def test_classes_are_seen_on_both_pages():
    pages = np.array([[255, 255, 255], [18, 22, 28]])
    rgb = np.array([[int(code[at : at + 2], 16) for at in (1, 3, 5)] for code in colour.CLASSES])
    for page in seen(pages):
        assert min(deltaE_ciede2000(page, one) for one in seen(rgb)) > 12


def test_diverging():
    table = colour.table("diverging")
    values = np.array([[-2.0, -1.0, 0.0], [1.0, 2.0, 3.0]])
    found = colour.diverging(values, 2)
    assert found.shape == (2, 3, 3)
    expected = table[[[1, 65, 128], [192, 255, 255]]]  # 128 - 63.5 and 128 + 63.5, halves upwards
    np.testing.assert_array_equal(found, expected)
    np.testing.assert_array_equal(colour.diverging(values), colour.diverging(values, 3))
    for nothing in (np.zeros((2, 2)), np.full((2, 2), np.nan)):
        assert (colour.diverging(nothing) == table[128]).all()
    np.testing.assert_array_equal(colour.diverging(np.array([np.inf, -np.inf]), 1), table[[255, 1]])
    assert colour.diverging(np.zeros((0, 4))).shape == (0, 4, 3)
    np.testing.assert_array_equal(colour.diverging(np.array([-128, 127], np.int8), 127), table[[1, 255]])


def test_sequential():
    table = colour.table("sequential")
    found = colour.sequential(np.array([-1, 2.0, 3.0, 4.0, 9.0, np.nan]), 2, 4)
    np.testing.assert_array_equal(found, table[[0, 0, 128, 255, 255, 0]])
    assert (colour.sequential(np.array([5.0, 6.0]), 5, 5) == table[0]).all()


def test_grey():
    values = np.array([-1, 0, 0.2, 0.5, 1, 7, np.nan])
    assert colour.grey(values).tolist() == [0, 0, 51, 128, 255, 255, 0]
    every = np.arange(256, dtype=np.float32) / np.float32(255)
    np.testing.assert_array_equal(colour.grey(every), np.arange(256))


@pytest.mark.parametrize("name", ["diverging", "sequential"])
def test_the_browser_gets_the_same_table(name):
    data = base64.b64decode(colour.lut_base64(name), validate=True)
    np.testing.assert_array_equal(np.frombuffer(data, np.uint8).reshape(256, 3), colour.table(name))
    with pytest.raises(ValueError):
        colour.table(name)[0, 0] = 1
