"""Small autoencoders in place of the shipped ones, with their first weights and what is known of their codes."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

import numpy as np

from cnnlab.inference import principal
from cnnlab.inference.compress_names import NETWORKS, VALUES
from cnnlab.metrics.codes import describe_codes, describe_errors
from cnnlab.recipes import AutoencoderRecipe, write

_kept = tempfile.TemporaryDirectory(prefix="cnnlab-coded-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return a folder with the networks that the mode Compress knows, and the principal components."""
    from cnnlab.networks.autoencoder import autoencoder_of

    folder = Path(_kept.name)
    shutil.copytree(principal.FOLDER, folder / principal.FOLDER.name)
    images = np.random.default_rng(0).random((60, 28, 28, 1), np.float32) ** 4
    labels = np.arange(60) % 10
    for name in NETWORKS:
        kind = "variational" if "vae" in name else "autoencoder"
        recipe = AutoencoderRecipe(
            data="mnist", network=kind, code=VALUES[name], filters=4, hidden=12, seed=3
        )
        model = autoencoder_of(recipe, (28, 28, 1))
        for half in ("encoder", "decoder"):
            layer = model.get_layer(half)
            # So that pictures differ: first weights make nearly the same grey of any code.
            layer.set_weights([3 * each for each in layer.get_weights()])
        (folder / name).mkdir()
        model.save_weights(folder / name / "model.weights.h5")
        (folder / name / "recipe.json").write_text(write(recipe), "utf-8")
        (folder / name / "metrics.json").write_text("{}", "utf-8")
        codes = np.asarray(model.get_layer("encoder")(images))[:, : recipe.code]
        errors = ((np.asarray(model(images)) - images) ** 2).mean(axis=(1, 2, 3))
        np.savez(
            folder / name / "codes.npz",
            **describe_codes(codes, labels, codes, labels, 0),
            **describe_errors(errors, errors),
        )
    return folder
