"""Small autoencoders with their first weights under the names of the shipped ones, made once."""

from __future__ import annotations

import functools
import shutil
import tempfile
from pathlib import Path

import numpy as np

from cnnlab.folders import MODELS
from cnnlab.recipes import AutoencoderRecipe, write

NETWORKS = {
    "mnist-autoencoder-2": ("autoencoder", 2),
    "mnist-vae-2": ("variational", 2),
    "mnist-autoencoder-8": ("autoencoder", 8),
    "mnist-vae-16": ("variational", 16),
    "mnist-autoencoder-32": ("autoencoder", 32),
}
MEASURED = ("mnist-vae-2", "mnist-autoencoder-8")
"""These have a file with what is known of their codes."""
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-imagine-", ignore_cleanup_errors=True)


@functools.cache
def models() -> Path:
    """Return a folder like that of the shipped models: these networks, and the classifier of digits."""
    from cnnlab.networks.autoencoder import autoencoder_of

    folder = Path(_kept.name)
    shutil.copytree(MODELS / "mnist-classifier", folder / "mnist-classifier")
    for name, (network, code) in NETWORKS.items():
        recipe = AutoencoderRecipe(data="mnist", network=network, code=code, filters=4, hidden=8)
        model = autoencoder_of(recipe, (28, 28, 1))
        (folder / name).mkdir()
        model.save_weights(folder / name / "model.weights.h5")
        (folder / name / "recipe.json").write_text(write(recipe), "utf-8")
        if name in MEASURED:
            np.savez(folder / name / "codes.npz", **_described(code))
    return folder


def _described(size: int) -> dict[str, np.ndarray]:
    from cnnlab.metrics.codes import describe_codes, describe_errors

    random = np.random.default_rng(size)
    codes, labels = random.standard_normal((600, size)), np.arange(600) % 10
    codes += labels[:, None] / 4
    errors = random.gamma(4, 0.01, 600)
    return describe_codes(codes, labels, codes[:200], labels[:200], 0) | describe_errors(errors, errors)
