from __future__ import annotations

import itertools
import random

import keras
import numpy as np
import pytest

from cnnlab.errors import LabError
from cnnlab.networks.classifier import build_classifier
from cnnlab.recipes.layers import PRESETS, Layer


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("shape", [(28, 28, 1), (32, 32, 3)])
@pytest.mark.parametrize("batch_norm", [False, True])
def test_every_preset_gives_logits(preset, shape, batch_norm):
    model = build_classifier(shape, 7, PRESETS[preset], batch_norm=batch_norm, dropout=0.2, l2=1e-4)
    logits = model(np.zeros((2, *shape), np.float32)).numpy()
    assert logits.shape == (2, 7)
    assert np.isfinite(logits).all()


@pytest.mark.parametrize(("preset", "parameters"), [("article", 93_322), ("lenet5", 61_706)])
def test_parameters_as_they_are_known(preset, parameters):
    assert build_classifier((28, 28, 1), 10, PRESETS[preset]).count_params() == parameters


@pytest.mark.parametrize("kind", ["conv", "separable", "residual", "dense"])
def test_the_start_is_the_one_that_the_seed_gives_whatever_else_the_process_draws(kind):
    # Other threads of a worker draw from the generator of the process while a network is built.
    layers = (Layer(kind, 4), Layer(kind, 6), *((Layer("flatten"),) if kind != "dense" else ()))
    held = random.getstate()
    ours = build_classifier((28, 28, 1), 10, layers, dropout=0.3, seed=5).get_weights()
    assert random.getstate() == held
    if kind == "dense":
        keras.utils.set_random_seed(5)
        model = keras.Sequential(
            [keras.Input((28, 28, 1)), keras.layers.Flatten(), *map(keras.layers.Dense, (4, 6, 10))]
        )
        for mine, plain in zip(ours, model.get_weights(), strict=True):
            np.testing.assert_array_equal(mine, plain)


def test_the_same_seed_gives_the_same_start():
    first, again, other = (
        build_classifier((28, 28, 1), 10, PRESETS["article"], seed=seed).get_weights()[0]
        for seed in (1, 1, 2)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


@pytest.mark.parametrize(
    ("layers", "says"),
    [
        ((Layer("conv", size=15), Layer("conv", size=15)), r"Layer 2 \(conv\) has a window of 15"),
        ((Layer("max_pool", size=4),) * 3, r"Layer 3 \(max_pool\).*only 1"),
        ((Layer("dense"), Layer("conv")), r"Layer 2 \(conv\) needs maps"),
        ((Layer("global_pool"), Layer("max_pool")), r"Layer 2 \(max_pool\) needs maps"),
        ((Layer("flatten"), Layer("residual")), r"Layer 2 \(residual\) needs maps"),
    ],
)
def test_an_impossible_stack_says_which_layer_and_why(layers, says):
    with pytest.raises(LabError, match=says):
        build_classifier((28, 28, 1), 10, layers)


def test_a_residual_block_adds_its_input():
    """With its second convolution at zero the block is the activation of its input."""
    model = build_classifier((8, 8, 4), 2, (Layer("residual", 4), Layer("global_pool")))
    for weights in model.get_layer("1_residual_b").weights:
        weights.assign(np.zeros(weights.shape))
    inputs = np.random.default_rng(0).normal(size=(1, 8, 8, 4)).astype(np.float32)
    logits = model.get_layer("logits")
    expected = np.maximum(inputs, 0).mean(axis=(1, 2)) @ logits.kernel.numpy() + logits.bias.numpy()
    np.testing.assert_allclose(model(inputs).numpy(), expected, atol=1e-5)


@pytest.mark.parametrize("kind", ["conv", "separable", "residual", "dense"])
def test_every_kernel_is_penalised_and_nothing_else(kind):
    model = build_classifier(
        (8, 8, 3), 2, (Layer(kind, 4), Layer("dense", 3)), l1=0.1, l2=0.01, batch_norm=True
    )
    kernels = [each.numpy() for each in model.trainable_variables if "kernel" in each.name]
    wanted = sum(0.1 * np.abs(each).sum() + 0.01 * (each**2).sum() for each in kernels)
    np.testing.assert_allclose(float(sum(model.losses)), wanted, rtol=1e-5)


def test_layers_of_one_width_do_not_drop_the_same_units():
    layers = (Layer("flatten"), Layer("dense", 40), Layer("dense", 40))
    model = build_classifier((5, 8, 1), 3, layers, dropout=0.5, seed=4)
    drops = [layer for layer in model.layers if isinstance(layer, keras.layers.Dropout)]
    dropped = [layer(np.ones((1, 40), np.float32), training=True).numpy() == 0 for layer in drops]
    assert len(dropped) == 3
    for one, other in itertools.combinations(dropped, 2):
        assert (one != other).any()
