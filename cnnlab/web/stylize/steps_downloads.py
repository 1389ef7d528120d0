"""What can be taken home from the mode Step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cnnlab.folders import MODELS
from cnnlab.images import encoding
from cnnlab.images.animation import gif
from cnnlab.images.previews import opened
from cnnlab.recipes import write
from cnnlab.recipes.painting import PaintingRecipe
from cnnlab.training.perceptual import SHIPPED
from cnnlab.web.frame import Download
from cnnlab.web.i18n import N_

CONTENT, STYLE = "content.png", "style.png"
WEIGHTS = "perceptual.weights.h5"
FRAMES, SIDE = 30, 256
"""Moments of the film at most, and pixels of its long side."""


def downloads(
    content: np.ndarray,
    style: np.ndarray,
    recipe: PaintingRecipe,
    picture: np.ndarray | None,
    moments: Sequence[Mapping[str, Any]],
) -> tuple[Download, ...]:
    """Return the files: what has come of it, how it came, and all that makes it again."""
    written = write(replace(recipe, content=CONTENT, style=STYLE)).encode()
    files = [
        Download(N_("Recipe (JSON)"), "recipe.json", "application/json", lambda: written),
        Download(N_("Content (PNG)"), CONTENT, "image/png", lambda: encoding.png(content)),
        Download(N_("Style (PNG)"), STYLE, "image/png", lambda: encoding.png(style)),
    ]
    if recipe.network == "compact":
        files.append(
            Download(
                N_("Weights of the compact network"),
                WEIGHTS,
                "application/octet-stream",
                lambda: (MODELS / SHIPPED / "model.weights.h5").read_bytes(),
            )
        )
    if picture is None:
        return tuple(files)
    return (
        Download(N_("Picture (PNG)"), "painting.png", "image/png", lambda: encoding.png(picture)),
        Download(N_("How it came (GIF)"), "painting.gif", "image/gif", lambda: film(moments)),
        *files,
    )


def film(moments: Sequence[Mapping[str, Any]]) -> bytes:
    """Return an animated GIF, all moments as large."""
    from PIL import Image

    chosen = np.unique(np.linspace(0, len(moments) - 1, min(FRAMES, len(moments))).round().astype(int))
    pictures = [opened(moments[place]["picture"]) for place in chosen]
    rows, columns = pictures[-1].shape[:2]
    factor = min(1.0, SIDE / max(rows, columns))
    size = max(1, round(columns * factor)), max(1, round(rows * factor))
    return gif([np.asarray(Image.fromarray(each).resize(size)) for each in pictures])
