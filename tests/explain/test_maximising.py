"""Activation maximisation."""

from __future__ import annotations

import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.explain.maximising import TOGETHER, Wish, climb, first_pictures, maximise
from tests.explain.networks import pooled, without_bias


@pytest.mark.parametrize(
    ("layer", "unit"), [("last", 2), ("logits", 1), ("last", None), ("first", 0)], ids=lambda part: str(part)
)
def test_the_unit_gets_more_and_more_excited(layer, unit):
    model = pooled()
    frames = list(maximise(model, Wish(layer, unit, steps=60, restarts=3, jitter=1)))
    assert [frame.step for frame in frames] == [*range(0, 60, TOGETHER), 60]
    assert frames[-1].pictures.shape == (3, 12, 10, 3)
    for frame in frames:
        assert frame.pictures.min() >= 0
        assert frame.pictures.max() <= 1
    assert (frames[-1].values > frames[0].values).all()
    assert np.mean(frames[-1].values) > np.mean(frames[0].values) + 0.5 * np.std(frames[0].values)


def test_the_value_is_the_networks_own():
    model = without_bias()
    last = list(maximise(model, Wish("logits", 2, steps=8, restarts=2), factor=2.0))[-1]
    np.testing.assert_allclose(last.values, model(2 * last.pictures).numpy()[:, 2], rtol=1e-5, atol=1e-6)


def test_the_same_seed_gives_the_same_pictures():
    model = pooled()
    first, again, other = (
        list(maximise(model, Wish("last", 0, steps=10, seed=seed)))[-1].pictures for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_a_smoother_wish_gives_a_smoother_picture():
    model = pooled()

    def roughness(smooth):
        pictures = list(maximise(model, Wish("first", 1, steps=80, smooth=smooth)))[-1].pictures
        return np.abs(np.diff(pictures, axis=1)).mean() + np.abs(np.diff(pictures, axis=2)).mean()

    assert roughness(10.0) < 0.7 * roughness(0.0)


@pytest.mark.parametrize("wrong", [{"steps": 0}, {"restarts": 0}])
def test_a_wish_needs_a_step_and_a_picture(wrong):
    with pytest.raises(LabError, match="at least one"):
        Wish("last", 0, **wrong)


def test_what_is_compiled_once_serves_for_all_units_and_settings():
    model = pooled()
    climber = climb(model, "last", whole=False)
    for wish in (
        Wish("last", 1, steps=8),
        Wish("last", 4, steps=8, restarts=2, jitter=0, smooth=3.0, seed=5),
    ):
        kept, alone = (list(maximise(model, wish, climber=each))[-1] for each in (climber, None))
        np.testing.assert_array_equal(kept.pictures, alone.pictures)
        np.testing.assert_array_equal(kept.values, alone.values)


def test_the_noise_is_known_without_a_model():
    wish = Wish("last", 0, steps=1, restarts=3, seed=4)
    first = next(iter(maximise(pooled(), wish)))
    np.testing.assert_allclose(first_pictures(wish, (12, 10, 3)), first.pictures, atol=1e-6)
