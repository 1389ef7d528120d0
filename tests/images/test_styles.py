"""The style pictures: drawn ones, the same for the same seed and unlike one another, and textures."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.images import styles, styles_sheet
from cnnlab.images.styles_drawn import DRAWN
from cnnlab.images.styles_tools import nearest_two, surface


def draw(name: str, seed: int, side: int = 96) -> np.ndarray:
    return DRAWN[name](np.random.default_rng(seed), side)


def test_there_are_enough_of_them():
    assert len(DRAWN) >= 12
    assert len(styles.NAMES) == len(set(styles.NAMES)) == len(DRAWN) + len(styles.TEXTURES)
    assert styles.DEFAULT in DRAWN


@pytest.mark.parametrize("name", styles.NAMES)
def test_it_is_a_picture_in_colour_that_nobody_can_change(name):
    picture = styles.sample(name)
    assert picture.dtype == np.uint8
    assert picture.ndim == 3
    assert picture.shape[2] == 3
    assert min(picture.shape[:2]) >= 256
    assert np.ptp(picture.astype(int)) > 100
    assert not picture.flags.writeable
    if name in DRAWN:
        assert picture.shape == (styles.SIDE, styles.SIDE, 3)


@pytest.mark.parametrize("name", DRAWN)
def test_the_same_seed_gives_the_same_picture_and_another_seed_another(name):
    first, again, other = draw(name, 0), draw(name, 0), draw(name, 1)
    np.testing.assert_array_equal(first, again)
    assert (first != other).any(axis=2).mean() > 0.2


def test_no_two_are_alike():
    """Neither in their colours nor in how fast these change."""

    def seen(name: str) -> np.ndarray:
        picture = styles.sample(name).astype(float)
        texture = np.abs(np.diff(picture, axis=0)).mean()
        return np.array([*picture.mean(axis=(0, 1)), *picture.std(axis=(0, 1)), texture])

    known = {name: seen(name) for name in DRAWN}
    for one, other in itertools.combinations(known, 2):
        assert np.abs(known[one] - known[other]).max() > 8, (one, other)


def test_a_name_that_there_is_not():
    with pytest.raises(LabError, match="nothing_such"):
        styles.sample("nothing_such")


def test_a_surface_is_smooth_and_fills_its_range():
    found = surface(np.random.default_rng(0), 80, 20)
    assert found.shape == (80, 80)
    assert found.min() == 0
    assert found.max() == pytest.approx(1)
    assert np.abs(np.diff(found, axis=0)).max() < 0.2


def test_the_nearest_points_against_all_distances():
    points = np.random.default_rng(1).uniform(0, 30, (9, 2))
    nearest, first, second = nearest_two(points, 30)
    rows, columns = np.mgrid[:30, :30]
    every = np.hypot(rows[..., None] - points[:, 0], columns[..., None] - points[:, 1])
    np.testing.assert_array_equal(nearest, every.argmin(axis=2))
    np.testing.assert_allclose([first, second], np.sort(every, axis=2)[..., :2].transpose(2, 0, 1), rtol=1e-4)


def test_the_small_ones_are_those_that_are_drawn():
    """Where this fails a style is drawn otherwise than before: ``python -m cnnlab.images.styles_sheet``."""
    held = np.concatenate(list(styles_sheet.thumbnails().values()), axis=1).astype(int)
    wanted = styles_sheet.drawn().astype(int)
    assert held.shape == wanted.shape
    # What the JPEG loses.
    assert np.abs(held - wanted).mean() < 6
