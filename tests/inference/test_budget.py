"""How much may be asked of a network at once, and what is kept of it."""

from __future__ import annotations

import pytest

from cnnlab import pretrained
from cnnlab.inference.budget import PACE, passes_within
from cnnlab.inference.keeping import MOST, keep_few
from cnnlab.networks.plan import plan
from cnnlab.pretrained import Trained
from cnnlab.recipes import ClassifierRecipe
from cnnlab.recipes.layers import PRESETS


def network(preset: str, shape=(32, 32, 3)) -> Trained:
    recipe = ClassifierRecipe(data="shapes", layers=PRESETS[preset])
    return Trained("n", None, recipe, shape, tuple("abcdefghij"), {}, pretrained.MODELS)


@pytest.mark.parametrize("preset", PRESETS)
def test_so_many_passes_take_so_many_multiply_adds(preset):
    held = network(preset)
    each = sum(layer.multiply_adds for layer in plan(held.shape, 10, held.recipe.layers))
    count = passes_within(held, 2.0)
    assert count * each <= 2 * PACE < (count + 1) * each


def test_one_pass_is_always_allowed():
    assert passes_within(network("residual"), 1e-9) == 1


def test_the_last_few_are_kept():
    held, made = network("fast"), []

    def ask(key: int) -> int:
        return keep_few(held, "g", key, lambda: made.append(key) or key)

    for key in range(MOST):
        ask(key)
    assert ask(0) == 0
    assert len(made) == MOST
    ask(MOST)  # drives out 1, the one that was asked longest ago
    ask(0)
    assert len(made) == MOST + 1
    ask(1)
    assert made[-1] == 1
