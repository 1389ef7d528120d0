from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.recipes import ClassifierRecipe, Layer, read, write
from cnnlab.recipes.layers import PRESETS


@pytest.mark.parametrize("preset", PRESETS)
def test_what_is_written_is_read_again(preset):
    recipe = ClassifierRecipe(layers=PRESETS[preset], dropout=0.25, flip=True, seed=7)
    assert read(write(recipe)) == recipe


def test_missing_settings_have_their_usual_values():
    assert read('{"kind": "classifier", "epochs": 3}') == replace(ClassifierRecipe(), epochs=3)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        "{}",
        '{"kind": ["classifier"]}',
        '{"kind": "virus"}',
        '{"kind": "classifier", "layers": 3}',
        '{"kind": "classifier", "layers": []}',
        '{"kind": "classifier", "layers": [3]}',
        '{"kind": "classifier", "layers": [{}]}',
        '{"kind": "classifier", "layers": [{"kind": "conv", "units": 1e9}]}',
        '{"kind": "classifier", "layers": [{"kind": "conv", "units": true}]}',
        '{"kind": "classifier", "__class__": 1}',
        '{"kind": "classifier", "epochs": 1e400}',
        '{"kind": "classifier", "epochs": 0}',
        '{"kind": "classifier", "epochs": "3"}',
        '{"kind": "classifier", "learning_rate": NaN}',
        '{"kind": "classifier", "learning_rate": 1' + 400 * "0" + "}",
        '{"kind": "classifier", "flip": 1}',
        '{"kind": "classifier", "data": "../../etc"}',
        "[" * 5000,
        '{"kind": "classifier", "data": "' + "x" * 200_000 + '"}',
    ],
)
def test_what_is_no_recipe_gets_a_sentence(text):
    with pytest.raises(LabError):
        read(text)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(asdict(ClassifierRecipe()))), anything, max_size=4))
def test_whatever_stands_in_it_it_is_sound_or_a_sentence(held):
    try:
        recipe = read(json.dumps({"kind": "classifier", **held}))
    except LabError:
        return
    assert read(write(recipe)) == recipe


def test_a_recipe_is_a_value():
    assert hash(ClassifierRecipe()) == hash(ClassifierRecipe(layers=list(PRESETS["article"])))
    with pytest.raises(LabError, match="layers"):
        ClassifierRecipe(layers=(Layer("conv"),) * 41)
