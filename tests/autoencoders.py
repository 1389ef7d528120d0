"""Folders like those of the shipped autoencoders, with small networks, made once."""

from __future__ import annotations

import functools
import tempfile
from dataclasses import replace
from pathlib import Path

from cnnlab import pretrained, training
from cnnlab.recipes import AutoencoderRecipe, write

TRAINED = AutoencoderRecipe(
    examples=600, batch_size=50, epochs=3, filters=4, hidden=16, code=8, learning_rate=5e-3
)
"""Really trained, for some seconds, on the digits that come with the installation."""
RECIPES = {
    "mnist-autoencoder-2": replace(TRAINED, code=2),
    "mnist-autoencoder-8": TRAINED,
    "mnist-vae-2": replace(TRAINED, code=2, network="variational", loss="binary_crossentropy"),
}
FIRST = {
    "mnist-denoiser": AutoencoderRecipe(data="mnist", network="denoiser", filters=4, noise="mixed"),
    "mnist-inpainter": AutoencoderRecipe(data="mnist", network="inpainter", filters=4),
    "photo-denoiser": AutoencoderRecipe(data="photos", network="photo_denoiser", filters=8),
    "cifar10-autoencoder": AutoencoderRecipe(data="cifar10", filters=4, hidden=8, code=64),
}
"""With their first weights."""
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-autoencoders-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return the folder; the classifier that is shipped is in it, too."""
    from cnnlab.networks.autoencoder import autoencoder_of

    folder = Path(_kept.name)
    for name, recipe in RECIPES.items():
        training.run(recipe, folder / name)
    for name, recipe in FIRST.items():
        (folder / name).mkdir()
        shape = {"photos": (64, 64, 3), "cifar10": (32, 32, 3)}.get(recipe.data, (28, 28, 1))
        autoencoder_of(recipe, shape).save_weights(folder / name / pretrained.WEIGHTS)
        (folder / name / "recipe.json").write_text(write(recipe), "utf-8")
    (folder / "mnist-classifier").symlink_to(pretrained.MODELS / "mnist-classifier")
    return folder
