"""The recipe of a network for one style: as JSON, its limits, and what does not fit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.images import embedded
from cnnlab.recipes import OneStyleRecipe, read, write

NOISE = np.random.default_rng(0).integers(0, 256, (300, 400, 3), dtype=np.uint8)


def test_it_comes_back_with_its_pictures():
    recipe = OneStyleRecipe(style=embedded.embed(NOISE), picture=embedded.embed(NOISE[:200]), seed=4)
    assert read(write(recipe)) == recipe


@pytest.mark.parametrize(
    "settings",
    [
        {"style": "nowhere"},
        {"style": embedded.PREFIX + "AAAA"},
        {"style": embedded.embed(NOISE[:15])},
        {"style": 3},
        {"picture": "coffee"},
        {"style_seed": -1},
        {"start": "nothing"},
        {"perceptual": "vgg16"},
        {"crop": 8},
        {"batch_size": 17},
        {"style_weight": -1},
        {"steps": 1000, "epochs": 1000},
    ],
)
def test_what_does_not_fit_gets_a_sentence(settings):
    with pytest.raises(LabError):
        OneStyleRecipe(**settings)


def test_pages_may_train_it_within_bounds():
    limits().check(OneStyleRecipe())
    limits().check(OneStyleRecipe(perceptual="vgg19"))
    with pytest.raises(LabError, match="GB"):
        limits().check(OneStyleRecipe(crop=256, batch_size=16, perceptual="vgg19", filters=56))
    with pytest.raises(LabError, match="epochs"):
        limits().check(replace(OneStyleRecipe(), epochs=201))
