"""What the benchmark measures is what a student presses."""

from __future__ import annotations

import time

import pytest

from benchmarks import training
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import PRESETS


def test_the_fast_network_is_trained_as_it_was_when_its_time_was_measured():
    assert (
        ClassifierRecipe(
            data="mnist",
            layers=PRESETS["fast"],
            batch_norm=True,
            schedule="one_cycle",
            learning_rate=0.008,
            label_smoothing=0.05,
            batch_size=96,
            epochs=1,
            validation=0.02,
        )
        == training.FAST
    )


def test_the_cost_of_telling_has_the_epoch_in_it_and_not_the_start(monkeypatch):
    def pretend(seconds):
        def tell(self, *_):
            time.sleep(seconds)
            self.spent += seconds
            return True

        return tell

    monkeypatch.setattr(training.telling.Teller, "__init__", lambda self: setattr(self, "spent", 0.0))
    for name, seconds in (("start", 0.3), ("steps", 0.02), ("epoch", 0.2)):
        monkeypatch.setattr(training.telling.Teller, name, pretend(seconds))
    teller = training._Teller()
    teller.start()
    teller.steps()
    teller.steps()
    time.sleep(0.22)
    teller.epoch()
    assert training._Teller.last.share == pytest.approx(0.22 / 0.44, abs=0.05)
