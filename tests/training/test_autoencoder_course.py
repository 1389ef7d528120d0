"""An autoencoder's run depends on its recipe alone: not on chance, and not on where it was stopped."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab.recipes import AutoencoderRecipe
from cnnlab.training import codes, run

SMALL = AutoencoderRecipe(
    examples=120, batch_size=20, epochs=2, filters=4, hidden=8, code=2, learning_rate=5e-3, validation=0.2
)
"""Four steps an epoch."""
RECIPES = {
    "autoencoder": SMALL,
    "variational": replace(SMALL, network="variational", beta=2.0, warm_up=1.5),
}


def without_times(measured: dict) -> dict:
    """What was measured, but not how long it took."""
    return {name: value for name, value in measured.items() if name != "seconds"}


def codes_of(folder) -> dict:
    with np.load(folder / codes.NAME) as held:
        return dict(held)


@pytest.mark.parametrize("name", RECIPES)
def test_the_same_recipe_gives_the_same_run_also_when_it_was_stopped(tmp_path, name, monkeypatch):
    # Every call is told of, so that the training stops where it should, also within an epoch.
    monkeypatch.setattr("cnnlab.training.telling.PERIOD", 0.0)
    recipe = RECIPES[name]
    whole = run(recipe, tmp_path / "whole")
    again = run(recipe, tmp_path / "again")
    assert without_times(again) == without_times(whole)
    # In the second epoch, while beta still rises.
    stopped = run(recipe, tmp_path / "parts", lambda event: event["step"] < 5)
    assert stopped["ended"] == "stopped"
    assert len(stopped["epochs"]) == 1
    resumed = run(recipe, tmp_path / "parts")
    assert without_times(resumed) == without_times(whole)
    ours = codes_of(tmp_path / "parts")
    for part, values in codes_of(tmp_path / "whole").items():
        np.testing.assert_array_equal(ours[part], values, err_msg=part)
