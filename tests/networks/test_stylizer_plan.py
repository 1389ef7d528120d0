"""The layers of a stylizer as they are counted, against the network that is built."""

from __future__ import annotations

import pytest

from cnnlab.networks.stylizer import stylizer_of
from cnnlab.networks.stylizer_plan import plan_of
from cnnlab.recipes import StylizerRecipe


@pytest.mark.parametrize("blocks", [0, 2])
def test_the_counts_are_those_of_keras(blocks):
    recipe = StylizerRecipe(filters=6, blocks=blocks, hidden=9)
    model = stylizer_of(recipe)
    for name, planned in zip(("encoder", "decoder"), plan_of(recipe, 20), strict=True):
        half = model.get_layer(name)
        assert sum(each.parameters for each in planned) == half.count_params()
        assert {each.name: each.parameters for each in planned} == {
            layer.name: layer.count_params() for layer in half.layers if layer.count_params()
        }
