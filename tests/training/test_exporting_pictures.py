"""Autoencoders as files: what is given out computes what the network does."""

from __future__ import annotations

import io

import numpy as np
import pytest

from cnnlab import pretrained
from cnnlab.errors import LabError
from cnnlab.folders import run_folder
from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes import AutoencoderRecipe, write
from cnnlab.training import exporting_pictures
from cnnlab.training.exporting_pictures import export

RUN = "a" * 32


@pytest.fixture(params=["variational", "inpainter"])
def model(request, monkeypatch, tmp_path):
    monkeypatch.setenv("CNNLAB_HOME", str(tmp_path))
    recipe = AutoencoderRecipe(network=request.param, code=3, filters=4, hidden=8, seed=2)
    model = autoencoder_of(recipe, (28, 28, 1))
    run_folder(RUN).mkdir(parents=True)
    (run_folder(RUN) / "recipe.json").write_text(write(recipe), "utf-8")
    model.save_weights(run_folder(RUN) / pretrained.WEIGHTS)
    return model


def test_keras_opens_the_file(model, tmp_path):
    import keras

    (tmp_path / "autoencoder.keras").write_bytes(export(RUN, "keras"))
    again = keras.saving.load_model(tmp_path / "autoencoder.keras", compile=False)
    given = [np.random.default_rng(1).random((2, *each.shape[1:]), np.float32) for each in model.inputs]
    given = given if len(given) > 1 else given[0]
    np.testing.assert_allclose(again(given), model(given), atol=1e-6)


def test_each_weight_is_an_array(model):
    with np.load(io.BytesIO(export(RUN, "weights")), allow_pickle=False) as arrays:
        assert sum(arrays[name].size for name in arrays.files) == model.count_params()


def test_what_computes_something_else_is_not_given_out(model, monkeypatch):
    other = autoencoder_of(AutoencoderRecipe(**{**vars(pretrained.recipe_of(RUN)), "seed": 9}), (28, 28, 1))
    monkeypatch.setattr(exporting_pictures, "_again", lambda held, form, file: other)
    with pytest.raises(LabError, match="does not compute"):
        export(RUN, "weights")
