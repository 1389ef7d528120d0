"""Made-up photographs, styles and perceptual weights in a folder, and a recipe that learns from them in a second."""

from __future__ import annotations

import functools
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image

from cnnlab.networks.perceptual import convolutions
from cnnlab.recipes import StylizerRecipe

SIDE = 32
_kept = tempfile.TemporaryDirectory(prefix="cnnlab-styles-", ignore_cleanup_errors=True)


@functools.cache
def data() -> Path:
    """Return a folder with ``photos``, ``styles`` and ``vgg.npz``."""
    folder, rng = Path(_kept.name), np.random.default_rng(0)
    for name, count in (("photos", 5), ("styles", 4)):
        (folder / name).mkdir()
        for number in range(count):
            few = Image.fromarray(rng.integers(0, 256, (6, 8, 3), dtype=np.uint8))
            few.resize((48, 40), Image.Resampling.BICUBIC).save(folder / name / f"{name}-{number}.png")
    np.savez(folder / "vgg.npz", **weights())
    return folder


def weights() -> dict[str, np.ndarray]:
    """Return weights for the perceptual network, drawn so that its maps stay within reach."""
    rng, before, found = np.random.default_rng(1), 3, {}
    for name, units in convolutions():
        found[f"{name}/kernel"] = rng.normal(0, (2 / (9 * before)) ** 0.5, (3, 3, before, units)).astype("f4")
        found[f"{name}/bias"] = np.zeros(units, np.float32)
        before = units
    return found


def recipe(**changes: object) -> StylizerRecipe:
    """Return a small recipe for that folder."""
    settings = {
        "content": str(data() / "photos"),
        "style": str(data() / "styles"),
        "perceptual": str(data() / "vgg.npz"),
        "styles": 4,
        "crop": 16,
        "filters": 4,
        "blocks": 1,
        "hidden": 8,
        "batch_size": 2,
        "steps": 2,
        "epochs": 2,
        "seed": 3,
    }
    return StylizerRecipe(**settings | changes)
