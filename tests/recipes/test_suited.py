"""What networks are made to be trained with: the number of epochs and pictures set apart follow the data set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import PRESETS
from cnnlab.recipes.suited import suited


@pytest.mark.parametrize(
    ("pictures", "epochs", "validation"),
    [(60_000, 1, 0.02), (50_000, 2, 0.02), (8000, 8, 0.1), (1400, 43, 0.1), (20, 50, 0.1), (12_000, 5, 0.1)],
)
def test_the_fast_network_sees_as_many_pictures_as_mnist_has(pictures, epochs, validation):
    found = suited("fast", pictures)
    assert (found["epochs"], found["validation"]) == (epochs, validation)


@given(st.sampled_from([*PRESETS, "own"]), st.integers(1, 10**7))
def test_they_are_always_settings_of_a_recipe(network, pictures):
    ClassifierRecipe(**suited(network, pictures))
    assert bool(suited(network, pictures)) == (network in ("fast", "residual"))
