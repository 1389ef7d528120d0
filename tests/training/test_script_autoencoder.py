"""Autoencoders as lines of a program: what they build is what the recipe's network is."""

from __future__ import annotations

import keras
import numpy as np
import pytest
from keras import layers

from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes.autoencoder import NETWORKS, AutoencoderRecipe
from cnnlab.training.script_autoencoder import network_text


@pytest.mark.parametrize("network", NETWORKS)
def test_the_weights_fit_and_the_answers_are_the_same(network, tmp_path):
    data, shape = ("photos", (16, 16, 3)) if network == "photo_denoiser" else ("mnist", (28, 28, 1))
    recipe = AutoencoderRecipe(data=data, network=network, code=3, filters=6, hidden=10, seed=5)
    ours = autoencoder_of(recipe, shape)
    ours.save_weights(tmp_path / "model.weights.h5")
    left = {"keras": keras, "layers": layers}
    exec(network_text(recipe, shape), left)
    theirs = left["model"]
    theirs.load_weights(tmp_path / "model.weights.h5")
    given = [
        np.random.default_rng(0).random((2, *each.shape[1:]), np.float32) for each in inputs(ours, shape)
    ]
    given = given if len(given) > 1 else given[0]
    np.testing.assert_allclose(theirs(given), ours(given), atol=1e-5)
    assert theirs.count_params() == ours.count_params()
    if recipe.coded:
        codes = left["encoder"](given)
        np.testing.assert_allclose(codes, ours.get_layer("encoder")(given), atol=1e-5)
        np.testing.assert_allclose(left["decoder"](codes[:, :3]), ours(given), atol=1e-5)


def inputs(model, shape):
    """The inputs of a model, of pictures of one size where it takes any."""
    return [
        keras.KerasTensor((None, *shape[:2], each.shape[3])) if each.shape[1] is None else each
        for each in model.inputs
    ]
