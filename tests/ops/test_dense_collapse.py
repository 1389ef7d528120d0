"""Two dense layers are one, unless something bends between them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnnlab.errors import LabError
from cnnlab.ops.activation import NAMES, activate
from cnnlab.ops.dense_collapse import collapse

BENDING = [name for name in NAMES if name not in ("softmax", "linear")]
SEEDS = st.integers(0, 999)


@settings(max_examples=200, deadline=None)
@given(SEEDS)
def test_without_an_activation_they_are_one(seed):
    found = collapse("linear", seed=seed)
    first, second = found.first.astype(float), found.second.astype(float)
    np.testing.assert_allclose(found.single, second @ first, atol=1e-6)
    np.testing.assert_allclose(found.single_bias, second @ found.first_bias + found.second_bias, atol=1e-6)
    np.testing.assert_allclose(found.one_step, found.two_steps, atol=found.rounding)
    np.testing.assert_allclose(found.bent, found.two_steps, atol=found.rounding)
    np.testing.assert_allclose(found.pair, found.twice_zero, atol=2 * found.rounding)
    assert not found.proved
    assert [each.shape for each in (first, second, found.single)] == [(3, 4), (2, 3), (2, 4)]


@settings(max_examples=200, deadline=None)
@given(SEEDS, st.sampled_from(BENDING))
def test_with_one_they_are_what_the_formula_says(seed, name):
    found = collapse(name, 0.1, 1.5, seed)

    def layers(x):
        bent = activate(found.first @ x + found.first_bias, name, 0.1, 1.5)
        return found.second.astype(float) @ bent + found.second_bias

    np.testing.assert_allclose(found.bent, layers(found.x), atol=1e-5)
    np.testing.assert_allclose(found.bent_opposite, layers(-found.x), atol=1e-5)
    np.testing.assert_allclose(found.bent_zero, layers(0 * found.x), atol=1e-5)


@pytest.mark.parametrize("name", BENDING)
def test_every_seed_proves_that_no_single_layer_does_it(name):
    for seed in range(200 if name == "relu" else 30):
        found = collapse(name, seed=seed)
        assert found.proved, seed
        assert np.abs(found.bent - found.one_step).max() > found.rounding, seed


def test_nothing_is_proved_of_what_a_single_layer_does():
    for seed in range(30):
        assert not collapse("linear", seed=seed).proved, seed


@pytest.mark.parametrize("name", ["softmax", "foo", None])
def test_what_is_no_activation_gets_a_sentence(name):
    with pytest.raises(LabError):
        collapse(name)


def test_a_leaky_relu_of_slope_one_bends_nothing():
    assert not collapse("leaky_relu", slope=1.0).proved
