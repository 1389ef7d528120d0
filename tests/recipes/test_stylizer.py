from __future__ import annotations

import pytest

from cnnlab.engine.limits import limits
from cnnlab.errors import LabError
from cnnlab.recipes import StylizerRecipe, read, write


def test_recipes_travel_as_json():
    recipe = StylizerRecipe(content="my photos", precision="bfloat16", seed=4)
    assert read(write(recipe)) == recipe
    assert '"kind": "stylizer"' in write(recipe)


@pytest.mark.parametrize(
    "settings",
    [
        {"content": ""},
        {"style": 3},
        {"perceptual": "a\0b"},
        {"content": "x" * 301},
        {"precision": "float8"},
        {"crop": 8},
        {"batch_size": 8, "repeats": 3},
        {"own": 0.9},
        {"style_weight": float("nan")},
    ],
)
def test_what_does_not_fit_gets_a_sentence(settings):
    with pytest.raises(LabError):
        StylizerRecipe(**settings)


def test_nobody_trains_one_through_the_browser():
    """It would read folders of the server."""
    with pytest.raises(LabError, match="command line"):
        limits().check(StylizerRecipe())
