from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.networks.classifier import network_of
from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import run, snapshots
from cnnlab.training.snapshots import COUNT, moments

SMALL = ClassifierRecipe(layers=(Layer("conv", 4), Layer("dense", 8)), examples=300, batch_size=16, epochs=3)


@given(st.integers(1, 200_000))
def test_the_first_and_the_last_step_and_at_most_eight_between(steps):
    found = moments(steps)
    assert found[0] == 0
    assert found[-1] == steps
    assert len(found) <= COUNT
    assert list(found) == sorted(set(found))


def test_a_training_leaves_them_and_the_last_are_its_weights(tmp_path):
    run(SMALL, tmp_path)
    steps = sorted(int(file.stem) for file in (tmp_path / "checkpoints").glob("*.npz"))
    assert tuple(steps) == moments(16 * 3)
    model = network_of(SMALL, (28, 28, 1), 10)
    first = model.get_weights()
    model.load_weights(tmp_path / "model.weights.h5")
    for step, wanted in ((0, first), (48, model.get_weights())):
        with np.load(tmp_path / "checkpoints" / f"{step}.npz") as held:
            for index, value in enumerate(wanted):
                assert held[str(index)].dtype == np.float16
                np.testing.assert_allclose(held[str(index)], value, rtol=1e-3, atol=1e-4)


def test_a_large_network_leaves_none(tmp_path, monkeypatch):
    monkeypatch.setattr(snapshots, "MOST_PARAMETERS", 100)
    run(replace(SMALL, epochs=1), tmp_path)
    assert not list((tmp_path / "checkpoints").iterdir())


@pytest.mark.parametrize("epochs", [1, 5])
def test_there_are_ten_of_a_training_that_is_long_enough(epochs):
    assert len(moments(100 * epochs)) == COUNT
