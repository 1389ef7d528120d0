"""Generators and discriminators: counted without TensorFlow as they are built."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from cnnlab.networks.gan import gan_of, generator_of
from cnnlab.networks.gan_blocks import discriminator_blocks, generator_blocks, plan_of
from cnnlab.recipes.gan import NETWORKS, UPSAMPLING, GanRecipe

GREY, COLOUR = (28, 28, 1), (32, 32, 3)


def asked(recipe, count=3):
    noise = np.random.default_rng(0).standard_normal((count, recipe.noise)).astype(np.float32)
    return [noise, np.arange(count, dtype=np.int32)] if recipe.conditional else noise


@pytest.mark.parametrize(
    ("network", "upsampling", "shape", "spectral"),
    [
        *product(NETWORKS, UPSAMPLING[:1], (GREY, COLOUR), (True, False)),
        ("dcgan", "transposed", COLOUR, True),
    ],
)
def test_each_makes_and_judges_pictures_and_has_what_was_planned(network, upsampling, shape, spectral):
    recipe = GanRecipe(network=network, upsampling=upsampling, filters=6, noise=5, spectral=spectral)
    model = gan_of(recipe, shape, 7)
    made, scores = (np.asarray(each) for each in model(asked(recipe)))
    assert made.shape == (3, *shape)
    assert scores.shape == (3, 1)
    assert made.min() >= 0
    assert made.max() <= 1
    for half, name in zip(plan_of(recipe, shape, 7), ("generator", "discriminator"), strict=True):
        assert sum(layer.parameters for layer in half) == model.get_layer(name).count_params()


@pytest.mark.parametrize("network", NETWORKS)
def test_shapes_are_those_of_keras(network):
    recipe = GanRecipe(network=network, filters=6, noise=5)
    model = gan_of(recipe, COLOUR, 7)
    lists = (generator_blocks(recipe, COLOUR), discriminator_blocks(recipe))
    planned = plan_of(recipe, COLOUR, 7)
    for part, blocks, plans in zip(("generator", "discriminator"), lists, planned, strict=True):
        shapes = {plan.name: plan.shape for plan in plans}
        for block in blocks:
            held = model.get_layer(part).get_layer(block.name).output.shape[1:]
            assert tuple(held) == shapes[block.name], block.name


def test_a_generator_built_again_has_the_same_first_weights():
    recipe = GanRecipe(filters=4, noise=3, seed=5)
    first = gan_of(recipe, GREY, 10).get_layer("generator")
    for one, other in zip(first.variables, generator_of(recipe, GREY, 10).variables, strict=True):
        np.testing.assert_array_equal(one, other)
    another = generator_of(GanRecipe(filters=4, noise=3, seed=6), GREY, 10)
    assert not np.array_equal(first.get_layer("lay_out").kernel, another.get_layer("lay_out").kernel)


def test_a_label_moves_the_score_by_the_features_along_its_vector():
    """The projection of Miyato and Koyama 2018, written out with NumPy."""
    recipe = GanRecipe(filters=4, noise=3, spectral=False)
    discriminator = gan_of(recipe, GREY, 10).get_layer("discriminator")
    pictures = np.random.default_rng(1).random((4, *GREY), np.float32)
    labels = np.array([3, 0, 9, 3], np.int32)
    import keras

    features = np.asarray(
        keras.Model(discriminator.inputs[0], discriminator.get_layer("features").output)(pictures), np.float64
    )
    vectors = np.asarray(discriminator.get_layer("of_label").kernel, np.float64)
    verdict = discriminator.get_layer("verdict")
    wanted = features @ np.asarray(verdict.kernel, np.float64)[:, 0] + float(np.asarray(verdict.bias)[0])
    wanted += (features * vectors[:, labels].T).sum(axis=1)
    np.testing.assert_allclose(
        np.asarray(discriminator([pictures, labels]))[:, 0], wanted, rtol=1e-4, atol=1e-5
    )
