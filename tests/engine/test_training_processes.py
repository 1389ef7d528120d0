"""How TensorFlow is set up where it trains."""

from __future__ import annotations

import os

from cnnlab.engine import processes
from cnnlab.training import process


def test_those_that_train_are_set_up_for_it():
    assert not process.SETTINGS.keys() & processes._tensorflow("quick", 2).keys()
    assert process.SETTINGS.items() <= processes._tensorflow("train-1", 2).items()
    # What measures how long a training will take computes as a training does.
    assert process.KERNELS.items() <= processes._tensorflow("long", 2).items()


def test_what_somebody_has_set_otherwise_stays(monkeypatch):
    first, second = process.SETTINGS
    monkeypatch.setattr(os, "environ", {first: "0"})
    process.prepare()
    assert os.environ == {first: "0", second: process.SETTINGS[second]}
