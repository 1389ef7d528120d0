"""Which pictures count as the same scene."""

from __future__ import annotations

import numpy as np

from cnnlab.datasets import shapes
from cnnlab.datasets.similar import groups_of
from tests.datasets.zips import photo


def test_noise_brightness_and_a_shift_by_a_hair_change_nothing():
    rng = np.random.default_rng(0)
    base = photo(3, 100).astype(float)
    others = [
        base,
        base + rng.normal(0, 5, base.shape),
        0.9 * base,
        np.roll(base, 1, axis=1),
        photo(4, 100),
        photo(5, 100),
    ]
    pictures = np.stack([np.clip(each, 0, 255).astype(np.uint8) for each in others])
    groups = groups_of(pictures)
    assert len(set(groups[:4])) == 1
    assert len(set(groups[3:])) == 3


def test_what_hangs_together_is_one_group_whatever_the_order():
    # A slow pan: neighbours are alike, the first and the last are not.
    wide = np.random.default_rng(1).integers(0, 256, (2, 6, 3)).astype(np.uint8).repeat(60, 0).repeat(60, 1)
    pan = np.stack([wide[:, start : start + 120] for start in range(200)])
    assert set(groups_of(pan)) == {0}
    assert set(groups_of(pan[np.random.default_rng(2).permutation(len(pan))])) == {0}
    assert len(set(groups_of(pan[[0, -1]]))) == 2


def test_flat_pictures_and_different_ones_are_all_apart():
    flat = np.full((4, 32, 32, 1), 100, np.uint8)
    assert len(set(groups_of(flat))) == 4
    pictures, _ = shapes.draw(200, seed=5)
    assert len(set(groups_of(pictures))) > 195
