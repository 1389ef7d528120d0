"""Recipes of paintings: to JSON and back, and what is none."""

from __future__ import annotations

import json

import pytest

from cnnlab.errors import LabError
from cnnlab.recipes import PaintingRecipe, read, write
from cnnlab.recipes.reading import RUNNABLE

RECIPE = PaintingRecipe(
    "a/photo.jpg",
    "b.png",
    "vgg19",
    "noise",
    (),
    ("relu1_1", "relu3_1"),
    0.0,
    3.5,
    0.1,
    (64, 96),
    (5, 0),
    seed=7,
)


def test_a_recipe_travels_as_json_but_pages_train_none():
    assert read(write(RECIPE), RUNNABLE) == RECIPE
    assert read('{"kind": "painting"}', RUNNABLE) == PaintingRecipe()
    with pytest.raises(LabError, match="classifier"):
        read(write(RECIPE))


@pytest.mark.parametrize(
    "settings",
    [
        {"network": "vgg16"},
        {"start": "style"},
        {"content": ""},
        {"content": 3},
        {"style": "a\nb"},
        {"style_layers": ["relu4_1"]},
        {"style_layers": ["relu1_1", "relu1_1"]},
        {"style_layers": [["relu1_1"]]},
        {"content_layers": "relu1_1"},
        {"content_weight": -1},
        {"style_weight": "much"},
        {"variation_weight": float("nan")},
        {"content_weight": 0, "style_weight": 0},
        {"content_layers": [], "style_weight": 0},
        {"sides": []},
        {"sides": [64, 64], "steps": [1, 1]},
        {"sides": [96, 64], "steps": [1, 1]},
        {"sides": [4], "steps": [1]},
        {"sides": [64.5], "steps": [1]},
        {"sides": 64, "steps": 1},
        {"sides": [64], "steps": [1, 2]},
        {"sides": [64], "steps": [-1]},
        {"sides": [64], "steps": [True]},
        {"learning_rate": 0},
        {"averaging": 1},
        {"seed": -1},
        {"colour": 1},
    ],
)
def test_what_is_none_is_said_in_a_sentence(settings):
    with pytest.raises(LabError):
        read(json.dumps({"kind": "painting", **settings}), RUNNABLE)


def test_what_counts_has_a_weight_and_a_layer():
    assert not RECIPE.counts("content")
    assert RECIPE.counts("style")
    assert not PaintingRecipe(content_layers=()).counts("content")
    assert RECIPE.longest == 96
