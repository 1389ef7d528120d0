"""Autoencoders: counted without TensorFlow as they are built."""

from __future__ import annotations

import random

import numpy as np
import pytest

from cnnlab.networks.autoencoder import article_as_printed, autoencoder_of
from cnnlab.networks.autoencoder_blocks import halves, plan_of, printed
from cnnlab.networks.blocks import Block, planned
from cnnlab.recipes.autoencoder import CODED, NETWORKS, PHOTOS, AutoencoderRecipe

GREY, COLOUR = (28, 28, 1), (32, 32, 3)


def recipe_of(network, **more):
    data = PHOTOS if network == "photo_denoiser" else "mnist"
    return AutoencoderRecipe(
        **{"data": data, "network": network, "filters": 6, "hidden": 9, "code": 5, **more}
    )


def inputs_of(network, shape, count=2):
    pictures = np.random.default_rng(0).random((count, *shape), np.float32)
    told = np.zeros((count, *shape[:2], 1), np.float32)
    return [pictures, told] if network in ("inpainter", "photo_denoiser") else pictures


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize("shape", [GREY, COLOUR])
def test_each_gives_pictures_and_has_what_was_planned(network, shape):
    recipe = recipe_of(network)
    model = autoencoder_of(recipe, shape)
    made = np.asarray(model(inputs_of(network, shape)))
    assert made.shape == (2, *shape)
    if network != "photo_denoiser":
        assert made.min() >= 0
        assert made.max() <= 1
    first, second = plan_of(recipe, shape)
    assert sum(layer.parameters for layer in (*first, *second)) == model.count_params()


@pytest.mark.parametrize("network", NETWORKS)
def test_shapes_are_those_of_keras(network):
    recipe = recipe_of(network)
    model = autoencoder_of(recipe, COLOUR)
    parts = [model.get_layer("encoder"), model.get_layer("decoder")] if recipe.coded else [model]
    for part, blocks in zip(parts, plan_of(recipe, COLOUR), strict=False):
        for block in blocks:
            held = part.get_layer(block.name).output.shape[1:]
            if network != "photo_denoiser":  # which takes pictures of any size
                assert tuple(held) == block.shape, block.name


@pytest.mark.parametrize("network", CODED)
@pytest.mark.parametrize("code", [2, 4, 8, 16, 32, 64])
def test_the_code_is_a_true_bottleneck(network, code):
    recipe = recipe_of(network, code=code)
    encoder, decoder = plan_of(recipe, GREY)
    assert encoder[-1].shape == ((2 * code,) if network == "variational" else (code,))
    model = autoencoder_of(recipe, GREY)
    assert model.get_layer("decoder").input_shape == (None, code)
    assert len(decoder) == len(halves(recipe, GREY).decoder)


def test_a_variational_one_builds_its_picture_of_the_mean():
    model = autoencoder_of(recipe_of("variational"), GREY)
    pictures = inputs_of("variational", GREY)
    means = np.asarray(model.get_layer("encoder")(pictures))[:, :5]
    np.testing.assert_allclose(model(pictures), model.get_layer("decoder")(means), atol=1e-6)


def test_a_photograph_may_have_any_even_size():
    model = autoencoder_of(recipe_of("photo_denoiser"), (64, 64, 3))
    for shape in ((64, 64, 3), (10, 42, 3)):
        assert model(inputs_of("photo_denoiser", shape, 1)).shape == (1, *shape)


def test_the_start_is_the_one_that_the_seed_gives_whatever_else_the_process_draws():
    held = random.getstate()
    first = autoencoder_of(recipe_of("autoencoder", seed=3), GREY).get_weights()
    assert random.getstate() == held
    again, other = (autoencoder_of(recipe_of("autoencoder", seed=n), GREY).get_weights() for n in (3, 4))
    for one, two in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, two)
    assert (first[0] != other[0]).any()


def test_multiply_adds_are_those_of_a_plain_count():
    # A transposed convolution spreads each value of its input with all weights of that map.
    (conv, spread) = planned(
        (8, 6, 2), (Block("a", "conv", 3, size=3, stride=2), Block("b", "transposed", 5, size=4, stride=2))
    )
    assert conv.shape == (4, 3, 3)
    assert conv.multiply_adds == 4 * 3 * (3 * 3 * 2 * 3)
    assert spread.shape == (8, 6, 5)
    assert spread.multiply_adds == 4 * 3 * (4 * 4 * 3 * 5)


class TestArticle:
    """The source article's autoencoder, as it is printed."""

    layers = planned(GREY, printed())

    def built(self):
        return article_as_printed()

    def test_its_table_is_that_of_keras(self):
        model = self.built()
        assert model.count_params() == sum(layer.parameters for layer in self.layers) == 24_400_321
        for layer in self.layers:
            assert tuple(model.get_layer(layer.name).output.shape[1:]) == layer.shape

    def test_what_is_wrong_with_it_stands_in_the_table(self):
        shapes = {layer.name: layer.shape for layer in self.layers}
        assert shapes["flatten"] == (7744,)
        assert shapes["picture"] == (42, 42, 1)
        assert next(layer.parameters for layer in self.layers if layer.name == "dense") == 24_288_320

    def test_predict_gives_another_size_and_fit_fails(self):
        model = self.built()
        pictures = np.zeros((2, *GREY), np.float32)
        assert model.predict(pictures, verbose=0).shape == (2, 42, 42, 1)
        model.compile("adam", "binary_crossentropy")
        with pytest.raises(Exception, match=r"42.*28|28.*42"):
            model.fit(pictures, pictures, verbose=0)
