from __future__ import annotations

import h5py
import numpy as np

from cnnlab.networks.autoencoder import autoencoder_of
from cnnlab.recipes import AutoencoderRecipe, write
from cnnlab.training.shipping import ship

RECIPE = AutoencoderRecipe(filters=4, hidden=8, code=2, network="variational")


def test_weights_come_back_in_half_precision(tmp_path):
    run, folder = tmp_path / "run", tmp_path / "models" / "x"
    run.mkdir()
    model = autoencoder_of(RECIPE, (28, 28, 1))
    model.save_weights(run / "model.weights.h5")
    (run / "recipe.json").write_text(write(RECIPE), "utf-8")
    ship(run, folder)
    assert (folder / "recipe.json").read_text("utf-8") == write(RECIPE)
    other = autoencoder_of(
        AutoencoderRecipe(filters=4, hidden=8, code=2, network="variational", seed=9), (28, 28, 1)
    )
    other.load_weights(folder / "model.weights.h5")
    for one, two in zip(model.get_weights(), other.get_weights(), strict=True):
        np.testing.assert_array_equal(one.astype(np.float16).astype(np.float32), two)
    kinds = []
    with h5py.File(folder / "model.weights.h5") as held:
        held.visititems(
            lambda name, item: kinds.append(item.dtype) if isinstance(item, h5py.Dataset) else None
        )
    assert set(map(str, kinds)) == {"float16"}
