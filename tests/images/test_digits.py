"""Digits prepared as MNIST's were."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw
from scipy import ndimage

from cnnlab.errors import LabError
from cnnlab.images import DIGITS, digit, to_digit
from cnnlab.images.handwriting import WRITERS, large_digit


def drawing(size: tuple[int, int] = (280, 280), width: int = 22) -> np.ndarray:
    """Return a seven, white on black, far from the middle."""
    image = Image.new("L", size)
    ImageDraw.Draw(image).line([(30, 40), (120, 40), (60, 190)], fill=255, width=width, joint="curve")
    return np.asarray(image)


def box(picture: np.ndarray) -> tuple[int, int]:
    rows, columns = np.nonzero(picture)
    return int(np.ptp(rows)) + 1, int(np.ptp(columns)) + 1


def test_fitted_and_centred():
    ink = drawing()
    found = to_digit(ink)
    assert found.shape == (28, 28)
    assert found.dtype == np.uint8
    assert found.max() == 255
    assert box(found)[0] == 20
    height, width = box(ink)
    assert abs(box(found)[1] - 20 * width / height) <= 1
    assert np.abs(np.array(ndimage.center_of_mass(found)) - 14).max() <= 0.51


def test_it_is_the_same_digit():
    ink = drawing()
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    found = to_digit(ink)
    rows, columns = np.nonzero(found)
    small = found[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] / 255
    expected = ndimage.zoom(ndimage.gaussian_filter(cut / 255, 4), np.array(small.shape) / cut.shape, order=1)
    assert np.corrcoef(small.ravel(), expected.ravel())[0, 1] > 0.95


def test_lines_are_soft_at_their_edges():
    found = to_digit(drawing())
    assert ((found > 20) & (found < 235)).sum() > 20


@pytest.mark.parametrize("place", [(0, 0), (100, 60), (140, 80)])
@pytest.mark.parametrize("scale", [0.5, 1, 3])
def test_place_and_size_do_not_matter(place, scale):
    reference = to_digit(drawing()).astype(float)
    moved = np.roll(drawing(), place, axis=(1, 0))
    size = round(280 * scale)
    moved = np.asarray(Image.fromarray(moved).resize((size, size), Image.Resampling.BOX))
    found = to_digit(moved)
    assert np.corrcoef(found.ravel(), reference.ravel())[0, 1] > 0.95


def test_dark_ink_on_light_paper():
    np.testing.assert_array_equal(to_digit(255 - drawing()), to_digit(drawing()))
    colour = np.repeat((255 - drawing())[..., None], 3, axis=2)
    np.testing.assert_array_equal(to_digit(colour), to_digit(drawing()))


def test_a_photograph_of_paper_under_a_lamp():
    y, x = np.mgrid[:280, :280] / 280
    lamp = 0.55 + 0.4 * x - 0.25 * (y - 0.5) ** 2
    grain = np.random.default_rng(1).normal(0, 4, (280, 280))
    photograph = np.clip((230 - 0.6 * drawing()) * lamp + grain, 0, 255).astype(np.uint8)
    found, expected = to_digit(photograph), to_digit(drawing())
    assert np.corrcoef(found.ravel(), expected.ravel())[0, 1] > 0.95
    assert (found[expected == 0] < 60).all()


def test_ink_that_touches_the_border():
    ink = drawing()
    rows, columns = np.nonzero(ink)
    cut = ink[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1]
    assert np.corrcoef(to_digit(cut).ravel(), to_digit(ink).ravel())[0, 1] > 0.98


def test_prepared_twice_is_prepared_once():
    once = to_digit(drawing())
    assert np.abs(to_digit(once).astype(int) - once).max() <= 12


@pytest.mark.parametrize(
    "blank",
    [
        np.zeros((140, 140), np.uint8),
        np.full((280, 280, 3), 255, np.uint8),
        np.tile(np.linspace(60, 220, 300).astype(np.uint8), (300, 1)),
        np.random.default_rng(0).normal(200, 5, (600, 800)).clip(0, 255).astype(np.uint8),
        np.zeros((1, 1), np.uint8),
    ],
    ids=["black", "white", "ramp", "grain", "one pixel"],
)
def test_nothing_drawn(blank):
    with pytest.raises(LabError, match="No digit is to be seen"):
        to_digit(blank)
    assert to_digit(blank, prepare=False).shape == (28, 28)


def test_unprepared_is_only_resized():
    ink = drawing((280, 140), 22)
    found = to_digit(255 - ink, prepare=False)
    blocks = (255 - ink).reshape(28, 5, 28, 10).mean(axis=(1, 3))
    assert np.corrcoef(found.ravel(), blocks.ravel())[0, 1] > 0.98
    small = np.arange(784, dtype=np.uint8).reshape(28, 28)
    np.testing.assert_array_equal(to_digit(small, prepare=False), small)


def standardised(rows: np.ndarray) -> np.ndarray:
    rows = rows - rows.mean(axis=1, keepdims=True)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_the_shipped_digits_look_like_those_they_were_made_from():
    from sklearn.datasets import load_digits

    table = load_digits()
    assert len(DIGITS) == WRITERS == 10
    for number in DIGITS:
        seen = set()
        originals = standardised(table.images[table.target == number].reshape(-1, 64))
        for writer in range(WRITERS):
            found = digit(number, writer)
            assert found.shape == (28, 28)
            assert not found.flags.writeable
            assert np.abs(np.array(ndimage.center_of_mass(found)) - 14).max() <= 0.51
            seen.add(found.tobytes())
            large = large_digit(number, writer, 96)[16:80, 16:80]
            cells = standardised(large.reshape(8, 8, 8, 8).mean(axis=(1, 3)).reshape(1, 64))
            assert (originals @ cells.T).max() > 0.93  # the correlation
        assert len(seen) == WRITERS


@pytest.mark.parametrize(("number", "writer"), [(10, 0), (-1, 0), (3, 10), (3, -1)])
def test_digits_that_do_not_exist(number, writer):
    with pytest.raises(LabError, match="There is no"):
        digit(number, writer)
