"""What a training tells, and what that costs."""

from __future__ import annotations

import time

from cnnlab.recipes import ClassifierRecipe, Layer
from cnnlab.training import loop, run, telling

RECIPE = ClassifierRecipe(
    layers=(Layer("conv", 2), Layer("max_pool", size=4)), examples=200, batch_size=50, epochs=2
)
NAP = 0.05


def test_all_that_telling_takes_is_counted(tmp_path, monkeypatch):
    made = []

    class Kept(telling.Teller):
        def __init__(self, *given):
            super().__init__(*given)
            made.append(self)

    told = []

    def report(event):
        told.append(event["kind"])
        time.sleep(NAP)

    monkeypatch.setattr(loop, "Teller", Kept)
    monkeypatch.setattr(telling, "PERIOD", 0.0)
    run(RECIPE, tmp_path, report)
    assert {"start", "steps", "epoch", "look"} == set(told)
    assert made[0].spent >= NAP * len(told)
